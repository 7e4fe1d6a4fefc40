"""Reading a deadline: the cell's words in, the understood deadline out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from roadmaps.deadlines.cursor import Frame
from roadmaps.deadlines.deadline import Deadline
from roadmaps.deadlines.grammar import SEPARATORS, Said, read
from roadmaps.deadlines.kinds import Calendar, Kind, Period
from roadmaps.deadlines.placing import place
from roadmaps.deadlines.tokens import Cell, tokenise

LONGEST = 1000
"""Characters; a longer cell is no deadline but a whole text that slipped into the column."""

ORDINARY = Calendar()
NOT_UNDERSTOOD = "Срок не понят: укажите дату, месяц или период"
TOO_LONG = "Слишком длинный текст для срока"

_PLACE = re.compile(
    r"\b(?:М?[БКА]?[ОД]?ОУ|МОУ|МКОУ|МБОУ|МАОУ|ГБОУ|ГКОУ|СОШ|ООШ|НОШ|ОШ|МБУ|МАУ|МКУ|ДДТ|ДК|ДЮСШ|ЦДО)\b"
    r"|\b(?:школ[аеыу]|лице[йея]|гимнази[яие]|на базе|в здании|актов\w+ зал|конференц-зал|кабинет)"
    r"|\b(?:г|с|д|п|пос|ул|ст|пгт)\.\s?[А-ЯЁ]|\bгород\b|\bсел[оае]\b|\bпос[её]л"
)
_FORUM = re.compile(
    r"(?i)сове[тщ]|семинар|педсов|засед|конференц|собран|планерк|вебинар|форум|кругл|ГМО|РМО|ШМО|МО\b|олимпиад|конкурс"
    r"|диагност|монитор|очно|заочно|онлайн|дистанц|ZOOM|ссылк|сайт"
)
_EDGES = " \t\r\n,;.:-–—‑/"
_TRIVIAL = frozenset(("in", "from", "by", "until", "toward", "and", "year", "date_word", "adjective", "all", "school"))
_TRIVIAL |= {"quote", "close", "open"}
"""What is left of these words alone is not worth a note."""
_TELLING = frozenset(("num", "number", "plural", "month", "date", "my", "pair", "later", "every", "times", "not"))
_TELLING |= {"term", "half", "quarter", "week", "decade", "weekday", "begin", "end", "season"}
"""Words that look like a part of the deadline: if they are left, something was missed."""


def read_deadline(
    wording: str, *, period: Period, approved: date | None = None, calendar: Calendar = ORDINARY
) -> Deadline:
    """What the wording means within the period of its roadmap. Any text has an answer, nothing is raised.

    `approved` is the day of the order: what comes back each year or month begins there. Written dates
    stay as written, even outside the period; then a doubt says so.
    """
    if len(wording) > LONGEST:
        return Deadline(wording, Kind.NOT_UNDERSTOOD, doubts=(TOO_LONG,))
    cell = tokenise(wording)
    if not any(char.isalnum() for char in cell.text):
        return Deadline(wording, Kind.UNSPECIFIED)
    frame = Frame.of(period, approved, calendar)
    said = read(cell.tokens, frame)
    remarks = _remarks(cell, said)
    unread = [*_impossible(cell, said), *remarks.doubts]
    if not said.anything:
        pending = any(token.name == "pending" for token in cell.tokens)
        kind = Kind.UNSPECIFIED if pending else Kind.NOT_UNDERSTOOD
        doubts = () if pending else (*_impossible(cell, said), NOT_UNDERSTOOD)
        return Deadline(wording, kind, place=remarks.place, note=remarks.note, doubts=doubts)
    placed = place(said, frame)
    slips = [f"Прочитано «{right}» вместо «{slip}»" for slip, right in cell.slips]
    return Deadline(
        wording=wording,
        kind=placed.kind,
        start=placed.start,
        end=placed.end,
        recurrence=placed.recurrence,
        due=placed.due,
        place=remarks.place,
        note=remarks.note,
        doubts=tuple(dict.fromkeys([*placed.doubts, *slips, *unread])),
    )


def _impossible(cell: Cell, said: Said) -> list[str]:
    days = said.impossible
    return [f"Такой даты нет: «{cell.text[days[0].start : days[-1].end]}»"] if days else []


class Remarks(NamedTuple):
    """What is written beside the deadline, and doubts about words that may be a part of it."""

    place: str
    note: str
    doubts: list[str]


def _remarks(cell: Cell, said: Said) -> Remarks:
    places, notes, doubts = [], [], []
    for text, names in _left_runs(cell, said):
        bare = text.strip(_EDGES)
        if not bare or names <= _TRIVIAL:
            continue
        bracketed = bare[0] in "([«" and bare[-1] in ")]»"
        bare = re.sub(r"[()\[\]]", "", bare).strip(_EDGES)
        if not bracketed and _PLACE.search(bare):
            places.append(bare)
            continue
        notes.append(bare)
        clear = bracketed or said.schedule or said.event or _FORUM.search(bare)
        if not clear and (names & _TELLING or bare[:1].islower()) and not names & {"link", "clock"}:
            doubts.append(f"Понято не всё: осталось «{bare}»")
    return Remarks("; ".join(places), "; ".join(notes), doubts)


def _left_runs(cell: Cell, said: Said) -> Iterator[tuple[str, set[str]]]:
    """Neighbouring words that no rule took, as they are written."""
    left = {token.start for token in said.left}
    run: list[int] = []
    names: set[str] = set()
    for token in cell.tokens:
        if token.start in left:
            run += [token.start, token.end]
            names.add(token.name)
        elif token.name not in SEPARATORS and run:
            yield cell.text[run[0] : run[-1]], names
            run, names = [], set()
    if run:
        yield cell.text[run[0] : run[-1]], names
