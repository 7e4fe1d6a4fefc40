"""What a school's result is compared with: the municipality and the region, in the same procedure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from schools.models import ExamResult, ResultBenchmark

Key = tuple[int, str, str, int]  # calendar year, procedure, subject, grade
COUNTED = ("participants_count", "below_minimum_count", "mean", "scale")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Means and shares below the minimum (per cent) of one level. `is_given` is False where rows were counted up."""

    scale: str
    mean: Decimal | None = None
    below_minimum_percent: Decimal | None = None
    participants_count: int | None = None
    is_given: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """Both levels; None where nothing is known."""

    municipality: Benchmark | None = None
    region: Benchmark | None = None


def key_of(result) -> Key:
    return result.year, result.procedure, result.subject, result.grade


def benchmarks(municipality_id: int, years: Iterable[int]) -> dict[Key, Compared]:
    """What the results of these calendar years are compared with, in two statements for any number of rows.

    The municipality's own figures, where they were not given, are counted up from the rows of all its schools.
    """
    years = set(years)
    of_town = {"municipality": municipality_id, "year__in": years}
    rows = ExamResult.objects.filter(**of_town).values_list(*("year", "procedure", "subject", "grade"), *COUNTED)
    by_key: dict[Key, list[tuple]] = {}
    for row in rows:
        by_key.setdefault(row[:4], []).append(row[4:])
    levels = {ResultBenchmark.Level.MUNICIPALITY: {k: counted_up(v) for k, v in by_key.items()}}
    for given in ResultBenchmark.objects.filter(**of_town):
        levels.setdefault(given.level, {})[key_of(given)] = _as_given(given)
    town, region = (levels.get(level, {}) for level in ResultBenchmark.Level)
    return {key: Compared(town.get(key), region.get(key)) for key in town | region}


def _as_given(row: ResultBenchmark) -> Benchmark:
    return Benchmark(row.scale, row.mean, row.below_minimum_percent, row.participants_count)


def counted_up(rows: list[tuple]) -> Benchmark:
    """Rows of schools (participants, below the minimum, mean, scale) as one, each weighing as much as its participants.

    A row without a figure stays out of that figure; means in the other scale stay out of the mean. Where nobody's
    participants are known, all schools weigh the same.
    """
    scale = max((row[3] for row in rows), key=[row[3] for row in rows].count)
    with_mean = [(count, mean) for count, _, mean, its in rows if mean is not None and its == scale]
    if all(count is None for count, _ in with_mean):
        with_mean = [(1, mean) for _, mean in with_mean]
    with_mean = [(count, mean) for count, mean in with_mean if count]
    with_share = [(count, below) for count, below, *_ in rows if below is not None and count]
    weight, everybody = sum(count for count, _ in with_mean), sum(count for count, _ in with_share)
    return Benchmark(
        scale=scale,
        mean=_rounded(sum(count * mean for count, mean in with_mean) / weight) if weight else None,
        below_minimum_percent=(
            _rounded(Decimal(100 * sum(below for _, below in with_share)) / everybody) if everybody else None
        ),
        participants_count=sum(row[0] or 0 for row in rows) or None,
        is_given=False,
    )


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))
