"""Rows of classes (5А, 5Б) become the one row of their parallel: counts are added up, means weighted."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from schools.importers.reading import Reading, Row
from schools.importers.values import Problem, Wrong

NO_PARTICIPANTS = "не указано число участников: без него классы параллели не сложить"
SCALES = "у классов этой параллели разные шкалы: где-то отметки, где-то баллы"

SOME_LACK = "не у всех классов этой параллели указано:"
SUMMED = {"marks": "число отметок", "below": "сколько не справились", "mean": "средний результат"}


def add_up_classes(reading: Reading, seen: Collection[tuple]) -> None:
    """Put a row for each parallel into the reading, and say how many rows of classes it came from.

    Where the table has a row of the parallel itself, that one counts and the classes are left out. A parallel of which
    some line was refused is refused as a whole: the rest of its classes would pass for all of it.
    """
    added, left, parallels = [], [], 0
    for key, classes in reading.classes.items():
        rows = list(classes.values())
        if key in seen:
            left += rows
            continue
        try:
            _check_whole(reading, key)
            reading.rows.append(add_up(rows))
        except Wrong as wrong:
            reading.errors += [Problem(row.sheet, row.cell("participants"), str(wrong)) for row in rows]
            continue
        if lacking := _lacking(rows):
            said = f"{SOME_LACK} {', '.join(lacking)}: для параллели это не сложить"
            reading.warnings.append(_about(rows, said))
        added, parallels = added + rows, parallels + 1
    if added:
        said = f"результаты по классам сложены по параллелям: строк классов — {len(added)}, вышло строк — {parallels}"
        reading.warnings.append(_about(added, said))
    if left:
        said = f"строк классов не взято: {len(left)}, для этих параллелей в таблице есть общая строка"
        reading.warnings.append(_about(left, said))


def _check_whole(reading: Reading, key: tuple) -> None:
    for about, place in reading.refused.get(key[0], ()):
        if about.may_be(key):
            raise Wrong(f"класс не взят: в строке той же параллели ошибка ({place}), а без неё параллель не сложить")


def _lacking(rows: Sequence[Row]) -> list[str]:
    """What some of the classes say and others do not."""
    return [name for fact, name in SUMMED.items() if len({getattr(row, fact) is None for row in rows}) > 1]


def _about(rows: Sequence[Row], said: str) -> Problem:
    return Problem(rows[0].sheet, rows[0].cell("participants"), said)


def add_up(rows: Sequence[Row]) -> Row:
    """The row of the parallel, which stands where the first class does. Raises Wrong where they cannot be added up.

    What one of the classes does not say the parallel does not say either.
    """
    if len(rows) == 1:
        return rows[0]
    if any(row.participants is None for row in rows):
        raise Wrong(NO_PARTICIPANTS)
    if len({row.scale for row in rows}) > 1:
        raise Wrong(SCALES)
    participants = sum(row.participants or 0 for row in rows)
    marks = [row.marks for row in rows if row.marks]
    means = [row.mean * (row.participants or 0) for row in rows if row.mean is not None]
    below = [row.below for row in rows if row.below is not None]
    return replace(
        rows[0],
        participants=participants,
        marks=tuple(map(sum, zip(*marks, strict=True))) if len(marks) == len(rows) else None,
        below=sum(below) if len(below) == len(rows) else None,
        mean=round(sum(means) / participants, 2) if len(means) == len(rows) else None,
    )
