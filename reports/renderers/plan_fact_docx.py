"""Plan and fact as DOCX."""

from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from reports.builders.plan_fact import PlanFactContent
from reports.renderers.docx_parts import PAPER, add_row, grid, line, page_number, set_face

WIDE = Mm(265)  # between the margins
TEXT, CELL = Pt(11), Pt(9.5)


def render(content: PlanFactContent) -> bytes:
    """The whole table in landscape; its head repeats on every page."""
    document = Document()
    _prepare(document, content)
    line(document, content.department, ALIGN.CENTER, bold=True, size=TEXT, after=6)
    line(document, f"План-факт: {content.title}", ALIGN.CENTER, bold=True, size=Pt(14), after=6)
    line(document, f"{content.grounds}. Срок реализации: {content.period}", ALIGN.CENTER, size=TEXT, after=2)
    line(document, f"По состоянию на {content.as_of}. {content.summary}", ALIGN.CENTER, size=TEXT, after=8)
    titles = tuple(column.title for column in content.columns)
    table = grid(document, titles, tuple(column.width_percent for column in content.columns), WIDE, size=CELL)
    for row in content.rows:
        add_row(table, row, size=CELL)
    stored = BytesIO()
    document.save(stored)
    return stored.getvalue()


def _prepare(document, content: PlanFactContent) -> None:
    set_face(document, TEXT)
    properties = document.core_properties
    properties.author, properties.language = content.department[:255], "ru-RU"
    properties.title = f"План-факт: {content.title}"[:255]
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = reversed(PAPER)
    section.left_margin, section.right_margin = Mm(20), Mm(12)
    section.top_margin = section.bottom_margin = Mm(16)
    section.header_distance = Mm(8)
    section.different_first_page_header_footer = True
    page_number(section.header.paragraphs[0])
