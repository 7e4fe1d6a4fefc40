"""Excel: visible sheets as tables, dates and numbers as a person reads them, merged cells resolved."""

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from roadmaps.importers.blocks import LEFT, OWN, UP, Block, Grid, Paragraph, Row, tidy
from roadmaps.importers.errors import damaged, too_large
from roadmaps.importers.xml import follow, parse

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 5_000, 200, 100_000
MOST_CHARACTERS = 10_000_000  # in the cells of one sheet, a repeated text counted each time
LARGEST_PART = 30 * 1024 * 1024  # bytes of XML: one sheet, or the strings of all sheets
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


def read_xlsx(file) -> list[Block]:
    """Blocks of an XLSX that `config.uploads` has let in; raises NoRoadmapTable when too large or damaged."""
    hidden = check_extent(file)
    file.seek(0)
    hidden_of = {name: hidden[part] for name, part in sheet_parts(file).items() if part in hidden}
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        return list(sheets(book, names, hidden_of))
    except CalamineError as error:
        raise damaged() from error


def sheets(book: CalamineWorkbook, names: list[str], hidden_of: dict[str, set[int]]) -> Iterator[Block]:
    """Each sheet as a table; the name of a later one stands over it and may be the title of a section."""
    for place, name in enumerate(names):
        if place:
            yield Paragraph(tidy(name))
        yield Grid.of(rows_of(book.get_sheet_by_name(name), hidden_of.get(name, set())))


def rows_of(sheet, hidden: set[int]) -> Iterator[Row]:
    if not sheet.height:
        return
    lines = [[shown(value) for value in line] for line in sheet.to_python(skip_empty_area=False)]
    marks = [[OWN] * len(line) for line in lines]
    area = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        area += (min(bottom, len(lines)) - top) * (min(right, MOST_COLUMNS) - left)
        if area > MOST_CELLS:
            raise too_large("объединённых ячеек")
        for row in range(top, min(bottom, len(lines) - 1) + 1):
            for column in range(left, min(right, len(lines[row]) - 1) + 1):
                if (row, column) != (top, left):
                    lines[row][column] = lines[top][left]
                    marks[row][column] = LEFT if column > left else UP
    for place, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        yield Row(tuple(line), "".join(mark), hidden=place + 1 in hidden)


def shown(value) -> str:
    """A cell as a person reads it: 1.0 is «1», a date is «15.09.2023»."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))


def check_extent(file) -> dict[str, set[int]]:
    """Refuse a far cell, or a text repeated too often, before the parser makes room for all of it.

    Gives the hidden rows of each part with a sheet, counted from one: the parser does not tell them.
    """
    hidden = {}
    with ZipFile(file) as archive:
        parts = [part for part in archive.infolist() if part.filename.startswith("xl/")]
        if any(part.file_size > LARGEST_PART for part in parts if part.filename.endswith(".xml")):
            raise too_large()
        strings = Strings()
        for part in parts:
            if part.filename.lower() == "xl/sharedstrings.xml":
                follow(archive, part.filename, start=strings.start, text=strings.text)
        for part in parts:
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                extent = Extent(strings.lengths)
                follow(archive, part.filename, start=extent.start, text=extent.text)
                hidden[part.filename] = extent.hidden
    return hidden


def sheet_parts(file) -> dict[str, str]:
    """Which part of the archive holds the sheet of a name."""
    with ZipFile(file) as archive:
        book, relations = parse(archive, "xl/workbook.xml"), parse(archive, "xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return {}
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    return {
        sheet.get("name", ""): posixpath.join("xl", targets.get(reference, "")).lstrip("/")
        for sheet in book.iter("{*}sheet")
        for key, reference in sheet.attrib.items()
        if key.endswith("}id")
    }


class Strings:
    """Lengths of the texts that cells refer to by number."""

    def __init__(self):
        self.lengths: list[int] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("}si"):
            self.lengths.append(0)

    def text(self, characters: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(characters)


class Extent:
    """Follows the cells of one sheet as they are unpacked and stops at the first one that is too far."""

    def __init__(self, lengths: list[int]):
        self.lengths = lengths
        self.row = self.column = self.cells = self.merged = self.characters = 0
        self.far = (0, 0)
        self.hidden: set[int] = set()
        self.is_reference = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition("}")[2]
        self.is_reference = self.is_reference and tag == "v"
        if tag == "row":
            self.row = int_or(attributes.get("r"), self.row + 1)
            self.column = 0
            if attributes.get("hidden") in ("1", "true") and self.row <= MOST_ROWS:
                self.hidden.add(self.row)
        elif tag == "c":
            self.cells += 1
            found = REFERENCE.match(attributes.get("r", ""))
            self.column = column_number(found[1]) if found else self.column + 1
            self.row = int(found[2]) if found else self.row
            self.is_reference = attributes.get("t") == "s"
        elif tag == "mergeCell":
            self.merged += 1
        elif tag in ("v", "is", "f"):  # a cell that only has a colour takes no room
            self.far = (max(self.far[0], self.row), max(self.far[1], self.column))
        self.check()

    def text(self, characters: str) -> None:
        place = int_or(characters, -1) if self.is_reference else -1
        self.characters += self.lengths[place] if 0 <= place < len(self.lengths) else len(characters)
        self.check()

    def check(self) -> None:
        rows, columns = self.far
        if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
            raise too_large(f"строк или граф (больше {MOST_ROWS} строк или {MOST_COLUMNS} граф)")
        if self.characters > MOST_CHARACTERS or self.merged > MOST_ROWS or self.cells > MOST_CELLS:
            raise too_large()


def int_or(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    count = 0
    for letter in letters:
        count = count * 26 + ord(letter) - ord("A") + 1
    return count
