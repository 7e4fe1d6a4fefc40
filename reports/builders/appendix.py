"""The appendix of an approving order: the roadmap as a table in landscape."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from reports import wording
from reports.builders.tables import shares
from roadmaps.analysis import LABELS
from roadmaps.models import Activity, Roadmap

# Field, heading, weight of the column. A column that no row fills is not printed. «п/п» is kept from breaking.
COLUMNS = (
    ("number", "№ п\u2060/\u2060п", 5),
    ("text", "Мероприятие", 30),
    ("deadline_text", "Срок", 14),
    ("responsible_text", "Ответственные", 18),
    ("result", "Результат", 20),
    ("output_documents", "Выходной документ", 17),
)
ALWAYS = frozenset({"number", "text", "deadline_text", "responsible_text"})
# The paper: A4 in landscape between its margins, lines of 12 points.
TABLE_WIDTH_MM = 257
CELL_PADDING_MM = 3
LETTER_WIDTH_MM = 2.1
HALF_A_PAGE_IN_LINES = 17


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width_percent: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, or the title of a section. Only a row taller than half a page may break across pages."""

    cells: tuple[str, ...]
    is_section: bool = False
    is_tall: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What stands before the table: a heading and one text, or a list of them."""

    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """A roadmap as it is printed. `approval` is «УТВЕРЖДЕНА» in the gender of what is approved."""

    approval: str
    by: str
    date: str
    number: str
    title: str
    parts: tuple[Part, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @classmethod
    def from_dict(cls, facts: dict) -> Self:
        nested = {
            "parts": tuple(Part(part["heading"], tuple(part["items"])) for part in facts["parts"]),
            "columns": tuple(Column(**column) for column in facts["columns"]),
            "rows": tuple(Row(**{**row, "cells": tuple(row["cells"])}) for row in facts["rows"]),
        }
        return cls(**{**facts, **nested})


def build_appendix(roadmap: Roadmap, *, by: str, date: str, number: str) -> Appendix:
    """The roadmap's texts and rows, worded as written. Two statements."""
    activities = list(roadmap.activities.in_order())
    fields = [column for column in COLUMNS if column[0] in ALWAYS or any(getattr(a, column[0]) for a in activities)]
    widths = shares([weight for _, _, weight in fields])
    columns = tuple(Column(title, width) for (_, title, _), width in zip(fields, widths, strict=True))
    return Appendix(
        approval=wording.participle(roadmap.title),
        by=f"приказом {by}",
        date=date,
        number=number,
        title=roadmap.title,
        parts=_parts(roadmap),
        columns=columns,
        rows=_rows(roadmap, activities, [name for name, _, _ in fields], columns),
    )


def _parts(roadmap: Roadmap) -> tuple[Part, ...]:
    indicators = [_indicator(indicator) for indicator in roadmap.indicators]
    candidates = (
        ("Срок реализации", [_period(roadmap.starts_on, roadmap.ends_on)]),
        *((label, getattr(roadmap, name)) for name, label in LABELS.items()),
        ("Цель", [roadmap.goal]),
        ("Задачи", roadmap.tasks),
        ("Целевые группы", roadmap.target_groups),
        ("Ожидаемые результаты", roadmap.expected_results),
        ("Показатели", indicators),
    )
    parts = ((heading, tuple(item for item in items if item)) for heading, items in candidates)
    return tuple(Part(heading, items) for heading, items in parts if items)


def _period(start: date, end: date) -> str:
    return f"{start:%d.%m.%Y} – {end:%d.%m.%Y}"


def _indicator(indicator: dict) -> str:
    text, target = indicator.get("text", ""), indicator.get("target") or ""
    return f"{text.rstrip(';.')} – {target}" if target else text


def _rows(
    roadmap: Roadmap, activities: list[Activity], names: list[str], columns: tuple[Column, ...]
) -> tuple[Row, ...]:
    by_section: dict[int, list[Row]] = {}
    for activity in activities:
        cells = tuple(getattr(activity, name) for name in names)
        by_section.setdefault(activity.section_id, []).append(Row(cells, is_tall=is_tall(cells, columns)))
    rows: list[Row] = []
    for section in roadmap.sections.all():
        if section.title:
            rows.append(Row((section.title,), is_section=True))
        rows += by_section.get(section.pk, [])
    return tuple(rows)


def is_tall(cells: tuple[str, ...], columns: tuple[Column, ...]) -> bool:
    """Whether the row takes more than half a page, by a cautious count of letters to a line."""
    return max(map(_lines, cells, columns)) > HALF_A_PAGE_IN_LINES


def _lines(cell: str, column: Column) -> int:
    letters = max(1, int((TABLE_WIDTH_MM * column.width_percent / 100 - CELL_PADDING_MM) / LETTER_WIDTH_MM))
    return sum(-(-len(line) // letters) or 1 for line in cell.split("\n"))
