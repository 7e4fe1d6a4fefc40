"""«Справка о динамике результатов»: the charts of «Динамика» with their numbers, of a school or the municipality."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from schools import lists_over_years, over_years
from schools.dynamics import Change, Measure, name_of
from schools.lists_over_years import TownPoints
from schools.models import Municipality, School, User
from schools.over_years import TITLES, Changed, Panel, TownMeasure

MOST_CHANGES = 40
YEARS_BACK = 1  # a measure belongs to the note if it has results of the last year or of so many years before


@dataclass(frozen=True, slots=True)
class SchoolDynamics:
    """Of one school: its measures with the share and the mean, points, and lists as (year, list, reason, orders)."""

    department: str
    about: str
    school: str
    municipality: str
    region: str
    as_of: date
    measures: tuple[tuple[Panel, ...], ...]
    points: Panel | None
    lists: tuple[tuple[str, str, str, str], ...]

    @property
    def is_empty(self) -> bool:
        return not (self.measures or self.points)


@dataclass(frozen=True, slots=True)
class TownDynamics:
    """Of the municipality: measures against the region, lists, points, and what changed between the last two years."""

    department: str
    about: str
    municipality: str
    region: str
    as_of: date
    measures: tuple[TownMeasure, ...]
    lists: Panel | None
    points: TownPoints | None
    changed: Changed | None

    @property
    def is_empty(self) -> bool:
        return not self.measures

    @property
    def largest_changes(self) -> tuple[Change, ...]:
        return self.changed.results[:MOST_CHANGES] if self.changed else ()


def build_of_school(school: School, *, as_of: date) -> SchoolDynamics:
    """What the school's page shows, both the share and the mean. Five statements."""
    return SchoolDynamics(
        about=str(school),
        school=school.name,
        **_place(school.municipality, as_of),
        measures=tuple(
            tuple(over_years.panel(measure, levels, what) for what in TITLES)
            for measure, levels in over_years.of_school(school).items()
        ),
        points=lists_over_years.points_of_school(school),
        lists=tuple(
            (str(status.school_year), status.label, status.reason, status.orders)
            for status in school.support_statuses.order_by("year")
        ),
    )


def build_of_town(user: User, measure: Measure | None, *, as_of: date) -> TownDynamics:
    """One measure, or all that the last two years know. Twelve statements at most."""
    years = over_years.years(user)
    wanted = [measure] if measure else sorted(over_years.measures(user, since=years[-1] - YEARS_BACK)) if years else []
    place = _place(user.municipality, as_of)
    return TownDynamics(
        about=f"{place['municipality']}, {name_of(measure)}" if measure else place["municipality"],
        **place,
        measures=tuple(over_years.of_town(user, wanted)),
        lists=lists_over_years.lists(user),
        points=lists_over_years.points_of_town(user),
        changed=over_years.changed(user, *years[-2:], measure) if len(years) > 1 else None,
    )


def _place(municipality: Municipality, as_of: date) -> dict[str, Any]:
    return {
        "department": municipality.department,
        "municipality": municipality.name,
        "region": municipality.region,
        "as_of": as_of,
    }
