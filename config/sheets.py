"""Cells of the workbooks that we give out: a text stays a text, never a formula."""

import re
from datetime import date, datetime

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(sheet, value, *, bold: bool = False) -> WriteOnlyCell:
    """A cell for a write-only sheet. Numbers and dates stay themselves, «=1+1» stays a text, control characters go."""
    is_text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, value=CONTROL.sub("", value)[:32_000] if is_text else value)
    if is_text:
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, date):
        cell.number_format = "DD.MM.YYYY HH:MM" if isinstance(value, datetime) else "DD.MM.YYYY"
    if bold:
        cell.font = Font(bold=True)
    return cell
