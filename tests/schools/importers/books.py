"""Workbooks for tests, built in memory."""

from io import BytesIO

from openpyxl import Workbook


def book(*sheets: list[list], names=(), merged=(), hidden=(), change=None) -> BytesIO:
    """A workbook with a sheet for each list of rows; `merged` ranges and `hidden` rows (from 1) are of the first."""
    made = Workbook()
    made.remove(made.active)
    for place, rows in enumerate(sheets):
        sheet = made.create_sheet(names[place] if names else f"Лист{place + 1}")
        for row in rows:
            sheet.append(row)
    for cells in merged:
        made.worksheets[0].merge_cells(cells)
    for row in hidden:
        made.worksheets[0].row_dimensions[row].hidden = True
    if change:
        change(made)
    content = BytesIO()
    made.save(content)
    content.seek(0)
    return content
