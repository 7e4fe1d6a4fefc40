"""Several tables below each other on one sheet, each with a heading of its own: cut apart before they are read."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from schools.importers.columns import MARKS, known_in
from schools.importers.result_columns import known_in_results
from schools.importers.sheet import Sheet

WHOSE = {"school", "code"}  # one of them makes texts that are known a heading


def tables_of(sheet: Sheet) -> list[Sheet]:
    """Parts of the sheet, each with the title above its heading; the sheet itself where it holds one table."""
    starts = [0, *(_with_title(sheet, row, above) for above, row in pairwise(_headings(sheet)))]
    if len(starts) == 1:
        return [sheet]
    merged: list[list] = [[] for _ in starts]
    for cells in sheet.merged:
        merged[bisect_right(starts, cells[0]) - 1].append(cells)
    return [
        Sheet(sheet.name, sheet.rows, tuple(own), sheet.hidden, sheet.cells, sheet.is_hidden, first, last)
        for first, last, own in zip(starts, [*starts[1:], sheet.height], merged, strict=True)
    ]


def _headings(sheet: Sheet) -> Iterator[int]:
    """First rows of headings; further rows of the same heading have no numbers of a table above them."""
    has_numbers = True
    for row, values in enumerate(sheet.rows):
        if _is_heading(sheet, row):
            if has_numbers:
                yield row
            has_numbers = False
        else:
            has_numbers |= any(isinstance(value, float) and value not in MARKS for value in values)


def _is_heading(sheet: Sheet, row: int) -> bool:
    filled = [value for value in sheet.rows[row] if value != ""]
    if len(filled) < 2 or not all(isinstance(value, str) or value in MARKS for value in filled):
        return False
    keys = known_in(sheet, row, known_in_results)
    return len(keys) > 1 and bool(keys & WHOSE)


def _with_title(sheet: Sheet, row: int, above: int) -> int:
    """Where the table of the heading begins: at the lines above it that hold one text, or nothing."""
    while row - 1 > above and _is_title(sheet.rows[row - 1]):
        row -= 1
    return row


def _is_title(values: list) -> bool:
    filled = [value for value in values if value != ""]
    return not filled or (len(filled) == 1 and isinstance(filled[0], str))
