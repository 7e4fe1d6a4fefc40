"""Who may do what with schools and people."""

from datetime import date

from schools.roles import SEES_WORK, Role

KEEPS_SCHOOLS = frozenset({Role.SPECIALIST, Role.ADMIN})


def can_sign_in(user, day: date) -> bool:
    """Who works here; an observer until the agreed day, inclusive."""
    if not user.is_active:
        return False
    return user.role != Role.OBSERVER or user.observes_until >= day


def takes_part(user) -> bool:
    """Everybody but the administrator, who keeps people and parameters."""
    return user.role != Role.ADMIN


def can_edit_people(user) -> bool:
    """Accounts are kept by the administrator alone."""
    return user.role == Role.ADMIN


def can_edit_parameters(user) -> bool:
    return user.role == Role.ADMIN


def can_edit_schools(user) -> bool:
    return user.role in KEEPS_SCHOOLS


def can_close_schools(user) -> bool:
    """Close, join and reopen: whoever sees the work that is still open there."""
    return user.role == Role.SPECIALIST


def can_compare_schools(user) -> bool:
    """Pages on which several schools stand side by side."""
    return user.role in SEES_WORK


def can_edit_passport(user, school) -> bool:
    """The director of the school itself, or a specialist on its behalf."""
    return user.role == Role.SPECIALIST or (user.role == Role.DIRECTOR and user.school_id == school.pk)


def can_edit_questions(user) -> bool:
    """What is asked in passports and questionnaires, and what is recommended: kept by the department."""
    return user.role in KEEPS_SCHOOLS


def can_see_summary(user) -> bool:
    """All schools side by side are seen by who sees the municipality's work."""
    return user.role in SEES_WORK


def can_edit_results(user) -> bool:
    """Import results, take an import back, put a row right by hand."""
    return user.role == Role.SPECIALIST


def can_see_result_imports(user) -> bool:
    """Tables of all schools are seen by who sees the municipality's work."""
    return user.role in SEES_WORK


def can_import_passports(user) -> bool:
    return user.role == Role.SPECIALIST


def can_fill_assessment(user, school) -> bool:
    """As the passport: the director, or a specialist on behalf of the school."""
    return can_edit_passport(user, school)


def can_verify_assessment(user, school, today: date) -> bool:
    """Whoever looks after the school that day; nobody verifies one's own school."""
    return school.pk in user.assigned_school_ids_on(today) and user.school_id != school.pk


def can_see_library(user) -> bool:
    """What is recommended is read by everybody who takes part."""
    return takes_part(user)


def can_see_identification(user) -> bool:
    """Runs, methods and the federal list are the department's; which rows is decided by `visible_to`."""
    return user.role in SEES_WORK


def can_identify(user) -> bool:
    """Edit methods, run them, decide and confirm."""
    return user.role == Role.SPECIALIST


def can_ask_for_order(user) -> bool:
    """Whom a run's page offers the order that fixes its lists."""
    return user.role in {Role.SPECIALIST, Role.HEAD}
