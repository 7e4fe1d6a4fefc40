"""What a reading would change: rows that are new, changed or the same, and jumps against the year before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from schools.importers.reading import Row
from schools.importers.values import Problem
from schools.models import ExamResult, ResultBenchmark

KEY = ("year", "procedure", "subject", "grade")
RESULT_FACTS = (
    *("participants_count", "twos_count", "threes_count", "fours_count", "fives_count", "below_minimum_count"),
    *("scale", "mean"),
)
BENCHMARK_FACTS = ("participants_count", "below_minimum_percent", "scale", "mean")
BELOW_COLUMNS = ("below", "below_percent", "passed", "passed_percent", "mark2", "mark2_percent")
TEN_FOLD = 10
WORTH_ASKING = 5  # participants or pupils below the minimum; one instead of ten is no jump


@dataclass(slots=True)
class Old:
    """A row as it is in the database."""

    pk: int
    facts: tuple
    result_import_id: int | None


@dataclass
class Comparison:
    """`changed` are pairs of the row read and the one that is there; both kinds, schools and levels."""

    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Row, Old]] = field(default_factory=list)
    same: list[Row] = field(default_factory=list)
    jumps: list[Problem] = field(default_factory=list)


def facts_of(row: Row) -> tuple:
    """In the order of RESULT_FACTS, or of BENCHMARK_FACTS for a level."""
    mean = None if row.mean is None else Decimal(str(row.mean)).quantize(Decimal("0.01"))
    if row.level:
        share = None if row.below_percent is None else Decimal(str(row.below_percent)).quantize(Decimal("0.01"))
        return row.participants, share, row.scale, mean
    return row.participants, *(row.marks or (None,) * 4), row.below, row.scale, mean


def compare(rows: Iterable[Row], municipality_id: int) -> Comparison:
    """Against what the municipality has of the same years and the years before; two statements."""
    rows = list(rows)
    years = {row.year for row in rows}
    there = stored(municipality_id, years | {year - 1 for year in years})
    got = Comparison()
    for row in rows:
        old = there.get(row.key)
        if old is None:
            got.new.append(row)
        elif old.facts == facts_of(row):
            got.same.append(row)
        else:
            got.changed.append((row, old))
        who, year, *rest = row.key
        got.jumps += jumps(row, there.get((who, year - 1, *rest)))
    return got


def stored(municipality_id: int, years: Iterable[int]) -> dict[tuple, Old]:
    """Rows of these years by the key that `Row.key` gives."""
    of_years = {"municipality": municipality_id, "year__in": set(years)}
    found = {}
    for model, who, facts in (
        (ExamResult, "school_id", RESULT_FACTS),
        (ResultBenchmark, "level", BENCHMARK_FACTS),
    ):
        columns = ("pk", "result_import_id", who, *KEY, *facts)
        for pk, source, *values in model.objects.filter(**of_years).values_list(*columns).iterator():
            found[tuple(values[:5])] = Old(pk, tuple(values[5:]), source)
    return found


def jumps(row: Row, before: Old | None) -> list[Problem]:
    """Ten times as many participants, or not passing, as a year ago, or ten times fewer."""
    if before is None or row.level:
        return []
    pairs = (
        ("участников", row.participants, before.facts[0], ("participants",)),
        ("не справились", row.below, before.facts[5], BELOW_COLUMNS),
    )
    return [
        Problem(row.sheet, row.cell(*columns), f"{row.subject}, {row.grade} класс: {name} {now}, а год назад — {was}")
        for name, now, was, columns in pairs
        if now is not None and was is not None and is_jump(now, was)
    ]


def is_jump(now: int, was: int) -> bool:
    less, more = sorted((now, was))
    return more - less >= WORTH_ASKING and more >= TEN_FOLD * max(less, 1)
