"""Plan and fact as a workbook: one sheet, ready to print."""

from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter

from config.sheets import plain
from reports.builders.plan_fact import PlanFactContent

WIDTH_OF_ALL_COLUMNS = 150  # in letters
NARROWEST = 7
LINE_HEIGHT, MOST_LINES = 15, 27  # points; no program shows a row higher than 409 points
WIDE_LETTERS = 1.15  # Russian letters are wider than the digits by which columns are measured
A4 = 9  # as the format numbers it
RULE = Side(style="thin", color="808080")
RULED = Border(left=RULE, right=RULE, top=RULE, bottom=RULE)


def render(content: PlanFactContent) -> bytes:
    """Texts stay texts, also those that begin with «=»; the heads of the table repeat on every page."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("План-факт")
    before = [content.department, f"План-факт: {content.title}", *_about(content)]
    head = len(before) + 1
    _prepare(sheet, content, head)
    for number, text in enumerate(before):
        sheet.append([_over_the_edge(sheet, text, bold=number < 2)])
    _append(sheet, tuple(column.title for column in content.columns), content, head, bold=True)
    for number, row in enumerate(content.rows, head + 1):
        if row.is_section:
            sheet.append([_over_the_edge(sheet, row.cells[0])])
        else:
            _append(sheet, row.cells, content, number)
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()


def _about(content: PlanFactContent) -> list[str]:
    return [f"{content.grounds}. Срок реализации: {content.period}", f"На {content.as_of}. {content.summary}"]


def _prepare(sheet, content: PlanFactContent, head: int) -> None:
    for number, column in enumerate(content.columns, 1):
        width = max(NARROWEST, WIDTH_OF_ALL_COLUMNS * column.width_percent / 100)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _append(sheet, cells: tuple[str, ...], content: PlanFactContent, number: int, *, bold: bool = False) -> None:
    """A row as high as its fullest cell: not every program finds the height by itself."""
    lines = max(_lines(text, column.width_percent) for text, column in zip(cells, content.columns, strict=True))
    sheet.row_dimensions[number].height = LINE_HEIGHT * min(lines, MOST_LINES)
    row = [plain(sheet, text, bold=bold) for text in cells]
    for cell in row:
        cell.border = RULED
    sheet.append(row)


def _lines(text: str, percent: int) -> int:
    letters = max(NARROWEST, WIDTH_OF_ALL_COLUMNS * percent / 100) - 1
    return sum(max(1, ceil(len(line) * WIDE_LETTERS / letters)) for line in text.split("\n"))


def _over_the_edge(sheet, text: str, *, bold: bool = True):
    """A text that runs on over the empty cells beside it."""
    cell = plain(sheet, text, bold=bold)
    cell.alignment = Alignment(vertical="top")
    return cell
