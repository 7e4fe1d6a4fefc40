"""An order as DOCX: the same content as the PDF, for those who work on in Word."""

from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from config.sheets import CONTROL
from reports.builders.appendix import Appendix, Part, Row
from reports.builders.order import Clause, OrderContent, Reader

FACE = "Times New Roman"
BODY, GRID, SMALL = Pt(14), Pt(12), Pt(10)
PAPER = (Mm(210), Mm(297))
WIDTH, WIDE = Mm(170), Mm(257)  # between the margins, upright and in landscape
NO_DATE, NO_NUMBER = "_______________", "__________"


def render(order: OrderContent) -> bytes:
    """The order with its appendices."""
    document = Document()
    _prepare(document, order)
    _head(document, order)
    _text(document, order)
    _closing(document, order)
    if order.readers:
        _readers(document, order)
    for appendix in order.appendices:
        _appendix(document, appendix)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _prepare(document: Docx, order: OrderContent) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FACE, BODY
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
    style.paragraph_format.space_after = Pt(0)
    properties = document.core_properties
    properties.author, properties.language = order.department[:255], "ru-RU"
    properties.title = f"Приказ от {order.date} № {order.number}" if order.number else "Проект приказа"
    section = document.sections[0]
    _margins(section)
    section.page_width, section.page_height = PAPER
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])


def _margins(section: Section) -> None:
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = Mm(10)


def _page_number(paragraph: Paragraph) -> None:
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


def _head(document: Docx, order: OrderContent) -> None:
    _line(document, order.department.upper(), ALIGN.CENTER, bold=True, after=14)
    _line(document, "ПРИКАЗ", ALIGN.CENTER, bold=True, after=14, size=Pt(16))
    _pair(document, order.date or "«___» ______________ 20___ г.", f"№ {order.number or NO_NUMBER}")
    _line(document, order.place, ALIGN.CENTER, before=10, after=20)
    _line(document, order.heading, ALIGN.CENTER, bold=True, after=14, keep=True)


def _text(document: Docx, order: OrderContent) -> None:
    _indented(document, order.preamble)
    _line(document, "ПРИКАЗЫВАЮ:", before=10, after=10, keep=True)
    for clause in order.leading:
        _clause(document, clause)


def _clause(document: Docx, clause: Clause) -> Paragraph:
    return _indented(document, f"{clause.number} {clause.text}")


def _closing(document: Docx, order: OrderContent) -> None:
    """The last clause, the signature and the executor stay on one page."""
    last = _clause(document, order.closing)
    last.paragraph_format.keep_with_next = last.paragraph_format.keep_together = True
    _line(document, "", keep=True, after=20)
    _pair(document, order.signer_position, order.signer_name, keep=True)
    _line(document, f"Исполнитель: {order.executor_name}", size=SMALL, before=34, keep=bool(order.executor_phone))
    if order.executor_phone:
        _line(document, order.executor_phone, size=SMALL)


def _readers(document: Docx, order: OrderContent) -> None:
    title = _line(document, "Лист ознакомления с приказом", ALIGN.CENTER, bold=True, keep=True)
    title.paragraph_format.page_break_before = True
    _line(
        document,
        f"от {order.date or NO_DATE} № {order.number or NO_NUMBER}",
        ALIGN.CENTER,
        bold=True,
        after=14,
        keep=True,
    )
    _line(document, "С приказом ознакомлены:", after=8, keep=True)
    table = _grid(document, ("Фамилия, инициалы, должность", "Подпись", "Дата"), (50, 25, 25), WIDTH)
    for reader in order.readers:
        _reader(table, reader)


def _reader(table: Table, reader: Reader) -> None:
    row = table.add_row()
    _keep_whole(row)
    _fill(row.cells[0], f"{reader.name}, {reader.position}")


def _appendix(document: Docx, appendix: Appendix) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = reversed(PAPER)
    section.different_first_page_header_footer = False
    for text in (
        "Приложение",
        appendix.approval,
        appendix.by,
        f"от {appendix.date or NO_DATE} № {appendix.number or NO_NUMBER}",
    ):
        _line(document, text).paragraph_format.left_indent = Mm(165)
    _line(document, appendix.title, ALIGN.CENTER, bold=True, before=16, after=12, keep=True)
    for part in appendix.parts:
        _part(document, part)
    _line(document, "", size=Pt(6), keep=True)
    titles = tuple(column.title for column in appendix.columns)
    table = _grid(document, titles, tuple(column.width_percent for column in appendix.columns), WIDE)
    for row in appendix.rows:
        _row(table, row)


def _part(document: Docx, part: Part) -> None:
    paragraph = _line(document, f"{part.heading}: ", bold=True, after=4, size=Pt(13))
    if len(part.items) == 1:
        run = paragraph.add_run(_clean(part.items[0]))
        run.font.size = Pt(13)
        return
    paragraph.paragraph_format.keep_with_next = True
    for number, item in enumerate(part.items, 1):
        _line(document, f"{number}. {item}", size=Pt(13), after=2).paragraph_format.left_indent = Mm(8)


def _row(table: Table, row: Row) -> None:
    line = table.add_row()
    if not row.is_tall:
        _keep_whole(line)
    if row.is_section:
        merged = line.cells[0].merge(line.cells[-1])
        _fill(merged, row.cells[0], bold=True, align=ALIGN.CENTER)
        merged.paragraphs[0].paragraph_format.keep_with_next = True
        return
    for cell, text in zip(line.cells, row.cells, strict=True):
        _fill(cell, text)


def _grid(document: Docx, titles: tuple[str, ...], percents: tuple[int, ...], width: int) -> Table:
    """A ruled table with fixed columns whose head is repeated on every page."""
    table = document.add_table(rows=1, cols=len(titles), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, percent in zip(table.columns, percents, strict=True):
        column.width = int(width * percent / 100)
    head = table.rows[0]
    _keep_whole(head)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, title in zip(head.cells, titles, strict=True):
        _fill(cell, title, bold=True, align=ALIGN.CENTER)
    return table


def _keep_whole(row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fill(cell, text: str, *, bold: bool = False, align=None) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    run = paragraph.add_run(_clean(text))
    run.font.size, run.bold = GRID, bold


def _pair(document: Docx, left: str, right: str, *, keep: bool = False) -> None:
    """Two texts at both edges of one line."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, text, align, width in zip(
        table.rows[0].cells, (left, right), (ALIGN.LEFT, ALIGN.RIGHT), (110, 60), strict=True
    ):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        paragraph.alignment, paragraph.paragraph_format.keep_with_next = align, keep
        paragraph.add_run(_clean(text))


def _indented(document: Docx, text: str) -> Paragraph:
    paragraph = _line(document, text, ALIGN.JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Mm(12.5)
    paragraph.paragraph_format.widow_control = True
    return paragraph


def _line(document: Docx, text: str, align=None, *, bold=False, before=0, after=0, size=BODY, keep=False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    spacing = paragraph.paragraph_format
    spacing.space_before, spacing.space_after, spacing.keep_with_next = Pt(before), Pt(after), keep
    run = paragraph.add_run(_clean(text))
    run.bold, run.font.size = bold, size
    return paragraph


def _clean(text: str) -> str:
    """XML knows no control characters."""
    return CONTROL.sub("", text)
