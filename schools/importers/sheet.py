"""A workbook (XLSX) or a text with columns (CSV) as sheets of plain values with the addresses of their cells.

    for sheet in read_sheets(file, "итоги.xlsx"):   # raises UploadRefused or TableRefused, both fit for the screen
        for row in range(sheet.height):
            sheet.value(row, 0)     # float, str, bool, date; "" where nothing stands. Rows and columns count from 0
            sheet.text(row, 0)      # the same as a person reads it: 1.0 is «1», a date is «15.09.2023»
            sheet.address(row, 0)   # «A1», for sentences about the cell
            sheet.formula(row, 0)   # NO, KEPT (its last value is used) or EMPTY (the file keeps no value of it)

`sheet.hidden` are the hidden rows; `sheet.merged` are ranges (top, left, bottom, right), ends inclusive; hidden sheets
come with `with_hidden=True` alone. Headings and meanings of columns: `schools.importers.columns`; which school a cell
names: `schools.importers.naming`.
"""

import csv
import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from math import isfinite
from zipfile import ZipFile

from defusedxml import ElementTree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from config.encodings import decode
from config.uploads import DAMAGED, TABLES, FileKind, check_upload
from schools.importers.cells import Cells, follow

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 70_000, 256, 1_500_000
MOST_CHARACTERS = 30_000_000  # in the cells of one sheet, a repeated text counted each time
NO, KEPT, EMPTY = "no", "kept", "empty"
BLANKS = re.compile(r"\s+")
NUL = "\0"  # a cell may hold it as «_x0000_»
NO_NUMBER = "#ЧИСЛО!"  # as Excel shows what is too large to be a number
BOOK = "xl/workbook.xml"
NAMESPACE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class TableRefused(ValueError):
    """The file holds no table that can be taken; the text is for the screen and says what to do."""


def too_large() -> TableRefused:
    return TableRefused(
        f"В таблице слишком много данных: строк может быть до {MOST_ROWS}, граф — до {MOST_COLUMNS}. "
        "Разделите её на несколько файлов."
    )


@dataclass(slots=True)
class Sheet:
    """A sheet, or a part of one: its rows from `first` up to and without `last`, counted as on the whole sheet."""

    name: str
    rows: list[list]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: frozenset[int] = frozenset()
    cells: Cells = field(default_factory=lambda: Cells(0, 0))
    is_hidden: bool = False
    first: int = 0
    last: int | None = None

    @property
    def height(self) -> int:
        """The row after the last one."""
        return len(self.rows) if self.last is None else self.last

    @property
    def width(self) -> int:
        return max(map(len, islice(self.rows, self.first, self.height)), default=0)

    def value(self, row: int, column: int):
        """What stands in the cell; "" outside of the table, too."""
        line = self.rows[row] if 0 <= row < len(self.rows) else []
        return line[column] if 0 <= column < len(line) else ""

    def text(self, row: int, column: int) -> str:
        return shown(self.value(row, column))

    def formula(self, row: int, column: int) -> str:
        place = (row, column)
        if place in self.cells.uncounted:
            return EMPTY
        return KEPT if place in self.cells.formulas else NO

    def place(self, row: int, column: int) -> str:
        """«Лист «9 класс», D14»"""
        return f"Лист «{self.name}», {self.address(row, column)}" if self.name else self.address(row, column)

    @staticmethod
    def address(row: int, column: int) -> str:
        """«D14» for (13, 3)"""
        letters, column = "", column + 1
        while column:
            column, place = divmod(column - 1, 26)
            letters = chr(ord("A") + place) + letters
        return f"{letters}{row + 1}"

    def is_blank(self, row: int) -> bool:
        return all(value == "" for value in self.rows[row])


def shown(value) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
    return BLANKS.sub(" ", str(value)).strip()


def read_sheets(file, name: str, *, with_hidden: bool = False) -> list[Sheet]:
    """Sheets of an XLSX, or the one table of a CSV, in which anything stands; hidden sheets only where asked for.

    Raises UploadRefused for a file that must not be opened, TableRefused for one that is too large or empty.
    """
    kind = check_upload(file, allowed=TABLES, name=name)
    sheets = list(_workbook(file)) if kind == FileKind.XLSX else [_text_table(file)]
    filled = [sheet for sheet in sheets if sheet.height and (with_hidden or not sheet.is_hidden)]
    if not any(not sheet.is_hidden for sheet in filled):
        raise TableRefused("В файле нет ни одной заполненной строки. Проверьте, тот ли файл выбран.")
    return filled


