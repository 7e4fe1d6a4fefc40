"""Who may do what with periods, progress reports and indicators."""

from config import clock
from schools.roles import MAY_LOOK_AFTER, SEES_WORK, Role


def can_see_reports(user) -> bool:
    """Which of them is a matter of `visible_to`."""
    return user.role != Role.ADMIN


def can_see_periods(user) -> bool:
    return user.role in SEES_WORK


def can_edit_periods(user) -> bool:
    return user.role == Role.SPECIALIST


def can_close_period(user) -> bool:
    return user.role == Role.HEAD


def can_ask_semester_report(user) -> bool:
    """Whether to offer the semester report; what builds it asks again."""
    return user.role in {Role.SPECIALIST, Role.HEAD}


def can_write_report(user, report) -> bool:
    """The school's director; a specialist on behalf of the school, which is shown. The state is asked elsewhere."""
    is_own = user.role == Role.DIRECTOR and user.school_id == report.school_id
    return is_own or user.role == Role.SPECIALIST


def can_review_report(user, report) -> bool:
    """A curator assigned to that school, whatever the role; a specialist. Nobody reviews the own school."""
    if user.role not in MAY_LOOK_AFTER or user.school_id == report.school_id:
        return False
    return user.role == Role.SPECIALIST or report.school_id in user.assigned_school_ids_on(clock.today())


def can_enter_indicators(user) -> bool:
    return user.role in {Role.SPECIALIST, Role.METHODIST}
