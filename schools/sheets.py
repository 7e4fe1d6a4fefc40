"""Passports as workbooks: the summary of a year, and the blank that a department sends out."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from config.sheets import plain
from schools.jumps import shown
from schools.models import PassportQuestion, School
from schools.summary import NO_DATA, Summary

SCHOOL = "Школа"
WIDTH, SCHOOL_WIDTH = 16, 34


def summary_book(summary: Summary) -> bytes:
    """The rows as they are shown, with numbers as numbers, and the totals under them."""
    rows = [[SCHOOL, "Паспорт", *(question.label for question in summary.questions)]]
    for row in summary.rows:
        cells = [_as_cell(value) for value in row.cells]
        rows.append([row.school.short_name, row.word, *cells])
    rows.append(["По муниципалитету", "", *summary.totals])
    return _book(rows)


def _as_cell(value):
    if value is None:
        return NO_DATA
    return shown(value) if isinstance(value, bool) else value


def blank_book(questions: Sequence[PassportQuestion], schools: Sequence[School]) -> bytes:
    """Schools × questions, empty: filled in, it can be imported."""
    heading = [SCHOOL, *(question.label for question in questions)]
    return _book([heading, *([school.short_name] for school in schools)])


def _book(rows: list[list]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Паспорта")
    sheet.freeze_panes = "B2"
    for column in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = SCHOOL_WIDTH if column == 1 else WIDTH
    for number, row in enumerate(rows):
        sheet.append([plain(sheet, value, bold=number == 0) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()
