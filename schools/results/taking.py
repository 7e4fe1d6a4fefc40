"""Writing an import and taking it back: whole, in bulk, in the transaction of whoever calls."""

from collections.abc import Callable

from schools.importers.reading import Row
from schools.models import ExamResult, Municipality, ResultBenchmark, ResultImport
from schools.results.comparing import BENCHMARK_FACTS, KEY, RESULT_FACTS, Comparison, Old, facts_of

BATCH = 2_000


def lock(result_import: ResultImport) -> ResultImport:
    """The import as it is now; one import of a municipality is written at a time."""
    Municipality.objects.select_for_update(no_key=True).get(pk=result_import.municipality_id)
    return ResultImport.objects.select_for_update().get(pk=result_import.pk)


def write(
    result_import: ResultImport, found: Comparison, progress: Callable[[int], None] = lambda percent: None
) -> None:
    """Insert what is new, update what changed, keep in `replaced` what was there; the caller saves the import."""
    rows = [*found.new, *(row for row, _ in found.changed)]
    for levels in (False, True):
        chosen = [row for row in rows if bool(row.level) == levels]
        for place, some in enumerate(_batched(chosen, BATCH)):
            _upsert(result_import, some, levels)
            progress(100 * place * BATCH // max(len(rows), 1))
    result_import.replaced = {
        "results": [_kept(old, row) for row, old in found.changed if not row.level],
        "benchmarks": [_kept(old, row) for row, old in found.changed if row.level],
        "over": sorted({old.result_import_id for _, old in found.changed if old.result_import_id}),
    }


def _batched(rows: list, size: int):
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _upsert(result_import: ResultImport, rows: list[Row], levels: bool) -> None:
    model, who, facts = (ResultBenchmark, "level", BENCHMARK_FACTS) if levels else (ExamResult, "school", RESULT_FACTS)
    city = {"municipality_id": result_import.municipality_id, "result_import_id": result_import.pk}
    made = [
        model(
            **city,
            **({"level": row.level} if levels else {"school_id": row.school_id}),
            **dict(zip(KEY, row.key[1:], strict=True)),
            **dict(zip(facts, facts_of(row), strict=True)),
        )
        for row in rows
    ]
    unique = ["municipality", who, *KEY] if levels else [who, *KEY]
    model.objects.bulk_create(
        made, update_conflicts=True, unique_fields=unique, update_fields=[*facts, "result_import"]
    )


def _kept(old: Old, row: Row) -> list:
    """The row as JSON keeps it: its number, where it came from, key and facts."""
    facts = [value if value is None or isinstance(value, int) else str(value) for value in old.facts]
    return [old.pk, old.result_import_id, *row.key, *facts]


def take_back(result_import: ResultImport) -> int:
    """Delete or restore the rows that are still this import's; how many others have been changed by hand since."""
    changed = 0
    for model, who, facts, name in (
        (ExamResult, "school_id", RESULT_FACTS, "results"),
        (ResultBenchmark, "level", BENCHMARK_FACTS, "benchmarks"),
    ):
        mine = model.objects.filter(result_import=result_import)
        still_mine = set(mine.values_list("pk", flat=True))
        before = result_import.replaced.get(name, [])
        mine.delete()
        columns = ("pk", "result_import_id", who, *KEY, *facts)
        rows = [dict(zip(columns, values, strict=True)) for values in before if values[0] in still_mine]
        city = result_import.municipality_id
        model.objects.bulk_create([model(municipality_id=city, **row) for row in rows], batch_size=BATCH)
        changed += len(before) - len(rows)
    return changed
