"""What every reader of a file hands on: paragraphs and tables in the order of the page."""

import re
from dataclasses import dataclass
from functools import cached_property

OWN, LEFT, UP = ".", "<", "^"

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f]")
BLANKS = re.compile(r"[^\S\n]+")
LIST_MARK = re.compile(r"(?:[-–—•·▪●*]|\d{1,2}[.)]|[а-яё]\))\s*")


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Row:
    """One line of a table. `cells` hold the resolved text: a merged cell repeats the text it belongs to.

    `merged` has one character a cell: "." its own, "<" part of the left one, "^" part of the one above.
    `hidden` is a row that the document keeps but does not show.
    """

    cells: tuple[str, ...]
    merged: str = ""
    hidden: bool = False

    def __post_init__(self):
        object.__setattr__(self, "merged", self.merged[: len(self.cells)].ljust(len(self.cells), OWN))

    @cached_property
    def own(self) -> tuple[tuple[int, str], ...]:
        """Cells that are not empty and are not a part of another one, with their place."""
        pairs = zip(range(len(self.cells)), self.cells, self.merged, strict=True)
        return tuple((place, text) for place, text, mark in pairs if text and mark == OWN)

    def padded(self, width: int) -> "Row":
        missing = max(0, width - len(self.cells))
        return Row(self.cells + ("",) * missing, self.merged, self.hidden)


@dataclass(frozen=True)
class Grid:
    """A table; all rows have the same number of cells."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, rows) -> "Grid":
        rows = list(rows)
        width = max((len(row.cells) for row in rows), default=0)
        return cls(tuple(row.padded(width) for row in rows))

    @property
    def width(self) -> int:
        return len(self.rows[0].cells) if self.rows else 0


Block = Paragraph | Grid


def tidy(text: str) -> str:
    """Wording as it is, without what nobody sees: invisible characters, doubled blanks, empty lines."""
    text = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    lines = (BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def squash(text: str) -> str:
    """One line, single blanks."""
    return " ".join(text.split())


def join_lines(text: str) -> str:
    """Put a sentence broken by line ends together again; items of a list keep their lines."""
    joined = ""
    for line in text.split("\n"):
        if not joined:
            joined = line
        elif LIST_MARK.match(line) or (joined[-1] in ".;:" and not line[:1].islower()):
            joined += "\n" + line
        else:
            joined = glue(joined, line)
    return joined


def glue(head: str, tail: str) -> str:
    """Two halves of one text: «школа-» and «куратор» need no blank between them, anything else does."""
    if not head or not tail:
        return head or tail
    broken_at_hyphen = re.search(r"\w-$", head) and tail[0].islower()
    return head + ("" if broken_at_hyphen else " ") + tail
