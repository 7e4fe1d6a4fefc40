"""Excel: visible sheets as tables, dates and numbers as a person reads them, merged cells resolved."""

import datetime as dt
import re
from collections.abc import Iterator
from xml.parsers import expat
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from roadmaps.importers.blocks import LEFT, UP, Block, Grid, Row, tidy
from roadmaps.importers.errors import NoRoadmapTable

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 5_000, 200, 200_000
LARGEST_PART = 30 * 1024 * 1024  # bytes of XML: one sheet, or the strings of all sheets
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


def read_xlsx(file) -> list[Block]:
    """Blocks of an XLSX that `config.uploads` has let in; raises NoRoadmapTable when too large or damaged."""
    check_extent(file)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        return [Grid.of(rows_of(book.get_sheet_by_name(name))) for name in names]
    except CalamineError as error:
        raise NoRoadmapTable("Файл повреждён. Откройте его в Excel и сохраните заново.") from error


def rows_of(sheet) -> Iterator[Row]:
    if not sheet.height:
        return
    lines = [[shown(value) for value in line] for line in sheet.to_python(skip_empty_area=False)]
    marks = [["."] * len(line) for line in lines]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, len(lines) - 1) + 1):
            for column in range(left, min(right, len(lines[row]) - 1) + 1):
                if (row, column) != (top, left):
                    lines[row][column] = lines[top][left]
                    marks[row][column] = LEFT if column > left else UP
    for line, mark in zip(lines, marks, strict=True):
        yield Row(tuple(line), "".join(mark))


def shown(value) -> str:
    """A cell as a person reads it: 1.0 is «1», a date is «15.09.2023»."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))


def check_extent(file) -> None:
    """Refuse a sheet with a far cell before the parser makes room for everything in between."""
    with ZipFile(file) as archive:
        for part in archive.infolist():
            if part.filename.startswith("xl/") and part.filename.endswith(".xml"):
                if part.file_size > LARGEST_PART:
                    raise too_large()
                if part.filename.startswith("xl/worksheets/"):
                    with archive.open(part) as sheet:
                        Extent().read(sheet)


def too_large() -> NoRoadmapTable:
    return NoRoadmapTable(
        f"Таблица слишком велика для дорожной карты: больше {MOST_ROWS} строк или {MOST_COLUMNS} граф. "
        "Оставьте в книге только лист с дорожной картой и удалите пустые строки и графы за её пределами."
    )


class Extent:
    """Follows the cells of one sheet as they are read and stops at the first one that is too far."""

    def __init__(self):
        self.row = self.column = self.cells = 0

    def read(self, sheet) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        try:
            parser.ParseFile(sheet)
        except expat.ExpatError as error:
            raise NoRoadmapTable("Файл повреждён. Откройте его в Excel и сохраните заново.") from error

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "row":
            self.row, self.column = self.row + 1, 0
            self.move(f"A{attributes.get('r', self.row)}", column=0)
        elif tag == "c":
            self.column, self.cells = self.column + 1, self.cells + 1
            self.move(attributes.get("r", ""))

    def move(self, reference: str, column: int | None = None) -> None:
        found = REFERENCE.match(reference)
        if found:
            self.row = int(found[2])
            self.column = column_number(found[1]) if column is None else column
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS or self.cells > MOST_CELLS:
            raise too_large()


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    count = 0
    for letter in letters:
        count = count * 26 + ord(letter) - ord("A") + 1
    return count
