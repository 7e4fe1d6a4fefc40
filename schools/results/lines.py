"""Every line of the review, kept as rows of the database: a page shows fifty of them, whatever the table's length."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import islice

from config.charts import spoken
from schools.importers.reading import Reading, Row
from schools.importers.values import Problem
from schools.models import ResultImport, ResultLine, School
from schools.models.result import Procedure
from schools.results.comparing import Comparison, facts_of

State = ResultLine.State
LEVELS = {"town": "Муниципалитет", "region": "Регион"}
BATCH = 2_000


def keep_lines(result_import: ResultImport, reading: Reading, found: Comparison) -> str:
    """In the place of those of the reading before, unless they are the same; in the transaction of the caller.

    Gives their digest, which the summary keeps as «lines».
    """
    called = dict(School.objects.filter(municipality=result_import.municipality_id).values_list("pk", "short_name"))
    digest = hashlib.sha256()
    for line in _told(reading, found, called):
        digest.update(json.dumps(line, ensure_ascii=False).encode())
    if result_import.summary.get("lines") != digest.hexdigest():
        result_import.lines.all().delete()
        lines = _lines(result_import, _told(reading, found, called))
        while some := list(islice(lines, BATCH)):
            ResultLine.objects.bulk_create(some)
    return digest.hexdigest()


def _lines(result_import: ResultImport, told: Iterator[tuple[str, str, dict]]) -> Iterator[ResultLine]:
    of_import = {"municipality_id": result_import.municipality_id, "result_import": result_import}
    for position, (state, place, content) in enumerate(told):
        yield ResultLine(**of_import, position=position, state=state, place=place, content=content)


def _told(reading: Reading, found: Comparison, called: Mapping[int, str]) -> Iterator[tuple[str, str, dict]]:
    yield from (_problem(State.ERROR, problem) for problem in reading.errors)
    yield from (_problem(State.DOUBT, problem) for problem in (*reading.warnings, *found.jumps))
    for row, old in found.changed:
        yield State.CHANGED, _place(row), _content(row, called) | {"was": _was(row, old.facts)}
    for state, rows in ((State.NEW, found.new), (State.SAME, found.same)):
        yield from ((state, _place(row), _content(row, called)) for row in rows)


def _problem(state: str, problem: Problem) -> tuple[str, str, dict]:
    return state, problem.place, {"text": problem.text}


def _place(row: Row) -> str:
    return f"{row.sheet}, {row.row + 1}" if row.sheet else str(row.row + 1)


def _content(row: Row, called: Mapping[int, str]) -> dict:
    """«who» is what the row was taken for, «written» how the table writes it where that differs."""
    who = LEVELS.get(row.level) or called.get(row.school_id or 0, row.school)
    written = {} if row.school == who else {"written": row.school}
    about = f"{Procedure(row.procedure).label} {row.year}, {row.subject}, {row.grade} класс"
    return {"who": who, "what": about} | written | _figures(row, facts_of(row))


def _was(row: Row, facts: tuple) -> dict:
    """The figures that change, as they are now."""
    now = _figures(row, facts_of(row))
    return {name: value for name, value in _figures(row, facts).items() if value != now[name]}


def _figures(row: Row, facts: tuple) -> dict:
    """As a person reads them; facts as `facts_of` orders them."""
    participants, *others, _scale, mean = facts
    *marks, below = others
    return {
        "participants": participants,
        "marks": " / ".join(map(str, marks)) if marks and None not in marks else None,
        "below": below if below is None or not row.level else f"{spoken(below)} %",
        "mean": None if mean is None else spoken(mean),
    }