def _workbook(file) -> Iterator[Sheet]:
    found = _followed(file)
    parts = _parts_of_sheets(file)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                sheet = _sheet(book.get_sheet_by_name(about.name), found.get(parts.get(about.name, ""), Cells(0, 0)))
                sheet.is_hidden = about.visible != SheetVisibleEnum.Visible
                yield sheet
    except CalamineError as error:
        raise TableRefused(DAMAGED) from error


def _sheet(source, cells: Cells) -> Sheet:
    rows = [_trimmed(row) for row in source.to_python(skip_empty_area=False)] if source.height else []
    while rows and not rows[-1]:
        rows.pop()
    merged = tuple((*start, *end) for start, end in source.merged_cell_ranges or ())
    return Sheet(BLANKS.sub(" ", source.name.replace(NUL, "")).strip(), rows, merged, frozenset(cells.hidden), cells)


def _trimmed(row: list) -> list:
    """Without the empty cells at the end; texts without blanks around them, and without what no database keeps."""
    row = [_kept(value) for value in row]
    while row and row[-1] == "":
        row.pop()
    return row


def _kept(value):
    if isinstance(value, str):
        return value.replace(NUL, "").strip()
    return NO_NUMBER if isinstance(value, float) and not isfinite(value) else value


def _followed(file) -> dict[str, Cells]:
    """What the parser does not tell of each sheet; refuses a far cell before the parser makes room for it."""
    file.seek(0)
    found: dict[str, Cells] = {}
    with ZipFile(file) as archive:
        names = archive.namelist()
        strings = next((name for name in names if name.lower() == "xl/sharedstrings.xml"), None)
        lengths = _lengths(archive, strings) if strings else []
        for part in names:
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                cells = Cells(MOST_COLUMNS, MOST_ROWS, MOST_CELLS, MOST_CHARACTERS, lengths)
                _follow(archive, part, cells)
                cells.lengths = []
                found[part] = cells
    return found


def _follow(archive: ZipFile, part: str, cells: Cells) -> None:
    try:
        follow(archive, part, start=cells.start, end=cells.end, text=cells.text)
    except OverflowError as error:
        raise too_large() from error
    except ValueError as error:
        raise TableRefused(DAMAGED) from error


def _lengths(archive: ZipFile, part: str) -> list[int]:
    """Of the texts that cells refer to by number."""
    lengths: list[int] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            lengths.append(0)

    def text(characters: str) -> None:
        if lengths:
            lengths[-1] += len(characters)

    try:
        follow(archive, part, start=start, text=text)
    except ValueError as error:
        raise TableRefused(DAMAGED) from error
    return lengths


def _parts_of_sheets(file) -> dict[str, str]:
    """Which part of the archive holds the sheet of a name."""
    file.seek(0)
    with ZipFile(file) as archive:
        try:
            book = ElementTree.fromstring(archive.read(BOOK))
            relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        except (KeyError, ElementTree.ParseError) as error:
            raise TableRefused(DAMAGED) from error
    targets = {row.get("Id"): posixpath.join("xl", row.get("Target", "")).lstrip("/") for row in relations}
    return {row.get("name", ""): targets.get(row.get(NAMESPACE), "") for row in book.findall(".//{*}sheet")}


def _text_table(file) -> Sheet:
    """A CSV: semicolons, tabs or commas, numbers with a comma or a point; the sheet has no name."""
    lines = decode(file.read()).splitlines()
    sample = "\n".join(lines[:50])
    delimiter = max(";\t,", key=sample.count)
    rows = []
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            rows.append(_trimmed([number(cell) if cell else "" for cell in row]))
            if len(rows) > MOST_ROWS or len(rows[-1]) > MOST_COLUMNS:
                raise too_large()
    except csv.Error as error:  # a cell too long for a table
        raise TableRefused(DAMAGED) from error
    while rows and not rows[-1]:
        rows.pop()
    return Sheet("", rows)


PLAIN_NUMBER = re.compile(r"[-+]?\d{1,12}([.,]\d{1,10})?")


def number(text: str):
    """A number written as a text becomes one («3,4», «1 204»); anything else stays a text, a code with a nought too."""
    joined = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)", "", text.strip())
    if not PLAIN_NUMBER.fullmatch(joined) or (joined[0] == "0" and joined[1:2].isdigit()):
        return text.strip()
    return float(joined.replace(",", "."))
