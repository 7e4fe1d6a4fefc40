"""What the review page shows of a reading, kept with the import so that a page costs no second reading."""

from schools.importers.reading import Reading
from schools.importers.sheet import Sheet
from schools.importers.values import Problem
from schools.results.comparing import Comparison

MOST_PROBLEMS, MOST_UNKNOWN = 20, 100


def summary(reading: Reading, found: Comparison) -> dict:
    """Counts of everything, the first problems, and the columns as they were understood."""
    warnings = [*reading.warnings, *found.jumps]
    return {
        "layout": reading.layout,
        "new_count": len(found.new),
        "changed_count": len(found.changed),
        "same_count": len(found.same),
        "schools_count": len({row.school_id for row in reading.rows if row.school_id}),
        "levels_count": sum(bool(row.level) for row in reading.rows),
        "errors": _problems(reading.errors),
        "errors_count": len(reading.errors),
        "warnings": _problems(warnings),
        "warnings_count": len(warnings),
        "unknown": dict(list(reading.unknown.items())[:MOST_UNKNOWN]),
        "unknown_count": len(reading.unknown),
        "missing": sorted(reading.missing),
        "years": sorted({row.year for row in reading.rows}),
        "procedures": sorted({row.procedure for row in reading.rows}),
        "columns": columns_of(reading),
    }


def _problems(problems: list[Problem]) -> list[str]:
    return [str(problem) for problem in problems[:MOST_PROBLEMS]]


def columns_of(reading: Reading) -> list[dict]:
    """Each layout of the file once: its headings, what stands under them, and the keys."""
    found: dict[str, dict] = {}
    for table, plan in reading.tables:
        heading = plan.heading
        found.setdefault(
            heading.fingerprint,
            {
                "fingerprint": heading.fingerprint,
                "sheet": _named(table),
                "headings": [heading.text(column) for column in range(len(heading.parts))],
                "keys": list(plan.keys),
                "samples": [heading.samples(table, column) for column in range(len(heading.parts))],
            },
        )
    return list(found.values())


def _named(table: Sheet) -> str:
    """«Лист «Итоги», со строки 12»; "" for the one table of a text with columns."""
    texts = [f"Лист «{table.name}»"] * bool(table.name) + [f"со строки {table.first + 1}"] * bool(table.first)
    named = ", ".join(texts)
    return named[:1].upper() + named[1:]
