"""Where the heading of a table ends, what its columns are called, and what they mean.

    MEANINGS = (
        Meaning("school", "Школа", r"^(школа|оо|наименование (оо|школы))$"),
        Meaning("pupils", "Обучающихся", r"обучающихся|учеников"),
    )
    heading = find_heading(sheet, known_to(MEANINGS))        # None where nothing looks like a heading
    keys = recalled.get(heading.fingerprint) or match(heading, MEANINGS)
    for row in heading.rows(sheet):                           # rows with data, counted from 0
        sheet.value(row, keys.index("school"))

A heading may take several rows, merged or not: `heading.parts[column]` are its texts from the top down, each once.
`keys` has one key per column, "" for a column that nobody asked for; a person may correct it, and
`schools.mappings` remembers it for the fingerprint of the headings (`recall`, `remember`).
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from schools.importers.sheet import Sheet

LOOKED_AT = 40  # rows from the top in which a heading is looked for
MOST_HEADING_ROWS = 4
BLANKS = re.compile(r"\s+")
YEAR = re.compile(r"(19|20)\d\d")
MARKS = {2.0, 3.0, 4.0, 5.0}  # numbers that stand in headings


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column may be: `pattern` is searched in its heading as `plain` gives it.

    `several`: more than one column may have this meaning.
    """

    key: str
    label: str
    pattern: str
    several: bool = False


@dataclass(frozen=True)
class Heading:
    """Rows `first`–`last` of a sheet (inclusive, counted from 0) with the texts of each column from the top down."""

    first: int
    last: int
    parts: tuple[tuple[str, ...], ...]

    def text(self, column: int) -> str:
        """«Математика, средний балл»; "" for a column without a heading."""
        return ", ".join(self.parts[column]) if column < len(self.parts) else ""

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same headings, whatever the year in them and the data under them."""
        texts = "\n".join(YEAR.sub("####", plain(self.text(column))) for column in range(len(self.parts)))
        return hashlib.sha256(texts.encode()).hexdigest()

    def rows(self, sheet: Sheet) -> Iterator[int]:
        return (row for row in range(self.last + 1, sheet.height) if sheet.rows[row])

    def samples(self, sheet: Sheet, column: int, most: int = 3) -> list[str]:
        """The first texts that stand in the column."""
        found: list[str] = []
        for row in self.rows(sheet):
            if len(found) == most:
                break
            if text := sheet.text(row, column):
                found.append(text)
        return found


def plain(text: str) -> str:
    """A heading to be compared: small letters, «е» for «ё», no quotes, no double blanks, no hyphens of line breaks."""
    text = re.sub(r"[«»\"'*_]", " ", text.lower().replace("ё", "е"))
    return BLANKS.sub(" ", re.sub(r"[-\u00ad]\s*\n", "", text)).strip(" .:")


def known_to(meanings: Sequence[Meaning]) -> Callable[[str], str]:
    """What says the key of a plain heading, or "" for one that nothing asks for."""
    patterns = [(meaning.key, re.compile(meaning.pattern)) for meaning in meanings]
    return lambda text: next((key for key, pattern in patterns if pattern.search(text)), "")


def match(heading: Heading, meanings: Sequence[Meaning]) -> list[str]:
    """A key for each column: the first meaning that fits its lowest text, else all its texts; one column each."""
    known, single = known_to(meanings), {meaning.key for meaning in meanings if not meaning.several}
    keys: list[str] = []
    for column, parts in enumerate(heading.parts):
        key = (known(plain(parts[-1])) if parts else "") or known(plain(heading.text(column)))
        keys.append("" if key in single and key in keys else key)
    return keys


def find_heading(sheet: Sheet, known: Callable[[str], str]) -> Heading | None:
    """The rows above the data in which most columns are known; None where fewer than two are."""
    rows = range(sheet.first, min(sheet.first + LOOKED_AT, sheet.height))
    counts = {row: len(known_in(sheet, row, known)) for row in rows}
    best = max(rows, key=lambda row: (counts[row], -row), default=None)
    if best is None or counts[best] < 2:
        return None
    first, last = best, best
    while first > sheet.first and last - first < MOST_HEADING_ROWS - 1 and _is_group_row(sheet, first - 1):
        first -= 1
    while last - first < MOST_HEADING_ROWS - 1 and _goes_on(sheet, first, last):
        last += 1
    parts = _parts(sheet, first, last)
    return Heading(first, last + _is_numbered(sheet, last + 1), parts)


def known_in(sheet: Sheet, row: int, known: Callable[[str], str]) -> set[str]:
    """The keys that texts of the row name as headings."""
    texts = (plain(value) for value in sheet.rows[row] if isinstance(value, str))
    return {key for text in texts if text and (key := known(text))}


def _is_group_row(sheet: Sheet, row: int) -> bool:
    """Headings of groups, or of columns that go on below; not the title of the sheet."""
    filled = [column for column, value in enumerate(sheet.rows[row]) if value != ""]
    if not filled or any(not isinstance(sheet.rows[row][column], str) for column in filled):
        return False
    spans = [(right - left, bottom - top) for top, left, bottom, right in sheet.merged if top <= row <= bottom]
    is_title = any(wide >= sheet.width - 1 for wide, _ in spans) and len(filled) == 1
    return not is_title and (len(filled) > 1 or any(high or wide for wide, high in spans if wide < sheet.width - 1))


def _goes_on(sheet: Sheet, first: int, last: int) -> bool:
    """Whether the next row still belongs to the heading."""
    row = last + 1
    if row >= sheet.height:
        return False
    if any(first <= top <= last < bottom for top, _, bottom, _ in sheet.merged):
        return True
    filled = [(column, value) for column, value in enumerate(sheet.rows[row]) if value != ""]
    starts = [column for line in range(first, row) for column, value in enumerate(sheet.rows[line]) if value != ""]
    are_texts = all(isinstance(value, str) or value in MARKS for _, value in filled)
    return bool(filled) and are_texts and len(filled) > 1 and filled[0][0] > min(starts)


def _is_numbered(sheet: Sheet, row: int) -> bool:
    """A row that only counts the columns: 1, 2, 3…"""
    values = [sheet.text(row, column) for column in range(sheet.width)] if row < sheet.height else []
    counted = [text for text in values if text]
    return len(counted) > 2 and counted == [str(place) for place in range(1, len(counted) + 1)]


def _parts(sheet: Sheet, first: int, last: int) -> tuple[tuple[str, ...], ...]:
    lines = [[sheet.text(row, column) for column in range(sheet.width)] for row in range(first, last + 1)]
    own = [list(line) for line in lines]
    for top, left, bottom, right in sheet.merged:
        if first <= top <= last:
            for row in range(top, min(bottom, last) + 1):
                for column in range(left, min(right, sheet.width - 1) + 1):
                    lines[row - first][column] = own[top - first][left]
    for upper in lines[:-1]:
        _spread(upper, lines[-1], own[-1])
    return tuple(tuple(dict.fromkeys(filter(None, texts))) for texts in zip(*lines, strict=True))


def _spread(upper: list[str], lowest: list[str], own: list[str]) -> None:
    """Lend the heading of a group to the columns right of it, where cells were not merged."""
    for column in range(1, len(upper)):
        if not upper[column] and upper[column - 1] and own[column] and lowest[column - 1] and own[column - 1]:
            upper[column] = upper[column - 1]
