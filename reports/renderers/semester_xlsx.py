"""A semester report as a workbook: a sheet with figures and conclusions, then a sheet for each table."""

import re
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from config.sheets import plain
from reports.builders.semester import SemesterContent
from reports.builders.tables import Table

FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
WIDTH_OF_ALL_COLUMNS = 150  # in letters


def render(report: SemesterContent) -> bytes:
    """Numbers are numbers, texts stay texts, also those that begin with «=»."""
    book = Workbook(write_only=True)
    _summary(book, report)
    for table in (*report.tables, report.recommendations):
        _sheet(book, table)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _summary(book: Workbook, report: SemesterContent) -> None:
    sheet = book.create_sheet("Сводка")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 90, 16
    rows = [
        (report.department,),
        (f"Аналитическая справка: {report.period}",),
        (f"За {report.starts_on} – {report.ends_on}, по состоянию на {report.as_of}",),
        (),
        *report.figures,
        (),
        ("Основания",),
        *((line,) for line in report.grounds),
        (),
        ("Выводы (проект)",),
        *((line,) for line in report.conclusions),
    ]
    for number, row in enumerate(rows):
        sheet.append(
            [plain(sheet, value, bold=number < 2 or value.startswith(("Основания", "Выводы ("))) for value in row]
        )


def _sheet(book: Workbook, table: Table) -> None:
    sheet = book.create_sheet(FORBIDDEN.sub(" ", table.title)[:31])
    sheet.freeze_panes = "A2"
    for number, percent in enumerate(table.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(12, WIDTH_OF_ALL_COLUMNS * percent / 100)
    sheet.append([plain(sheet, column.title, bold=True) for column in table.columns])
    for row in table.rows:
        sheet.append([plain(sheet, value) for value in row])
    if table.total:
        sheet.append([plain(sheet, value, bold=True) for value in table.total])
