"""Which checkpoints an approved activity needs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from roadmaps.deadlines import Deadline, Kind, Period
from roadmaps.models import Party

HALF_YEAR_ENDS = ((5, 31), (12, 31))  # teaching ends on 31 May: 1-domain, «полугодие учебного года»
NEEDS_SCHEDULE = frozenset({Kind.BY_SCHEDULE, Kind.EVENT})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A checkpoint to be made: a day, and a school or None for the municipality."""

    due_on: date
    school_id: int | None = None


@dataclass(frozen=True, slots=True)
class Schools:
    """Ids of the schools that a group in a plan may mean; `own` is set for a school's own roadmap."""

    supported: tuple[int, ...] = ()
    open: tuple[int, ...] = ()
    own: int | None = None


def wanted(
    deadline: Deadline, groups: Iterable[str], schools: Schools, *, period: Period, approved: date
) -> list[Wanted]:
    """One checkpoint per due date, for a group of schools one per school and due date.

    A group without a single school gives one point for the municipality: the work does not vanish.
    """
    who = _schools_of(set(groups), schools) or (None,)
    return [Wanted(day, school_id) for day in due_days(deadline, period=period, approved=approved) for school_id in who]


def due_days(deadline: Deadline, *, period: Period, approved: date) -> list[date]:
    """The reading's own days in order; continuous work also answers at each half-year end from the approval on."""
    days = set(deadline.due)
    if deadline.kind == Kind.CONTINUOUS:
        start = max(deadline.start or period.start, approved if approved in period else period.start)
        days.update(_half_year_ends(start, deadline.end or period.end))
    return sorted(days)


def _half_year_ends(start: date, end: date) -> Iterable[date]:
    for year in range(start.year, end.year + 1):
        for month, day in HALF_YEAR_ENDS:
            if start <= date(year, month, day) <= end:
                yield date(year, month, day)


def _schools_of(groups: Collection[str], schools: Schools) -> tuple[int | None, ...]:
    if schools.own is not None:
        return (schools.own,)
    if Party.Group.ALL_SCHOOLS in groups:
        return schools.open
    return schools.supported if Party.Group.SUPPORTED_SCHOOLS in groups else ()
