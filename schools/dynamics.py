"""How results move over the years: against the municipality and the region, between strong and weak schools.

Shares are per cent of participants below the minimum. What is missing stays missing (None), it is never zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from config.charts import Chart, Series
from schools.models.result import Procedure

FEW = 10  # participants; below this one pupil moves a percentage by more than ten points
SCHOOL, TOWN, REGION = "Школа", "Муниципалитет", "Регион"


class Measure(NamedTuple):
    """What is compared over the years."""

    procedure: str
    subject: str
    grade: int

    @property
    def key(self) -> str:
        """«oge|Математика|9», as addresses have it."""
        return "|".join(map(str, self))


def name_of(measure: Measure) -> str:
    """«ОГЭ, Математика, 9 класс»"""
    return f"{Procedure(measure.procedure).label}, {measure.subject}, {measure.grade} класс"


class Fact(NamedTuple):
    """What a school, a municipality or a region got in a year."""

    share: float | None
    mean: float | None
    participants: int | None = None


def has_few(participants: int | None) -> bool:
    """Whether a percentage of so many is shown with a note; not for an unknown number."""
    return participants is not None and participants < FEW


def span(years: Iterable[int]) -> tuple[int, ...]:
    """All years from the first to the last, those without data, too."""
    known = set(years)
    return tuple(range(min(known), max(known) + 1)) if known else ()


def chart_of(title: str, years: Sequence[int], levels: Mapping[str, Mapping[int, Fact]], what: str) -> Chart:
    """A line for each level that has a value; `what` is «share» or «mean»."""
    lines = [Series(name, tuple(_value(facts.get(year), what) for year in years)) for name, facts in levels.items()]
    known = tuple(line for line in lines if any(value is not None for value in line.values))
    unit, precision = (" %", 1) if what == "share" else ("", 2)
    return Chart(title, tuple(map(str, years)), known or tuple(lines[:1]), unit, precision)


def _value(fact: Fact | None, what: str) -> float | None:
    return None if fact is None else getattr(fact, what)


@dataclass(frozen=True, slots=True)
class Gap:
    """The schools at both ends of a year; the difference is in percentage points."""

    strongest: str
    lowest_share: float
    weakest: str
    highest_share: float

    @property
    def points(self) -> float:
        return round(self.highest_share - self.lowest_share, 1)


def gap(facts: Mapping[str, Fact]) -> Gap | None:
    """Between the strongest and the weakest school of a year; schools with few participants stay out.

    None where fewer than two schools are left. Of equals the first by name is named.
    """
    shares = {
        name: fact.share for name, fact in facts.items() if fact.share is not None and not has_few(fact.participants)
    }
    if len(shares) < 2:
        return None
    strongest = min(shares, key=lambda name: (shares[name], name))
    weakest = min(shares, key=lambda name: (-shares[name], name))
    return Gap(strongest, shares[strongest], weakest, shares[weakest])


@dataclass(frozen=True, slots=True)
class Change:
    """A result of a school in two years. `points` is how much more (+, worse) or less (−, better) are below."""

    school_id: int
    school: str
    measure: Measure
    before: Fact
    after: Fact

    @property
    def points(self) -> float:
        return round((self.after.share or 0) - (self.before.share or 0), 1)

    @property
    def name(self) -> str:
        return name_of(self.measure)

    @property
    def has_few(self) -> bool:
        return has_few(self.before.participants) or has_few(self.after.participants)


def changes(
    names: Mapping[int, str],
    before: Mapping[tuple[int, Measure], Fact],
    after: Mapping[tuple[int, Measure], Fact],
    *,
    direction: str = "",
) -> list[Change]:
    """Results known in both years, the largest change first; `direction` keeps «better» or «worse» only."""
    both = [
        Change(school_id, names[school_id], measure, before[school_id, measure], fact)
        for (school_id, measure), fact in after.items()
        if fact.share is not None and (known := before.get((school_id, measure))) and known.share is not None
    ]
    kept = [one for one in both if _goes(one.points, direction)]
    return sorted(kept, key=lambda one: (-abs(one.points), one.school, one.measure))


def _goes(points: float, direction: str) -> bool:
    return {"better": points < 0, "worse": points > 0}.get(direction, points != 0)


def came_and_left(before: Sequence[str], after: Sequence[str]) -> tuple[str, str]:
    """What happened to a school's places on the lists: «вошла в список ШНСУ (была ШНОР)», «вышла из списка ШНОР».

    Either is empty where nothing like it happened.
    """
    came, left = [name for name in after if name not in before], [name for name in before if name not in after]
    was = f" (была {' и '.join(before)})" if before else ""
    return (
        f"вошла в {'списки' if len(came) > 1 else 'список'} {' и '.join(came)}{was}" if came else "",
        f"вышла из {'списков' if len(left) > 1 else 'списка'} {' и '.join(left)}" if left else "",
    )
