"""What the map of schools shows and says: marks, pairs of the agreements, distances."""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString

from curators.models import Agreement
from schools.geography import Point, distance_km
from schools.models import School, SupportStatus
from schools.school_map import STATES, Mark, draw

NEAREST = 3  # base schools named in a line
LEGAL_FORM = re.compile(r"^[МГЧАНОКБ]{2,3}ОУ\s+")  # МБОУ, МКОУ, ГБОУ, ЧОУ: there is no room for it on a map


@dataclass(frozen=True, slots=True)
class Line:
    """A school in the table under the map. Distances are kilometres in a straight line, None where not known."""

    number: int
    pk: int
    name: str
    state: str
    is_base: bool
    to_centre_km: float | None
    nearest: tuple[tuple[str, float], ...]
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchoolMap:
    """`picture` is None where no school has a place; `unplaced` are those without one."""

    picture: SafeString | None
    lines: tuple[Line, ...]
    unplaced: tuple[School, ...]
    has_centre: bool


def state_of(school: School, status: SupportStatus | None) -> str:
    """One of the states of the legend: being on a list comes before being a base school."""
    if status is None:
        return "base" if school.is_base else "none"
    if status.followup_year:
        return "base" if school.is_base else "followup"
    if status.is_at_risk:
        return "base" if school.is_base else "risk"
    if status.has_low_results and status.has_adverse_conditions:
        return "both"
    return "low" if status.has_low_results else "adverse"


def point_of(place) -> Point | None:
    """Of a school or a municipality."""
    return None if place.latitude is None else Point(float(place.latitude), float(place.longitude))


def build(municipality, schools: list[School], statuses: dict[int, SupportStatus], agreements: list[Agreement]):
    """Of open schools in the order of their names, with this year's statuses by school and agreements in force."""
    centre = point_of(municipality)
    points = {school.pk: point for school in schools if (point := point_of(school))}
    states = {school.pk: state_of(school, statuses.get(school.pk)) for school in schools}
    partners: dict[int, list[str]] = {}
    for agreement in agreements:
        partners.setdefault(agreement.school_id, []).append(str(agreement.base_school))
        partners.setdefault(agreement.base_school_id, []).append(str(agreement.school))
    bases = [school for school in schools if school.is_base and school.pk in points]
    lines, marks = [], []
    for number, school in enumerate(schools, 1):
        point = points.get(school.pk)
        word = STATES[states[school.pk]][0]
        to_centre = distance_km(point, centre) if point and centre else None
        near = _nearest(school, point, bases, points) if point else ()
        named = tuple(dict.fromkeys(partners.get(school.pk, ())))
        lines.append(Line(number, school.pk, str(school), word, school.is_base, to_centre, near, named))
        if point:
            marks.append(Mark(school.pk, number, LEGAL_FORM.sub("", str(school)), states[school.pk], point))
    picture = _picture(municipality, marks, agreements, centre) if marks else None
    unplaced = tuple(school for school in schools if school.pk not in points)
    return SchoolMap(picture, tuple(lines), unplaced, centre is not None)


def _nearest(school: School, point: Point, bases: list[School], points: dict[int, Point]):
    away = [(str(base), distance_km(point, points[base.pk])) for base in bases if base.pk != school.pk]
    return tuple(sorted(away, key=lambda pair: pair[1])[:NEAREST])


def _picture(municipality, marks: list[Mark], agreements: list[Agreement], centre: Point | None) -> SafeString:
    pairs = sorted({(agreement.school_id, agreement.base_school_id) for agreement in agreements})
    return draw(
        marks, pairs=pairs, centre=centre, title=f"Школы: {municipality}",
        about="Положение школ, их состояние и договоры с базовыми школами. Всё это есть в таблице под картой.",
    )  # fmt: skip
