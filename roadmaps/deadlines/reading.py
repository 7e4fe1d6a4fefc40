"""Reading a deadline: the cell's words in, the understood deadline out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from roadmaps.deadlines.cursor import Frame
from roadmaps.deadlines.deadline import Deadline
from roadmaps.deadlines.grammar import SEPARATORS, Said, read
from roadmaps.deadlines.kinds import Calendar, Kind, Period
from roadmaps.deadlines.placing import place
from roadmaps.deadlines.tokens import Cell, tokenise

LONGEST = 1000
"""Characters; a longer cell is no deadline but a whole text that slipped into the column."""

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
_TRIVIAL = frozenset(("in", "from", "by", "and", "year", "date_word", "adjective", "all", "quote", "school", "close", "open"))
_TELLING = frozenset(("num", "plural", "month", "date", "my", "pair", "until", "later", "every", "times", "not", "term", "half"))


def read_deadline(
    wording: str, *, period: Period, approved: date | None = None, calendar: Calendar | None = None
) -> Deadline:
    """What the wording means within the period of its roadmap. Any text has an answer, nothing is raised.

    `approved` is the day of the order: what comes back each year or month begins there. Written dates
    stay as written, even outside the period; then a doubt says so.
    """
    if len(wording) > LONGEST:
        return Deadline(wording, Kind.NOT_UNDERSTOOD, doubts=(TOO_LONG,))
    cell = tokenise(wording)
    if all(token.name in SEPARATORS for token in cell.tokens):
        empty = not any(char.isalnum() for char in cell.text)
        return Deadline(wording, Kind.UNSPECIFIED) if empty else Deadline(wording, Kind.NOT_UNDERSTOOD, doubts=(NOT_UNDERSTOOD,))
    frame = Frame(period, approved, calendar or Calendar())
    said = read(cell.tokens, frame)
    place_name, note, unread = _remarks(cell, said)
    if not said.anything:
        if any(token.name == "open_question" for token in cell.tokens):
            return Deadline(wording, Kind.UNSPECIFIED, note=note)
        return Deadline(wording, Kind.NOT_UNDERSTOOD, place=place_name, note=note, doubts=(NOT_UNDERSTOOD,))
    placed = place(said, frame)
    if not placed.spans and placed.kind not in (Kind.BY_SCHEDULE, Kind.EVENT) and placed.recurrence == "none":
        return Deadline(wording, Kind.NOT_UNDERSTOOD, place=place_name, note=note, doubts=tuple(placed.doubts) or (NOT_UNDERSTOOD,))
    slips = [f"Прочитано «{right}» вместо «{slip}»" for slip, right in cell.slips]
    return Deadline(
        wording, placed.kind, placed.start, placed.end, placed.recurrence, placed.due, place_name, note,
        tuple(dict.fromkeys([*placed.doubts, *slips, *unread])),
    )  # fmt: skip


def _remarks(cell: Cell, said: Said) -> tuple[str, str, list[str]]:
    """What is not a deadline: the place, the note, and doubts about words that looked like a part of it."""
    places, notes, doubts = [], [], []
    for text, names in _left_runs(cell, said):
        bare = text.strip(_EDGES)
        if not bare or names <= _TRIVIAL:
            continue
        bracketed = bare[0] in "([" and bare[-1] in ")]"
        bare = re.sub(r"[()\[\]]", "", bare).strip(_EDGES)
        if not bracketed and _PLACE.search(bare):
            places.append(bare)
            continue
        notes.append(bare)
        clear = bracketed or said.schedule or said.event or _FORUM.search(bare)
        if not clear and (names & _TELLING or bare[:1].islower()) and "link" not in names:
            doubts.append(f"Понято не всё: осталось «{bare}»")
    return "; ".join(places), "; ".join(notes), doubts


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
