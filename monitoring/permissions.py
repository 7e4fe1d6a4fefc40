"""Who may do what with periods, progress reports and indicators."""

from config import clock
from monitoring.models import ProgressReport
from schools.roles import SEES_WORK, Role

TAKES_PART = frozenset(Role) - {Role.ADMIN}


def can_see_reports(user) -> bool:
    """Which of them is a matter of `visible_to`."""
    return user.role in TAKES_PART


def can_see_periods(user) -> bool:
    return user.role in SEES_WORK


def can_edit_periods(user) -> bool:
    return user.role == Role.SPECIALIST


def can_close_period(user, period) -> bool:
    return user.role == Role.HEAD and not period.is_closed


def can_write_report(user, report) -> bool:
    """The school's director; a specialist on behalf of the school, which is shown."""
    is_own = user.role == Role.DIRECTOR and user.school_id == report.school_id
    return report.is_editable and (is_own or user.role == Role.SPECIALIST)


def can_review_report(user, report) -> bool:
    """A curator assigned to that school, whatever the role; a specialist. Nobody reviews the own school."""
    if report.status != ProgressReport.Status.SUBMITTED or user.school_id == report.school_id:
        return False
    return user.role == Role.SPECIALIST or (
        user.role in TAKES_PART and report.school_id in user.school_ids_on(clock.today())
    )


def can_enter_indicators(user) -> bool:
    return user.role in {Role.SPECIALIST, Role.METHODIST}
