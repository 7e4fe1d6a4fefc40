"""An order as DOCX: the same content as the PDF, for those who work on in Word."""

from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from reports.builders.appendix import Appendix, Part
from reports.builders.order import Clause, OrderContent, Reader
from reports.renderers.docx_parts import (
    PAPER,
    SMALL,
    add_row,
    clean,
    fill,
    grid,
    keep_whole,
    line,
    page_number,
    set_face,
)

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
    set_face(document)
    properties = document.core_properties
    properties.author, properties.language = order.department[:255], "ru-RU"
    properties.title = f"Приказ от {order.date} № {order.number}" if order.number else "Проект приказа"
    section = document.sections[0]
    _margins(section)
    section.page_width, section.page_height = PAPER
    section.different_first_page_header_footer = True
    page_number(section.header.paragraphs[0])


def _margins(section: Section) -> None:
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = Mm(10)


def _head(document: Docx, order: OrderContent) -> None:
    line(document, order.department.upper(), ALIGN.CENTER, bold=True, after=14)
    line(document, "ПРИКАЗ", ALIGN.CENTER, bold=True, after=14, size=Pt(16))
    _pair(document, order.date or "«___» ______________ 20___ г.", f"№ {order.number or NO_NUMBER}")
    line(document, order.place, ALIGN.CENTER, before=10, after=20)
    line(document, order.heading, ALIGN.CENTER, bold=True, after=14, keep=True)


def _text(document: Docx, order: OrderContent) -> None:
    _indented(document, order.preamble)
    line(document, "ПРИКАЗЫВАЮ:", before=10, after=10, keep=True)
    for clause in order.leading:
        _clause(document, clause)


def _clause(document: Docx, clause: Clause) -> Paragraph:
    return _indented(document, f"{clause.number} {clause.text}")


def _closing(document: Docx, order: OrderContent) -> None:
    """The last clause, the signature and the executor stay on one page."""
    last = _clause(document, order.closing)
    last.paragraph_format.keep_with_next = last.paragraph_format.keep_together = True
    line(document, "", keep=True, after=20)
    _pair(document, order.signer_position, order.signer_name, keep=True)
    line(document, f"Исполнитель: {order.executor_name}", size=SMALL, before=34, keep=bool(order.executor_phone))
    if order.executor_phone:
        line(document, order.executor_phone, size=SMALL)


def _readers(document: Docx, order: OrderContent) -> None:
    title = line(document, "Лист ознакомления с приказом", ALIGN.CENTER, bold=True, keep=True)
    title.paragraph_format.page_break_before = True
    line(
        document,
        f"от {order.date or NO_DATE} № {order.number or NO_NUMBER}",
        ALIGN.CENTER,
        bold=True,
        after=14,
        keep=True,
    )
    line(document, "С приказом ознакомлены:", after=8, keep=True)
    table = grid(document, ("Фамилия, инициалы, должность", "Подпись", "Дата"), (50, 25, 25), WIDTH)
    for reader in order.readers:
        _reader(table, reader)


def _reader(table: Table, reader: Reader) -> None:
    row = table.add_row()
    keep_whole(row)
    fill(row.cells[0], f"{reader.name}, {reader.position}")


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
        line(document, text).paragraph_format.left_indent = Mm(165)
    line(document, appendix.title, ALIGN.CENTER, bold=True, before=16, after=12, keep=True)
    for part in appendix.parts:
        _part(document, part)
    line(document, "", size=Pt(6), keep=True)
    titles = tuple(column.title for column in appendix.columns)
    table = grid(document, titles, tuple(column.width_percent for column in appendix.columns), WIDE)
    for row in appendix.rows:
        add_row(table, row)


def _part(document: Docx, part: Part) -> None:
    paragraph = line(document, f"{part.heading}: ", bold=True, after=4, size=Pt(13))
    if len(part.items) == 1:
        run = paragraph.add_run(clean(part.items[0]))
        run.font.size = Pt(13)
        return
    paragraph.paragraph_format.keep_with_next = True
    for number, item in enumerate(part.items, 1):
        line(document, f"{number}. {item}", size=Pt(13), after=2).paragraph_format.left_indent = Mm(8)


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
        paragraph.add_run(clean(text))


def _indented(document: Docx, text: str) -> Paragraph:
    paragraph = line(document, text, ALIGN.JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Mm(12.5)
    paragraph.paragraph_format.widow_control = True
    return paragraph
