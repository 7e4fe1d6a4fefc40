"""The supported schools a person sees, a row each: why supported, who looks after them, how the work goes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from config.alphabet import alphabet
from curators.models import Assignment, Visit
from monitoring.models import MonitoringPeriod, ProgressReport
from monitoring.report_states import ReportState, state_of
from monitoring.start.passports import annotated
from roadmaps.models import Checkpoint
from roadmaps.progress import Progress, count
from schools.models import School, SupportStatus
from schools.school_year import SchoolYear


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A supported school as of a day. `report` is of the latest half-year whose reports are open."""

    pk: int
    name: str
    basis: str
    curators: tuple[str, ...]
    progress: Progress
    last_visit_on: date | None
    report: ProgressReport | None
    report_state: ReportState | None


@dataclass(frozen=True, slots=True)
class Schools:
    """The rows in alphabetical order, and the counts over all checkpoints that count, the municipality's own too.

    `statuses` are those of the rows, with the yearly papers of each school (see monitoring.start.passports).
    """

    rows: tuple[SchoolRow, ...]
    progress: Progress
    oldest_overdue_days: int
    period: MonitoringPeriod | None
    statuses: tuple[SupportStatus, ...] = ()

    @property
    def reports(self) -> tuple[ProgressReport, ...]:
        return tuple(row.report for row in self.rows if row.report)

    @property
    def filed_count(self) -> int:
        """Reports handed in, reviewed or not."""
        handed_in = {ProgressReport.Status.SUBMITTED, ProgressReport.Status.ACCEPTED}
        return sum(report.status in handed_in for report in self.reports)


def schools_of(user, today: date) -> Schools:
    """Five statements, whatever the number of schools."""
    year = SchoolYear.of(today).first
    listed = SupportStatus.objects.supported().filter(year=year, school__in=School.objects.visible_to(user).open())
    statuses = list(
        annotated(listed, year, "school").select_related("school").order_by(*alphabet("school__short_name"))
    )
    points = list(
        Checkpoint.objects.visible_to(user)
        .counted(today)
        .values_list("school_id", "due_on", "done_on", "cancelled_on", named=True)
    )
    of_school = defaultdict(list)
    for point in points:
        of_school[point.school_id].append(point)
    curators, visits, reports = _curators(user, today), _last_visits(user), _reports(user, today)
    rows = tuple(
        SchoolRow(
            pk=status.school_id,
            name=status.school.short_name,
            basis=status.label,
            curators=tuple(curators[status.school_id]),
            progress=count(of_school[status.school_id], today),
            last_visit_on=visits.get(status.school_id),
            report=reports.get(status.school_id),
            report_state=_state(reports.get(status.school_id), today),
        )
        for status in statuses
    )
    overdue = [
        point.due_on for point in points if not point.done_on and not point.cancelled_on and point.due_on < today
    ]
    return Schools(
        rows=rows,
        progress=count(points, today),
        oldest_overdue_days=(today - min(overdue)).days if overdue else 0,
        period=next((report.period for report in reports.values()), None),
        statuses=tuple(statuses),
    )


def _curators(user, today: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Assignment.objects.visible_to(user).current(today).select_related("curator").order_by("starts_on", "pk")
    for row in rows:
        found[row.school_id].append(row.curator.short_name)
    return found


def _last_visits(user) -> dict[int, date]:
    rows = Visit.objects.visible_to(user).order_by().values("school_id").annotate(last=Max("visited_on"))
    return dict(rows.values_list("school_id", "last"))


def _reports(user, today: date) -> dict[int, ProgressReport]:
    """Reports of the latest period that has begun, by school."""
    rows = (
        ProgressReport.objects.visible_to(user)
        .filter(period__in=MonitoringPeriod.objects.visible_to(user).current(today))
        .select_related("period")
        .defer("achieved", "difficulties", "plans", "support_needed")
        .order_by("-period__starts_on")
    )
    found = list(rows)
    return {report.school_id: report for report in found if report.period_id == found[0].period_id}


def _state(report: ProgressReport | None, today: date) -> ReportState | None:
    return state_of(report.status, report.due_on, today) if report else None
