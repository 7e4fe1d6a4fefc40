"""Page, PDF, DOCX and XLSX say the same; paper looks as the norm asks."""

import re
from collections import Counter
from datetime import date
from html import unescape
from io import BytesIO

import docx
import pypdf
import pytest
from django.template.loader import render_to_string
from django.utils.formats import localize
from openpyxl import load_workbook

from reports.builders import semester
from reports.builders.order import build
from reports.models import Order
from reports.renderers import order_docx, order_pdf, semester_pdf, semester_xlsx
from tests.reports.factories import ActivityFactory, OrderFactory, SectionFactory, head_of
from tests.reports.half_year import AS_OF, make_half_year
from tests.schools.factories import SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 25)
NUMBER = re.compile(r"\d+(?:,\d+)?")
A4 = (595, 842)


def plain(text: str) -> str:
    return " ".join(text.replace("\u2060", "").split())


def squeezed(text: str) -> str:
    """Without blanks: where a line breaks says nothing about the words."""
    return re.sub(r"\s+", "", text.replace("\u2060", ""))


def words_of(html: str) -> str:
    """What a reader sees; the end of a cell ends a word."""
    return unescape(re.sub(r"<[^>]+>", " ", html))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page without its number, which every page has but the first."""
    texts = [page.extract_text().strip() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    return [texts[0], *(_without(text, f"{number}") for number, text in enumerate(texts[1:], 2))]


def _without(text: str, number: str) -> str:
    assert number in (text.split("\n")[0].strip(), text.split("\n")[-1].strip())
    return text.removeprefix(number) if text.split("\n")[0].strip() == number else text.removesuffix(number)


@pytest.fixture
def content():
    section = SectionFactory(title="Работа с кадрами")
    ActivityFactory.create_batch(45, section=section)
    town = section.municipality
    head_of(town)
    status = SupportStatusFactory(school__municipality=town)
    UserFactory(municipality=town, role="director", school=status.school, position="Директор школы")
    order = OrderFactory(municipality=town, roadmap=section.roadmap, kind=Order.Kind.APPROVE_ROADMAP)
    order.number, order.signed_on = "148-1/О", DAY
    return build(order, as_of=DAY)


def test_the_order_is_on_paper_as_the_norm_asks(content):
    pdf = order_pdf.render(content)
    reader = pypdf.PdfReader(BytesIO(pdf))
    pages = pages_of(pdf)
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages]
    assert sizes[:2] == [A4, A4]  # the order and the sheet for its readers
    assert set(sizes[2:]) == {(A4[1], A4[0])}  # the appendix lies
    assert len(pages) > 4
    assert "ПРИКАЗЫВАЮ:" in pages[0]
    assert "С приказом ознакомлены" in pages[1]
    assert "УТВЕРЖДЕНА" in pages[2]
    assert "от 25.09.2026 № 148-1/О" in plain(pages[2])
    assert all("Мероприятие" in page and "Ответственные" in page for page in pages[3:])
    assert {font["/BaseFont"].split("+")[1].split("-")[0] for font in fonts(reader)} == {"Liberation"}


def fonts(reader):
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            yield font.get_object()


def test_the_page_the_pdf_and_the_docx_of_an_order_have_the_same_words(content):
    page = squeezed(words_of(render_to_string("reports/_order_paper.html", {"order": content})))
    pdf = squeezed("".join(pages_of(order_pdf.render(content))))
    document = docx.Document(BytesIO(order_docx.render(content)))
    cells = (cell.text for one in document.tables for row in one.rows for cell in row.cells)
    word = squeezed("".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))
    for row in content.appendices[0].rows:
        for cell in row.cells:
            assert squeezed(cell) in page
            assert squeezed(cell) in pdf
            assert squeezed(cell) in word
    for clause in content.clauses:
        assert all(squeezed(f"{clause.number} {clause.text}") in text for text in (page, pdf, word))


def test_the_docx_repeats_heads_keeps_rows_whole_and_lies(content):
    document = docx.Document(BytesIO(order_docx.render(content)))
    xml = document.tables[-1]._tbl.xml
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == len(content.appendices[0].rows) + 1
    upright, lying = document.sections
    margins = (upright.left_margin, upright.right_margin, upright.top_margin, upright.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [30, 10, 20, 20]
    assert upright.different_first_page_header_footer
    assert lying.page_width > lying.page_height


def test_texts_cannot_break_the_markup():
    order = OrderFactory(heading="О <script>alert(1)</script> & \x0b «прочем»", clauses=["<b>Первый</b>"])
    content = build(order, as_of=DAY)
    assert "<script>alert(1)</script>" in plain("".join(pages_of(order_pdf.render(content))))
    assert docx.Document(BytesIO(order_docx.render(content)))


def test_page_pdf_and_workbook_of_the_semester_report_agree_on_every_number():
    period = make_half_year(schools=12)
    content = semester.build(period.municipality, period, as_of=AS_OF)
    page = words_of(render_to_string("reports/_semester_paper.html", {"report": content}))
    pdf = pages_of(semester_pdf.render(content))
    printed = Counter(NUMBER.findall(" ".join(pdf)))
    heading = Counter(
        NUMBER.findall(f"{content.department} {content.period} {content.starts_on} {content.ends_on} {content.as_of}")
    )
    assert printed - heading == Counter(NUMBER.findall(page))
    assert not heading - printed
    assert workbook(content) == [
        [tuple(column.title for column in table.columns), *table.rows, *([table.total] if table.total else [])]
        for table in (*content.tables, content.recommendations)
    ]


def workbook(content) -> list[list[tuple]]:
    book = load_workbook(BytesIO(semester_xlsx.render(content)))
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets[1:]]


def test_the_page_shows_every_cell_of_the_report():
    period = make_half_year(schools=2)
    content = semester.build(period.municipality, period, as_of=AS_OF)
    html = render_to_string("reports/_semester_paper.html", {"report": content})
    shown = [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", html)]
    cells = []
    for table in (*content.tables, content.recommendations):
        cells += [("—" if cell is None else str(localize(cell))) for row in table.rows for cell in row]
        cells += ["" if cell is None else str(localize(cell)) for cell in table.total]
    assert shown == cells


def test_a_text_that_looks_like_a_formula_stays_a_text():
    period = make_half_year(schools=1)
    period.municipality.schools.update(short_name="=1+1")
    content = semester.build(period.municipality, period, as_of=AS_OF)
    sheet = load_workbook(BytesIO(semester_xlsx.render(content))).worksheets[1]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
