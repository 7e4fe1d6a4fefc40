"""What a school's result is compared with: the municipality and the region, in the same procedure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count, DecimalField, F, Q, Sum

from schools.models import ExamResult, ResultBenchmark

Key = tuple[int, str, str, int]  # calendar year, procedure, subject, grade
KEY = ("year", "procedure", "subject", "grade")
WITH_MEAN, WITH_SHARE = Q(mean__isnull=False), Q(below_minimum_count__isnull=False)
COUNTED = {
    "rows_count": Count("pk", filter=WITH_MEAN),
    "people": Sum("participants_count"),
    "weight": Sum("participants_count", filter=WITH_MEAN),
    "weighted": Sum(F("participants_count") * F("mean"), output_field=DecimalField()),
    "plain_mean": Avg("mean"),
    "everybody": Sum("participants_count", filter=WITH_SHARE),
    "below": Sum("below_minimum_count", filter=Q(participants_count__gt=0)),
}


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
    of_town = {"municipality": municipality_id, "year__in": set(years)}
    groups: dict[Key, list[dict]] = {}
    for group in ExamResult.objects.filter(**of_town).values(*KEY, "scale").annotate(**COUNTED):
        groups.setdefault(tuple(group[name] for name in KEY), []).append(group)  # type: ignore[arg-type]
    levels = {ResultBenchmark.Level.MUNICIPALITY: {key: counted_up(group) for key, group in groups.items()}}
    for given in ResultBenchmark.objects.filter(**of_town):
        levels.setdefault(given.level, {})[key_of(given)] = _as_given(given)
    town, region = (levels.get(level, {}) for level in ResultBenchmark.Level)
    return {key: Compared(town.get(key), region.get(key)) for key in town | region}


def _as_given(row: ResultBenchmark) -> Benchmark:
    return Benchmark(row.scale, row.mean, row.below_minimum_percent, row.participants_count)


def counted_up(groups: Sequence[dict]) -> Benchmark:
    """One figure of all schools, each weighing as much as its participants; `groups` are sums by scale (COUNTED).

    A row without a figure stays out of that figure; means in the rarer scale stay out of the mean. Where nobody's
    participants are known, all schools weigh the same.
    """
    main = max(groups, key=lambda group: group["rows_count"])
    everybody, below = (sum(group[name] or 0 for group in groups) for name in ("everybody", "below"))
    mean = main["weighted"] / main["weight"] if main["weight"] else main["plain_mean"]
    return Benchmark(
        scale=main["scale"],
        mean=_rounded(Decimal(mean)) if mean is not None else None,
        below_minimum_percent=_rounded(Decimal(100 * below) / everybody) if everybody else None,
        participants_count=sum(group["people"] or 0 for group in groups) or None,
        is_given=False,
    )


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))
