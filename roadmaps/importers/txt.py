"""Plain text saved from Word or Excel: tables with a tab between cells, or with one cell a line."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from config.encodings import decode
from roadmaps.importers.blocks import Block, Grid, Paragraph, Row, tidy
from roadmaps.importers.errors import too_large

LARGEST_FILE = 5 * 1024 * 1024  # bytes
MOST_LINES, MOST_COLUMNS = 50_000, 200
NUMBER = re.compile(r"\d+(\.\d+)*[.)]?$")
EMPHASIS = re.compile(r"^\s*\*\*|\*\*\s*$")


def read_txt(file) -> list[Block]:
    """Blocks of a text in UTF-8, UTF-16, CP1251 or the encoding of DOS; raises NoRoadmapTable when it is too large."""
    content = file.read(LARGEST_FILE + 1)
    lines = decode(content).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(content) > LARGEST_FILE or len(lines) > MOST_LINES or any(line.count("\t") > MOST_COLUMNS for line in lines):
        raise too_large()
    return list(blocks(lines))


def blocks(lines: list[str]) -> Iterator[Block]:
    place = 0
    while place < len(lines):
        end, table = place + 1, None
        if lines[place].startswith("\t") and "\t" not in lines[place].strip("\t"):
            end, table = cell_lines(lines, place)
        elif "\t" in lines[place].strip():
            end, table = tabbed_lines(lines, place)
        if table:
            yield table
        elif lines[place].strip():
            yield Paragraph(tidy(EMPHASIS.sub("", lines[place])))
        place = end


def tabbed_lines(lines: list[str], place: int) -> tuple[int, Grid]:
    """A table with a tab between cells, from `place` on; blank lines inside it are page breaks."""
    rows, end = [], place
    for index in range(place, len(lines)):
        if "\t" in lines[index]:
            rows.append(Row(tuple(tidy(cell) for cell in lines[index].split("\t"))))
            end = index + 1
        elif lines[index].strip():
            break
    return end, Grid.of(rows)


def cell_lines(lines: list[str], place: int) -> tuple[int, Grid]:
    """A table with one cell a line: a tab starts a cell, others continue it, a blank one may end a row."""
    cells: list[str] = []
    after_blank: list[bool] = []
    blank, end = False, place
    for index in range(place, len(lines)):
        line = lines[index]
        if line.startswith("\t"):
            cells.append(line)
            after_blank.append(blank)
        elif line.strip() and blank:
            break
        elif line.strip():
            cells[-1] += "\n" + line
        blank = not line.strip()
        end = index + 1
    return end, Grid.of(rows_of_cells([tidy(cell) for cell in cells], after_blank))


def rows_of_cells(cells: list[str], after_blank: list[bool]) -> Iterator[Row]:
    """Cut a sequence of cells into rows: each starts with its number, the rest at its end are sections."""
    starts = [index for index, cell in enumerate(cells) if NUMBER.match(cell)]
    distances = Counter(second - first for first, second in pairwise(starts))
    width = max(distances, key=distances.get, default=0)
    if len(starts) < 3 or width < 3:
        yield from rows_between_blanks(cells, after_blank)
        return
    starts = row_starts(cells, starts, width)
    for first, second in pairwise([0, *starts, len(cells)]):
        row, over = cells[first : min(second, first + width)], cells[first + width : second]
        if row:
            yield Row(tuple(row))
        for title in over:
            yield Row((title, *[""] * (width - 1)))


def row_starts(cells: list[str], candidates: list[int], width: int) -> list[int]:
    """Of the cells that are numbers, those that number a row: a cell short of a whole row must be the next number."""
    starts = candidates[:1]
    for index in candidates[1:]:
        is_next = cells[index].strip(".)") == following(cells[starts[-1]])
        if index - starts[-1] >= width or is_next:
            starts.append(index)
    return starts


def following(number: str) -> str:
    """The number after this one: «7.» gives «8», «2.3» gives «2.4»."""
    head, dot, last = number.strip(".)").rpartition(".")
    return f"{head}{dot}{int(last) + 1}"


def rows_between_blanks(cells: list[str], after_blank: list[bool]) -> Iterator[Row]:
    row: list[str] = []
    for cell, new in zip(cells, after_blank, strict=True):
        if new and row:
            yield Row(tuple(row))
            row = []
        row.append(cell)
    yield Row(tuple(row))
