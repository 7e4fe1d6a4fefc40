"""The rows that a semester report counts, fetched in batches and counted in memory."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Sum

from curators.models import Assignment, Consultation, Recommendation, Visit
from monitoring.models import Indicator, IndicatorValue, MonitoringPeriod, ProgressReport
from roadmaps.models import Checkpoint, Roadmap
from schools.models import Municipality, School, SupportStatus, User
from schools.school_year import SchoolYear

IN_FORCE = (Roadmap.Status.APPROVED, Roadmap.Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Point:
    """A checkpoint of the half-year with the names that the report prints."""

    planned_on: date
    due_on: date
    done_on: date | None
    cancelled_on: date | None
    move_reason: str
    cancel_reason: str
    school_id: int | None
    section_id: int
    section: str
    roadmap: str
    number: str
    text: str

    @property
    def activity(self) -> str:
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Ground:
    """An approved roadmap that the half-year's work rests on."""

    title: str
    approved_by_order: str
    approved_on: date
    school_name: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Checkpoints by what became of them. The first four make up `planned`; cancelled ones are apart."""

    done: int = 0
    overdue: int = 0
    moved: int = 0
    ahead: int = 0
    cancelled: int = 0

    @property
    def planned(self) -> int:
        return self.done + self.overdue + self.moved + self.ahead

    @property
    def percent(self) -> int | None:
        """Done out of those whose date has come, rounded down; None while there are none."""
        arrived = self.done + self.overdue
        return self.done * 100 // arrived if arrived else None


def outcome(point: Point, as_of: date) -> str:
    """done, overdue (due before the day), moved (to a day that has not come yet), ahead or cancelled."""
    if point.cancelled_on:
        return "cancelled"
    if point.done_on:
        return "done"
    if point.due_on < as_of:
        return "overdue"
    return "moved" if point.due_on != point.planned_on else "ahead"


def tally(points: Iterable[Point], as_of: date) -> Tally:
    return Tally(**Counter(outcome(point, as_of) for point in points))


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the report is made of. Keys of the mappings are ids."""

    as_of: date
    roadmaps: list[Ground]
    points: list[Point]
    school_names: dict[int, str]
    statuses: list[SupportStatus]
    reports: dict[int, ProgressReport]
    indicators: list[Indicator]
    values_now: dict[int, IndicatorValue]
    values_before: dict[int, IndicatorValue]
    assigned: list[tuple[int, int]]  # curator, school
    visits: dict[tuple[int, int], int]  # curator, school → count
    consultations: dict[tuple[int, int], tuple[int, int]]  # curator, school → count, participants
    people: dict[int, User]
    recommendations: list[Recommendation]

    @property
    def tally(self) -> Tally:
        return tally(self.points, self.as_of)

    @property
    def visits_by_school(self) -> Counter:
        return _sum((school, count) for (_, school), count in self.visits.items())

    @property
    def consultations_by_school(self) -> Counter:
        return _sum((school, count) for (_, school), (count, _) in self.consultations.items())

    @property
    def accepted_count(self) -> int:
        """Accepted progress reports of the schools on the lists."""
        reports = (self.reports.get(status.school_id) for status in self.statuses)
        return sum(report is not None and report.status == ProgressReport.Status.ACCEPTED for report in reports)


