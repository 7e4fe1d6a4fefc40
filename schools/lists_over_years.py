"""What «Динамика» shows of lists and points: by school years, not by calendar years as results are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from django.db.models import QuerySet

from config.alphabet import natural_key
from config.charts import Chart, Series, bar_chart, places, spoken
from schools.dynamics import span
from schools.models import IdentificationRun, RunSchool, School, SupportStatus
from schools.over_years import Panel
from schools.school_year import SchoolYear


@dataclass(frozen=True, slots=True)
class TownPoints:
    """Points of the method: the chart of the municipality, and what each school got, by school year."""

    panel: Panel
    schools: tuple[tuple[str, tuple[str, ...]], ...]


def lists(user) -> Panel | None:
    """How many schools were on each list, by school year; None before the first list."""
    rows = SupportStatus.objects.visible_to(user).supported()
    counts = {name: defaultdict(int) for name in ("ШНОР", "ШНСУ", "сопровождение")}
    for low, adverse, followup, year in rows.values_list(
        "has_low_results", "has_adverse_conditions", "followup_year", "year"
    ):
        for name, is_on in zip(counts, (low, adverse, followup), strict=True):
            counts[name][year] += bool(is_on)
    years = span(year for found in counts.values() for year in found)
    if not years:
        return None
    known = set(counts["ШНОР"])
    series = tuple(
        Series(name, tuple(float(found[year]) if year in known else None for year in years))
        for name, found in counts.items()
    )
    chart = Chart("Школ в списках", tuple(str(SchoolYear(year)) for year in years), series, labelled="Учебный год")
    return Panel(chart, bar_chart(chart))


def points_of_school(school: School) -> Panel | None:
    """The school's points by the last run of each school year; None where it never got any."""
    found = dict(_of_runs_with_points(RunSchool.objects.filter(school=school)).values_list("run__year", "points"))
    years = span(found)
    if not any(found.values()):
        return None
    return _points_panel(years, Series("баллы", tuple(found.get(year) for year in years)))


def points_of_town(user) -> TownPoints | None:
    """The most and the mean points of the schools, and those of each school; None where there are no points."""
    rows = _of_runs_with_points(RunSchool.objects.visible_to(user))
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for name, year, points in rows.values_list("school__short_name", "run__year", "points"):
        found[name][year] = points
    years = span(year for of_school in found.values() for year in of_school)
    if not years:
        return None
    of_years = [[of_school[year] for of_school in found.values() if year in of_school] for year in years]
    panel = _points_panel(
        years,
        Series("наибольшие", tuple(max(points, default=None) for points in of_years)),
        Series("в среднем на школу", tuple(round(mean(points), 1) if points else None for points in of_years)),
    )
    digits = places(points for of_school in found.values() for points in of_school.values())
    lines = {name: tuple(spoken(of_school.get(year), digits) for year in years) for name, of_school in found.items()}
    return TownPoints(panel, tuple(sorted(lines.items(), key=lambda line: natural_key(line[0]))))


def _of_runs_with_points(rows: QuerySet[RunSchool]) -> QuerySet[RunSchool]:
    """Runs that are more than a draft and that none replaced, the last of a year last.

    A method that counts no points says nothing; nor does a school of which the points are not all known.
    """
    status = IdentificationRun.Status
    counting = RunSchool.objects.filter(points__gt=0).exclude(run__status=status.DRAFT)
    counting = counting.exclude(run__replaced_by__status=status.FIXED)
    return rows.filter(lacks_data=False, run__in=counting.values("run")).order_by("run__year", "run")


def _points_panel(years: Iterable[int], *series: Series) -> Panel:
    labels = tuple(str(SchoolYear(year)) for year in years)
    chart = Chart("Баллы по методике отнесения", labels, series, labelled="Учебный год")
    return Panel(chart, bar_chart(chart))
