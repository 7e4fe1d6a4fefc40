"""Changes of a roadmap as rows of a page: what stood and what is to stand, side by side."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from roadmaps.analysis import LABELS
from roadmaps.cells import CELLS, TEXTS
from roadmaps.changes import Changes, HeadChange, Kind, RowChange, SectionChange
from roadmaps.heads import Lines
from roadmaps.matching import Comparison, Texts

HEAD = {
    "title": "Название",
    "period": "Период",
    "goal": "Цель",
    "tasks": "Задачи",
    "target_groups": "Целевые группы",
    "expected_results": "Ожидаемые результаты",
    "indicators": "Показатели",
    **LABELS,
}
KINDS = {Kind.NEW: "Добавлено", Kind.CHANGED: "Изменено", Kind.REMOVED: "Исключено"}
LOOKS = {Kind.NEW: "done", Kind.CHANGED: "soon", Kind.REMOVED: "late"}
UNTITLED = "Раздел без названия"
CHOICES = {"changed": "Взять новое", "new": "Добавить", "gone": "Удалить"}


def rows_of(changes: Changes) -> list[dict]:
    """Each change with its kind in words, its look, a title, and its cells before and after."""
    return [
        *(_head(change) for change in changes.head),
        *(_section(change) for change in changes.sections),
        *(_row(change) for change in changes.rows),
    ]


def compared_heads(parts: Iterable[str], old: Lines, new: Lines) -> Iterator[dict]:
    """Texts above the table of a draft beside those of a document."""
    for part in parts:
        yield {
            "key": f"head-{part}",
            "kind": "head",
            "label": CHOICES["changed"],
            "title": HEAD[part],
            "cells": [_cell("", "\n".join(old[part]), "\n".join(new[part]))],
        }


def compared(found: Comparison, old: Mapping[int, Texts], new: Sequence[Texts]) -> Iterator[dict]:
    """Rows of a draft beside those of a document: what may be done with each difference, its cells on both sides."""
    for kind, label in CHOICES.items():
        for item in getattr(found, kind):
            before = old[item.old] if item.old is not None else {}
            after = new[item.new] if item.new is not None else {}
            yield {
                "key": f"{kind}-{item.new if kind == 'new' else item.old}",
                "kind": kind,
                "label": label,
                "title": _title(after or before),
                "cells": list(_texts(item.names or TEXTS, before, after)),
                "pk": item.old,
            }


def _shown(kind: str, title: str, cells: list[dict]) -> dict:
    return {"kind": kind, "said": KINDS[Kind(kind)], "look": LOOKS[Kind(kind)], "title": title, "cells": cells}


def _cell(label: str, old: str, new: str) -> dict:
    return {"label": label, "old": old, "new": new}


def _head(change: HeadChange) -> dict:
    cell = _cell(HEAD[change.name], "\n".join(change.old), "\n".join(change.new))
    return _shown(Kind.CHANGED, HEAD[change.name], [cell])


def _section(change: SectionChange) -> dict:
    title = change.old or change.new or UNTITLED
    return _shown(change.kind, f"Раздел «{title}»", [_cell("Раздел", change.old, change.new)])


def _row(change: RowChange) -> dict:
    cells = list(_texts(change.names, change.old, change.new))
    if change.is_moved:
        cells.append(_cell("Раздел", change.section or UNTITLED, change.moved_to or UNTITLED))
    return _shown(change.kind, _title(change.texts), cells)


def _title(texts: Texts) -> str:
    return f"{texts['number']} {texts['text']}".strip()


def _texts(names: Iterable[str], before: Texts, after: Texts) -> Iterator[dict]:
    for name in names:
        old, new = before.get(name, ""), after.get(name, "")
        if old or new:
            yield _cell(CELLS[name], old, new)
