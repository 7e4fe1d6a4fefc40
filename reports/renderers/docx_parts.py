"""Pieces of which every DOCX is made: lines, ruled tables, the number of the page."""

from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from config.sheets import CONTROL
from reports.builders.appendix import Row

FACE = "Times New Roman"
BODY, GRID, SMALL = Pt(14), Pt(12), Pt(10)
PAPER = (Mm(210), Mm(297))


def set_face(document: Docx, size=BODY) -> None:
    """The face of everything that names none itself."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FACE, size
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
    style.paragraph_format.space_after = Pt(0)


def page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
    run.font.size = GRID


def line(document: Docx, text: str, align=None, *, bold=False, before=0, after=0, size=BODY, keep=False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    spacing = paragraph.paragraph_format
    spacing.space_before, spacing.space_after, spacing.keep_with_next = Pt(before), Pt(after), keep
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = bold, size
    return paragraph


def grid(document: Docx, titles: tuple[str, ...], percents: tuple[int, ...], width: int, *, size=GRID) -> Table:
    """A ruled table with fixed columns whose head is repeated on every page."""
    table = document.add_table(rows=1, cols=len(titles), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, percent in zip(table.columns, percents, strict=True):
        column.width = int(width * percent / 100)
    head = table.rows[0]
    keep_whole(head)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, title in zip(head.cells, titles, strict=True):
        fill(cell, title, bold=True, align=ALIGN.CENTER, size=size)
    return table


def add_row(table: Table, row: Row, *, size=GRID) -> None:
    added = table.add_row()
    if not row.is_tall:
        keep_whole(added)
    if row.is_section:
        merged = added.cells[0].merge(added.cells[-1])
        fill(merged, row.cells[0], bold=True, align=ALIGN.CENTER, size=size)
        merged.paragraphs[0].paragraph_format.keep_with_next = True
        return
    for cell, text in zip(added.cells, row.cells, strict=True):
        fill(cell, text, size=size)


def keep_whole(row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def fill(cell, text: str, *, bold: bool = False, align=None, size=GRID) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    run = paragraph.add_run(clean(text))
    run.font.size, run.bold = size, bold


def clean(text: str) -> str:
    """XML knows no control characters."""
    return CONTROL.sub("", text)
