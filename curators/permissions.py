"""Who may do what for the schools that are looked after."""

from datetime import date, timedelta

from django.db.models import QuerySet

from schools.models import School
from schools.roles import MAY_LOOK_AFTER, SEES_WORK, Role
from schools.school_year import SchoolYear

TAKES_PART = frozenset(Role) - {Role.ADMIN}
# These work with every school of the municipality; anybody else with an assignment works with the assigned ones.
WORKS_WITH_ALL = frozenset({Role.SPECIALIST, Role.METHODIST})
DAYS_TO_CORRECT = 14  # after the half-year's end, while its report is drawn up


def can_see_work(user) -> bool:
    """Which schools' work is a matter of `visible_to`."""
    return user.role in TAKES_PART


def can_see_map(user) -> bool:
    """The whole municipality is on it."""
    return user.role in SEES_WORK


def can_assign(user) -> bool:
    return user.role == Role.SPECIALIST


def schools_in_care(user, day: date) -> QuerySet[School]:
    """The schools that the person may visit, consult and advise on that day; a closed school is none of them."""
    schools = School.objects.visible_to(user).open()
    if user.role not in MAY_LOOK_AFTER:
        return schools.none()
    if user.role in WORKS_WITH_ALL:
        return schools
    return schools.filter(pk__in=user.assigned_school_ids_on(day))


def can_look_after(user, day: date) -> bool:
    """Whether to offer «Записать посещение», «Записать консультацию» and «Дать рекомендацию»."""
    return schools_in_care(user, day).exists()


def can_edit_record(user, record, day: date) -> bool:
    """A visit or a consultation: its author until two weeks after the half-year's end, a specialist at any time."""
    if user.role == Role.SPECIALIST:
        return True
    happened_on = record.happened_on
    last_day = SchoolYear.of(happened_on).half_end(happened_on) + timedelta(DAYS_TO_CORRECT)
    return user.role in TAKES_PART and record.curator_id == user.pk and day <= last_day


def can_record_agreement(user) -> bool:
    return user.role == Role.SPECIALIST


def can_complete_recommendation(user, recommendation) -> bool:
    """The director of the school it is about, or a specialist on the school's behalf."""
    if recommendation.done_on:
        return False
    return user.role == Role.SPECIALIST or (user.role == Role.DIRECTOR and user.school_id == recommendation.school_id)