def gather(municipality: Municipality, period: MonitoringPeriod, *, as_of: date) -> Facts:
    """All the rows in fourteen statements, whatever their number."""
    of_here = {"municipality": municipality}
    year = SchoolYear.of(period.starts_on).first
    names = dict(School.objects.filter(**of_here).in_alphabet().values_list("pk", "short_name"))
    in_alphabet = list(names)
    on_lists = SupportStatus.objects.supported().filter(**of_here, year=year)
    statuses = sorted(on_lists, key=lambda status: in_alphabet.index(status.school_id))
    visits, consultations, assigned = _work(of_here, period)
    curators = {curator for curator, _ in [*visits, *consultations, *assigned]}
    recommendations = Recommendation.objects.filter(**of_here, given_on__range=(period.starts_on, period.ends_on))
    return Facts(
        as_of=as_of,
        roadmaps=_roadmaps(of_here, period),
        points=_points(of_here, period, as_of),
        school_names=names,
        statuses=statuses,
        reports={report.school_id: report for report in ProgressReport.objects.filter(**of_here, period=period)},
        indicators=list(Indicator.objects.filter(**of_here)),
        values_now=_values(of_here, period),
        values_before=_values(of_here, _before(of_here, period)),
        assigned=assigned,
        visits=visits,
        consultations=consultations,
        people={user.pk: user for user in User.objects.filter(**of_here, pk__in=curators)},
        recommendations=list(recommendations.order_by("given_on", "pk")),
    )


def _roadmaps(of_here: dict, period: MonitoringPeriod) -> list[Ground]:
    """Approved roadmaps that touch the half-year: the municipality's first, then the schools'."""
    rows = Roadmap.objects.filter(
        **of_here, status__in=IN_FORCE, starts_on__lte=period.ends_on, ends_on__gte=period.starts_on
    )
    rows = rows.order_by(F("school").asc(nulls_first=True), "approved_on", "pk")
    return [Ground(*row) for row in rows.values_list("title", "approved_by_order", "approved_on", "school__short_name")]


def _points(of_here: dict, period: MonitoringPeriod, as_of: date) -> list[Point]:
    """Checkpoints planned for the half-year or moved into it, in the order of the plan.

    Of a roadmap that was closed only what was due before the day or done: the rest nobody waits for any more.
    """
    span = (period.starts_on, period.ends_on)
    given_up = Q(activity__roadmap__status=Roadmap.Status.CLOSED, done_on=None, due_on__gte=as_of)
    rows = Checkpoint.objects.filter(**of_here, activity__roadmap__status__in=IN_FORCE).exclude(given_up)
    rows = rows.filter(Q(planned_on__range=span) | Q(due_on__range=span))
    rows = rows.order_by(
        F("activity__roadmap__school").asc(nulls_first=True),
        "activity__roadmap",
        "activity__section__position",
        "activity__position",
        "due_on",
        "pk",
    ).values_list(
        "planned_on",
        "due_on",
        "done_on",
        "cancelled_on",
        "move_reason",
        "cancel_reason",
        "school",
        "activity__section",
        "activity__section__title",
        "activity__roadmap__title",
        "activity__number",
        "activity__text",
    )
    return [Point(*row) for row in rows]


def _work(of_here: dict, period: MonitoringPeriod) -> tuple[dict, dict, list]:
    span = (period.starts_on, period.ends_on)
    by_both = ("curator", "school")
    visits = Visit.objects.filter(**of_here, visited_on__range=span).order_by().values_list(*by_both)
    held = Consultation.objects.filter(**of_here, held_on__range=span).order_by().values_list(*by_both)
    assigned = Assignment.objects.filter(**of_here, starts_on__lte=period.ends_on)
    assigned = assigned.filter(Q(ends_on=None) | Q(ends_on__gte=period.starts_on))
    return (
        {(curator, school): count for curator, school, count in visits.annotate(Count("pk"))},
        {(c, s): (count, people) for c, s, count, people in held.annotate(Count("pk"), Sum("participants_count"))},
        sorted(set(assigned.values_list(*by_both))),
    )


def _values(of_here: dict, period: MonitoringPeriod | None) -> dict[int, IndicatorValue]:
    rows = IndicatorValue.objects.filter(**of_here, period=period, school=None)
    return {value.indicator_id: value for value in rows}


def _before(of_here: dict, period: MonitoringPeriod) -> MonitoringPeriod | None:
    return MonitoringPeriod.objects.filter(**of_here, starts_on__lt=period.starts_on).order_by("-starts_on").first()


def _sum(pairs: Iterable[tuple[int, int]]) -> Counter:
    total: Counter = Counter()
    for key, count in pairs:
        total[key] += count
    return total
