"""What «Динамика» shows, put together in a few statements for any number of schools."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils.safestring import SafeString

from config.charts import Chart, Series, bar_chart, line_chart
from schools import dynamics
from schools.benchmarks import Benchmark, benchmarks
from schools.dynamics import REGION, SCHOOL, TOWN, Fact, Measure, name_of
from schools.models import ExamResult, IdentificationRun, RunSchool, School, SupportStatus
from schools.school_year import SchoolYear

BY = ("procedure", "subject", "grade")
TITLES = {"share": "доля ниже минимума, %", "mean": "средний результат"}


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart with its picture; `few` are the years in which fewer than ten took part."""

    chart: Chart
    picture: SafeString
    few: tuple[int, ...] = ()


def of_school(school: School, what: str) -> list[Panel]:
    """A panel for each measure of which the school has a result, in the order of procedure, subject and grade."""
    rows = list(school.exam_results.order_by(*BY, "year"))
    levels: dict[Measure, dict[str, dict[int, Fact]]] = {}
    for row in rows:
        measure = _measure(row)
        levels.setdefault(measure, {SCHOOL: {}, TOWN: {}, REGION: {}})[SCHOOL][row.year] = _fact(row)
    _add_benchmarks(school.municipality_id, {row.year for row in rows}, levels, _scales(rows))
    return [_panel(measure, of_levels, what) for measure, of_levels in levels.items()]


def of_town(user, measure: Measure) -> dict:
    """Panels of the municipality against the region, and the gap between its schools year by year."""
    rows = list(ExamResult.objects.visible_to(user).filter(**measure._asdict()).select_related("school"))
    by_year: dict[int, dict[str, Fact]] = defaultdict(dict)
    for row in rows:
        by_year[row.year][str(row.school)] = _fact(row)
    levels = {measure: {TOWN: {}, REGION: {}}}
    _add_benchmarks(user.municipality_id, set(by_year), levels, _scales(rows))
    years = dynamics.span(by_year)
    gaps = {year: dynamics.gap(by_year[year]) if year in by_year else None for year in years}
    points = Series("разрыв, процентных пунктов", tuple(found.points if found else None for found in gaps.values()))
    chart = Chart("Разрыв между сильнейшей и слабейшей школой", tuple(map(str, years)), (points,))
    return {
        "name": name_of(measure),
        "panels": [_panel(measure, levels[measure], what) for what in TITLES],
        "gaps": [(year, gaps[year], len(by_year.get(year, ()))) for year in years],
        "gap_picture": None if chart.is_empty else bar_chart(chart),
    }


def lists(user) -> Panel | None:
    """How many schools were on each list, by school year; None before the first list."""
    rows = SupportStatus.objects.visible_to(user).supported()
    counts = {name: defaultdict(int) for name in ("ШНОР", "ШНСУ", "сопровождение")}
    for low, adverse, followup, year in rows.values_list(
        "has_low_results", "has_adverse_conditions", "followup_year", "year"
    ):
        for name, is_on in zip(counts, (low, adverse, followup), strict=True):
            counts[name][year] += bool(is_on)
    years = dynamics.span(year for found in counts.values() for year in found)
    if not years:
        return None
    known = set(counts["ШНОР"])
    series = tuple(
        Series(name, tuple(float(found[year]) if year in known else None for year in years))
        for name, found in counts.items()
    )
    chart = Chart("Школ в списках", tuple(str(SchoolYear(year)) for year in years), series, labelled="Учебный год")
    return Panel(chart, bar_chart(chart))


def points_of(school: School) -> Panel | None:
    """Points of the school in confirmed runs of methods that count points, the last run of each school year."""
    rows = (
        RunSchool.objects.filter(school=school, points__gt=0)
        .exclude(run__status=IdentificationRun.Status.DRAFT)
        .order_by("run__year", "run")
    )
    found = dict(rows.values_list("run__year", "points"))
    years = dynamics.span(found)
    if not years:
        return None
    series = Series("баллы", tuple(found.get(year) for year in years))
    chart = Chart(
        "Баллы по методике отнесения", tuple(str(SchoolYear(year)) for year in years), (series,), labelled="Учебный год"
    )
    return Panel(chart, bar_chart(chart))


def latest_year_of(school: School) -> int | None:
    """The last calendar year of which the school has results."""
    return school.exam_results.aggregate(last=Max("year"))["last"]


