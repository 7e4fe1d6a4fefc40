"""What the parser of workbooks does not tell: formulas, hidden rows, how far a sheet goes. Follows its XML once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat
from zipfile import ZipFile

REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


def follow(archive: ZipFile, part: str, *, start: Callable, end: Callable | None = None, text: Callable) -> None:
    """Call `start(tag, attributes)`, `end(tag)`, `text(characters)` through a part as it is unpacked; keeps nothing.

    Raises ValueError for broken XML.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition("}")[2], attributes)
    if end:
        parser.EndElementHandler = lambda tag: end(tag.rpartition("}")[2])
    parser.CharacterDataHandler = text
    try:
        with archive.open(part) as opened:
            parser.ParseFile(opened)
    except expat.ExpatError as error:
        raise ValueError("broken XML") from error


@dataclass(slots=True)
class Cells:
    """Of one sheet; rows and columns count from 0. Raises OverflowError at the first cell that is too far."""

    most_columns: int
    most_rows: int
    most_cells: int = 0
    most_characters: int = 0
    lengths: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    uncounted: set[tuple[int, int]] = field(default_factory=set)  # formulas without a kept value
    row: int = -1
    column: int = -1
    count: int = 0
    characters: int = 0
    is_reference: bool = False
    is_formula: bool = False
    inside: str = ""
    has_value: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "row":
            self.row, self.column = _integer(attributes.get("r"), self.row + 2) - 1, -1
            if attributes.get("hidden") in ("1", "true") and self.row < self.most_rows:
                self.hidden.add(self.row)
        elif tag in ("v", "f", "is"):
            self.is_formula |= tag == "f"
            self.inside = tag
            if self.row >= self.most_rows or self.column >= self.most_columns:
                raise OverflowError

    def _open_cell(self, attributes: dict[str, str]) -> None:
        found = REFERENCE.match(attributes.get("r", ""))
        if found:
            self.row, self.column = int(found[2]) - 1, column_number(found[1]) - 1
        else:
            self.column += 1
        self.is_reference = attributes.get("t") == "s"
        self.is_formula = self.has_value = False
        self.count += 1
        if self.count > self.most_cells:
            raise OverflowError

    def text(self, characters: str) -> None:
        if self.inside not in ("v", "is"):
            return
        self.has_value = True
        place = _integer(characters, -1) if self.is_reference else -1
        self.characters += self.lengths[place] if 0 <= place < len(self.lengths) else len(characters)
        if self.characters > self.most_characters:
            raise OverflowError

    def end(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""
        elif tag == "c" and self.is_formula:
            (self.formulas if self.has_value else self.uncounted).add((self.row, self.column))


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    count = 0
    for letter in letters:
        count = count * 26 + ord(letter) - ord("A") + 1
    return count


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default
