"""What «Динамика» shows of results, put together in a few statements for any number of schools."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils.safestring import SafeString

from config.charts import Chart, Series, bar_chart, line_chart
from schools import dynamics
from schools.benchmarks import Benchmark, benchmarks
from schools.dynamics import REGION, SCHOOL, TOWN, Change, Fact, Gap, Measure, name_of
from schools.models import ExamResult, School, SupportStatus
from schools.school_year import SchoolYear

BY = ("procedure", "subject", "grade")
TITLES = {"share": "доля ниже минимума, %", "mean": "средний результат"}


Levels = dict[str, dict[int, Fact]]  # facts of the school, the municipality, the region by calendar year


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart with its picture. `participants` of the school stand beside its labels, or there are none."""

    chart: Chart
    picture: SafeString
    participants: tuple[int | None, ...] = ()

    @property
    def lines(self) -> list[tuple[str, tuple[str, ...], int | None]]:
        """The table under the picture: label, numbers of the series, participants."""
        counts = self.participants or (None,) * len(self.chart.labels)
        return [(*row, count) for row, count in zip(self.chart.written_rows, counts, strict=True)]

    @property
    def few(self) -> list[str]:
        """Labels of the years in which fewer than ten took part."""
        return [label for label, _, count in self.lines if dynamics.has_few(count)]


@dataclass(frozen=True, slots=True)
class TownMeasure:
    """A measure in the municipality: panels beside the region, and the gap between its schools year by year."""

    name: str
    panels: tuple[Panel, ...]
    gap: Panel
    gaps: tuple[tuple[int, Gap | None], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed between two calendar years; schools with their id, name and what happened to their lists."""

    before: int
    after: int
    lists: tuple[tuple[int, str, str], ...]
    results: tuple[Change, ...]

    @property
    def school_years(self) -> tuple[SchoolYear, SchoolYear]:
        """The lists of which school years are compared."""
        return SchoolYear(self.before), SchoolYear(self.after)


def of_school(school: School) -> dict[Measure, Levels]:
    """Each measure of which the school has a result, in the order of procedure, subject and grade."""
    rows = list(school.exam_results.order_by(*BY, "year"))
    found: dict[Measure, Levels] = {}
    for row in rows:
        found.setdefault(_measure(row), {SCHOOL: {}, TOWN: {}, REGION: {}})[SCHOOL][row.year] = _fact(row)
    _add_benchmarks(school.municipality_id, {row.year for row in rows}, found, _scales(rows))
    return found


def of_town(user, wanted: Collection[Measure]) -> list[TownMeasure]:
    """The municipality against the region and the gap between its schools, in the order of `wanted`."""
    among = {f"{name}__in": {getattr(measure, name) for measure in wanted} for name in BY}
    rows = [
        row
        for row in ExamResult.objects.visible_to(user).filter(**among).select_related("school")
        if _measure(row) in wanted
    ]
    facts: dict[Measure, dict[int, dict[str, Fact]]] = {measure: defaultdict(dict) for measure in wanted}
    for row in rows:
        facts[_measure(row)][row.year][str(row.school)] = _fact(row)
    levels: dict[Measure, Levels] = {measure: {TOWN: {}, REGION: {}} for measure in wanted}
    _add_benchmarks(user.municipality_id, {row.year for row in rows}, levels, _scales(rows))
    return [_of_town(measure, levels[measure], facts[measure]) for measure in wanted]


def _of_town(measure: Measure, levels: Levels, by_year: Mapping[int, Mapping[str, Fact]]) -> TownMeasure:
    gaps = tuple((year, dynamics.gap(by_year.get(year, {}))) for year in dynamics.span(by_year))
    points = Series("разрыв", tuple(found.points if found else None for _, found in gaps))
    title = f"{name_of(measure)}: разрыв между сильнейшей и слабейшей школой, процентных пунктов"
    chart = Chart(title, tuple(str(year) for year, _ in gaps), (points,))
    panels = tuple(panel(measure, levels, what) for what in TITLES)
    return TownMeasure(name_of(measure), panels, Panel(chart, bar_chart(chart)), gaps)


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


def measures(user, *, since: int = 0) -> list[Measure]:
    """What was measured in the municipality in that year or later, those of most schools in the latest year first."""
    rows = ExamResult.objects.visible_to(user).filter(year__gte=since).order_by().values(*BY)
    rows = rows.annotate(last=Max("year"), count=Count("pk"))
    in_turn = sorted(rows, key=lambda row: (-row["last"], -row["count"], *(row[name] for name in BY)))
    return [Measure(*(row[name] for name in BY)) for row in in_turn]


def main_measure(known: list[Measure]) -> Measure | None:
    """What is shown before anything was chosen."""
    return known[0] if known else None


def changed(user, before: int, after: int, measure: Measure | None = None, direction: str = "") -> Changed:
    """Who came on the lists and left them, and which results moved, between two years."""
    rows = ExamResult.objects.visible_to(user).filter(year__in=[before, after])
    if measure:
        rows = rows.filter(**measure._asdict())
    facts: dict[int, dict] = {before: {}, after: {}}
    for row in rows:
        facts[row.year][row.school_id, _measure(row)] = _fact(row)
    names = {school.pk: str(school) for school in School.objects.visible_to(user).in_alphabet()}
    was, now = _listed(user, before), _listed(user, after)
    moved = {pk: dynamics.came_and_left(was.get(pk, ()), now.get(pk, ())) for pk in names}
    return Changed(
        before,
        after,
        lists=tuple((pk, name, moved[pk][turn]) for turn in (0, 1) for pk, name in names.items() if moved[pk][turn]),
        results=tuple(dynamics.changes(names, facts[before], facts[after], direction=direction)),
    )


def _listed(user, year: int) -> dict[int, tuple[str, ...]]:
    """Schools on a list of the school year that starts in `year`, with the lists; without those only followed."""
    statuses = SupportStatus.objects.visible_to(user).supported().filter(year=year, followup_year=0)
    return {status.school_id: status.lists for status in statuses}


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


def panel(measure: Measure, levels: Levels, what: str) -> Panel:
    """The lines of «share» or «mean», with the picture."""
    years = dynamics.span(year for facts in levels.values() for year in facts)
    chart = dynamics.chart_of(f"{name_of(measure)}: {TITLES[what]}", years, levels, what)
    counts = {year: fact.participants for year, fact in levels.get(SCHOOL, {}).items()}
    participants = tuple(counts.get(year) for year in years) if any(counts.values()) else ()
    return Panel(chart, line_chart(chart, from_zero=what == "share"), participants)