def facts_of_year(user, year: int | None) -> dict[int, dict[Measure, Fact]]:
    """Results of a calendar year by school; of no year there are none."""
    found: dict[int, dict[Measure, Fact]] = defaultdict(dict)
    for row in ExamResult.objects.visible_to(user).filter(year=year) if year else ():
        found[row.school_id][_measure(row)] = _fact(row)
    return found


def years(user) -> list[int]:
    """Calendar years of which there are results, the earliest first."""
    return sorted(ExamResult.objects.visible_to(user).values_list("year", flat=True).distinct().order_by())


def measures(user) -> list[Measure]:
    """What was measured in the municipality, those of most schools in the latest year first."""
    rows = ExamResult.objects.visible_to(user).order_by().values(*BY).annotate(last=Max("year"), count=Count("pk"))
    in_turn = sorted(rows, key=lambda row: (-row["last"], -row["count"], *(row[name] for name in BY)))
    return [Measure(*(row[name] for name in BY)) for row in in_turn]


def main_measure(known: list[Measure]) -> Measure | None:
    """What is shown before anything was chosen."""
    return known[0] if known else None


def changed(user, before: int, after: int, measure: Measure | None, direction: str) -> dict:
    """Who came on the lists and left them, and which results moved, between two years."""
    rows = ExamResult.objects.visible_to(user).filter(year__in=[before, after])
    if measure:
        rows = rows.filter(**measure._asdict())
    facts: dict[int, dict] = {before: {}, after: {}}
    for row in rows:
        facts[row.year][row.school_id, _measure(row)] = _fact(row)
    names = {school.pk: str(school) for school in School.objects.visible_to(user).in_alphabet()}
    found = dynamics.changes(names, facts[before], facts[after], direction=direction)
    on = {year: _listed(user, year) for year in (before, after)}
    came, left = dynamics.came_and_left(set(on[before]), set(on[after]))
    return {
        "came": [(pk, name, on[after][pk]) for pk, name in names.items() if pk in came],
        "left": [(pk, name, on[before][pk]) for pk, name in names.items() if pk in left],
        "changes": [(change, name_of(change.measure)) for change in found],
        "lists_of": (SchoolYear(before), SchoolYear(after)),
    }


def _listed(user, year: int) -> dict[int, str]:
    """Schools on a list of the school year that starts in `year`, with the list's name; without those only followed."""
    statuses = SupportStatus.objects.visible_to(user).supported().filter(year=year, followup_year=0)
    return {status.school_id: status.label for status in statuses}


def _measure(row) -> Measure:
    return Measure(row.procedure, row.subject, row.grade)


def _fact(row: ExamResult) -> Fact:
    return Fact(row.below_minimum_percent, _number(row.mean), row.participants_count)


def _number(value) -> float | None:
    return None if value is None else float(value)


def _scales(rows: Iterable[ExamResult]) -> dict[Measure, str]:
    """What the means of a measure are given in; the latest row decides."""
    return {_measure(row): row.scale for row in sorted(rows, key=lambda row: row.year)}


def _add_benchmarks(
    municipality_id: int, of_years: set[int], levels: Mapping[Measure, dict], scales: dict[Measure, str]
) -> None:
    """The municipality and the region beside the schools; a mean in another scale cannot be compared."""
    for (year, *key), compared in benchmarks(municipality_id, of_years).items():
        measure = Measure(*key)
        if measure in levels:
            for name, found in ((TOWN, compared.municipality), (REGION, compared.region)):
                if found:
                    levels[measure][name][year] = _of_benchmark(found, scales[measure])


def _of_benchmark(found: Benchmark, scale: str) -> Fact:
    mean = _number(found.mean) if found.scale == scale else None
    return Fact(_number(found.below_minimum_percent), mean, found.participants_count)


def _panel(measure: Measure, levels: dict[str, dict[int, Fact]], what: str) -> Panel:
    years = dynamics.span(year for facts in levels.values() for year in facts)
    chart = dynamics.chart_of(f"{name_of(measure)}: {TITLES[what]}", years, levels, what)
    few = tuple(year for year, fact in levels.get(SCHOOL, {}).items() if dynamics.has_few(fact.participants))
    return Panel(chart, line_chart(chart, from_zero=what == "share"), few)
