"""Changes of a roadmap in the language of orders: «пункт 3 изложить в следующей редакции: …». Pure."""

import re
from collections.abc import Collection, Iterable

from roadmaps import change_rows
from roadmaps.cells import CELLS
from roadmaps.changes import Changes, HeadChange, Kind, RowChange, SectionChange

HEAD = {name: label.lower() for name, label in change_rows.HEAD.items()} | {"period": "срок реализации"}
BESIDE = [name for name in CELLS if name not in ("number", "text")]
FIRST_LETTERS = 60
SENTENCE_END = re.compile(r"(?<=[а-яё]{4})\.$")


def in_words(changes: Changes, *, repeated: Collection[str] = ()) -> list[str]:
    """A sub-clause for each change. `repeated` are the numbers that several rows of the plan in force have."""
    told = [
        *(_head(change) for change in changes.head),
        *(_section(change) for change in changes.sections if change.kind != Kind.REMOVED),
        *(line for change in changes.rows for line in _row(change, repeated)),
        *(_section(change) for change in changes.sections if change.kind == Kind.REMOVED),
    ]
    return [f"{line}{'.' if place == len(told) else ';'}" for place, line in enumerate(told, start=1)]


def _head(change: HeadChange) -> str:
    if not any(line.strip() for line in change.new):
        return f"{HEAD[change.name]}: исключить"
    return f"{HEAD[change.name]} изложить в следующей редакции: {_quoted('; '.join(change.new))}"


def _section(change: SectionChange) -> str:
    if change.kind == Kind.NEW:
        return f"дополнить разделом {_quoted(change.new)}" if change.new else "дополнить разделом без названия"
    if change.kind == Kind.REMOVED:
        return f"раздел {_quoted(change.old)} исключить" if change.old else "раздел без названия исключить"
    if not change.old:
        return f"раздел без названия назвать {_quoted(change.new)}"
    return f"название раздела {_quoted(change.old)} изложить в следующей редакции: {_quoted(change.new)}"


def _row(change: RowChange, repeated: Collection[str]) -> Iterable[str]:
    number, name = _number(change.texts), _named(change, repeated)
    if change.kind == Kind.REMOVED:
        yield f"{name} исключить"
    elif change.kind == Kind.NEW:
        where = f"раздел {_quoted(change.section)} " if change.section else ""
        yield f"{where}дополнить пунктом {number + ' ' if number else ''}следующего содержания: {_whole(change.new)}"
    else:
        yield from _changed(change, name)
        if change.is_moved:
            yield f"{name} перенести в раздел {_quoted(change.moved_to or 'без названия')}"


def _changed(change: RowChange, name: str) -> Iterable[str]:
    cells = [cell for cell in change.names if cell != "number"]
    if len(cells) == 1:
        new = change.new[cells[0]]
        said = f"изложить в следующей редакции: {_quoted(new)}" if new.strip() else "оставить незаполненной"
        yield f"{name}: графу «{CELLS[cells[0]]}» {said}"
    elif cells:
        yield f"{name} изложить в следующей редакции: {_whole(change.new)}"
    if "number" in change.names and len(cells) < 2 and _number(change.new):
        yield f"{name} считать пунктом {_number(change.new)}"


def _named(change: RowChange, repeated: Collection[str]) -> str:
    """«пункт 3», «пункт 3 раздела «Кадры»» where the number is not the only one; without a number the first words."""
    number = _number(change.texts)
    if not number:
        text = _line(change.texts["text"])
        return f"мероприятие «{text if len(text) <= FIRST_LETTERS else text[:FIRST_LETTERS].rstrip() + '…'}»"
    return f"пункт {number} раздела {_quoted(change.section)}" if number in repeated else f"пункт {number}"


def _whole(texts: dict[str, str]) -> str:
    """A row as a sentence: its number and text, then the other cells that are filled."""
    rest = [f"{CELLS[name].lower()}: {_line(texts[name])}" for name in BESIDE if texts[name].strip()]
    number = _number(texts)
    return _quoted("; ".join([f"{number + '. ' if number else ''}{_line(texts['text'])}", *rest]))


def _number(texts: dict[str, str]) -> str:
    return bare_number(texts["number"])


def bare_number(written: str) -> str:
    """«3» for «3.» and «3)»."""
    return written.strip().rstrip(" .)")


def _quoted(text: str) -> str:
    return f"«{_line(text)}»"


def _line(text: str) -> str:
    """One line without the stop of its sentence; that of an abbreviation or of initials stays."""
    return SENTENCE_END.sub("", " ".join(text.split()).rstrip("; "))
