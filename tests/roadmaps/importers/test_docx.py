"""Word: what stands on the page is read, what was deleted or is hidden is not; a hidden row is, with a doubt."""

from copy import deepcopy
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from roadmaps.importers.blocks import Grid, Paragraph
from roadmaps.importers.docx import read_docx
from roadmaps.importers.errors import NoRoadmapTable
from roadmaps.importers.reading import RoadmapReading
from tests.roadmaps.importers.documents import HEADING, ROWS, add_table, as_docx, read, saved


def blocks_of(document) -> list:
    return read_docx(BytesIO(saved(document)))


def with_body(xml: str) -> list:
    """Blocks of a document whose body is this XML."""
    document = Document()
    for element in parse_xml(f"<w:body {nsdecls('w')} xmlns:mc='urn:mc' xmlns:x='urn:x'>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    return blocks_of(document)


def texts(blocks: list) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


RUN = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:p><w:ins>{new}</w:ins><w:del><w:r><w:delText>старое</w:delText></w:r></w:del></w:p>", ["новое"]),
        ("<w:p><w:moveFrom>{new}</w:moveFrom></w:p><w:p><w:moveTo>{new}</w:moveTo></w:p>", ["", "новое"]),
        ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{new}</w:p><w:p>{new}</w:p>", ["новоеновое"]),
        ("<w:p><w:hyperlink>{new}</w:hyperlink><w:smartTag>{new}</w:smartTag></w:p>", ["новоеновое"]),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:p>{new}</w:p></w:sdtContent></w:sdt>", ["новое"]),
        ("<w:p><w:sdt><w:sdtContent>{new}</w:sdtContent></w:sdt></w:p>", ["новое"]),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>тайна</w:t></w:r>{new}</w:p>", ["новое"]),
        ("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>не тайна</w:t></w:r></w:p>", ["не тайна"]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{new}</w:p>", ["новое"]),
        (
            "<w:p><w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t><w:noBreakHyphen/><w:t>г</w:t></w:r></w:p>",
            ["а б\nв-г"],
        ),
        (
            "<w:p>{new}<mc:AlternateContent><mc:Choice><w:r><x:box><w:txbxContent><w:p>{new}</w:p></w:txbxContent></x:box>"
            "</w:r></mc:Choice><mc:Fallback><w:r><w:pict><w:txbxContent><w:p>{new}</w:p></w:txbxContent></w:pict></w:r>"
            "</mc:Fallback></mc:AlternateContent></w:p>",
            ["новое", "новое"],
        ),
    ],
)
def test_the_text_on_the_page_is_read(xml, expected):
    assert texts(with_body(xml.replace("{new}", RUN.format("новое")))) == expected


def hide(row, *, mark: bool) -> None:
    """Hide a row of a table as Word does (a mark of the row), or by hiding all that is written in it."""
    if mark:
        row._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))
        return
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.font.hidden = True


@pytest.mark.parametrize("mark", [True, False])
def test_a_hidden_row_is_read_and_asked_about(mark):
    document = Document()
    table = add_table(document, [HEADING, *ROWS[1:3]])
    before = read(saved(document)).activities
    hide(table.rows[2], mark=mark)
    reading = read(saved(document))
    first, second = reading.activities
    assert (first, second.text) == (before[0], before[1].text)
    assert second.doubts == ("Строка была скрыта в документе.", *before[1].doubts)
    assert RoadmapReading.from_dict(reading.as_dict()) == reading


def test_a_hidden_word_of_a_row_that_is_seen_is_not_read():
    document = Document()
    table = add_table(document, [HEADING, *ROWS[1:3]])
    table.cell(1, 1).paragraphs[0].add_run(" тайна").font.hidden = True
    first = read(saved(document)).activities[0]
    assert "тайна" not in first.text
    assert "Строка была скрыта в документе." not in first.doubts


def test_a_table_that_is_hidden_as_a_whole_is_not_read():
    document = Document()
    add_table(document, [HEADING, *ROWS[1:3]])
    for row in add_table(document, [HEADING, *ROWS[1:3]]).rows:
        hide(row, mark=False)
    assert len(read(saved(document)).activities) == 2


def test_merged_cells_share_their_text():
    document = Document()
    table = add_table(document, [HEADING, *ROWS[1:3]])
    table.cell(1, 2).merge(table.cell(2, 2)).text = "май 2027 г."
    table.cell(1, 4).merge(table.cell(2, 4)).text = "Приказ"
    first, second = read(saved(document)).activities
    assert (first.deadline_text, second.deadline_text) == ("май 2027 г.", "май 2027 г.")
    assert (first.result, second.result) == ("Приказ", "Приказ")
    assert second.doubts == ("Общая ячейка с предыдущей строкой: «Срок исполнения», «Ожидаемый результат».",)
    assert first.doubts == ()


def test_a_deleted_row_is_gone_and_an_inserted_one_counts():
    document = Document()
    table = add_table(document, [HEADING, *ROWS[1:3]])
    for row, change in ((1, "w:del"), (2, "w:ins")):
        properties = table.rows[row]._tr.get_or_add_trPr()
        properties.append(OxmlElement(change))
    assert [activity.number for activity in read(saved(document)).activities] == ["2."]


def test_rows_with_other_borders_fall_into_the_columns_of_the_heading():
    row = "<w:tr>{}</w:tr>"
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='{}'/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    lines = [
        [(1, "№"), (3, "Мероприятие"), (2, "Срок")],
        [(1, "1"), (2, "Семинар"), (3, "май")],
        [(6, "Раздел")],
        [(1, "2"), (5, "Слёт (срок не назван)")],
        [(1, "3"), (3, "Сбор"), (1, "май,"), (1, "июнь")],
    ]
    table = "<w:tbl>" + "".join(row.format("".join(cell.format(*one) for one in line)) for line in lines) + "</w:tbl>"
    grid = next(block for block in with_body(table) if isinstance(block, Grid))
    assert [row.cells for row in grid.rows] == [
        ("№", "Мероприятие", "Срок"),
        ("1", "Семинар", "май"),
        ("Раздел", "Раздел", "Раздел"),
        ("2", "Слёт (срок не назван)", "Слёт (срок не назван)"),
        ("3", "Сбор", "май,\nиюнь"),
    ]
    assert [row.merged for row in grid.rows] == ["...", "...", ".<<", "..<", "..."]


def test_a_row_may_begin_behind_the_first_column():
    table = (
        "<w:tbl><w:tr>{a}{b}{c}</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{b}{c}</w:tr></w:tbl>".replace(
            "{a}", "<w:tc><w:p><w:r><w:t>№</w:t></w:r></w:p></w:tc>"
        )
        .replace("{b}", "<w:tc><w:p><w:r><w:t>Дело</w:t></w:r></w:p></w:tc>")
        .replace("{c}", "<w:tc><w:p><w:r><w:t>Срок</w:t></w:r></w:p></w:tc>")
    )
    grid = next(block for block in with_body(table) if isinstance(block, Grid))
    assert [row.cells for row in grid.rows] == [("№", "Дело", "Срок"), ("", "Дело", "Срок")]


def test_automatic_numbers_are_read():
    document = Document()
    rows = [["", *row[1:]] for row in ROWS if len(row) > 1]
    table = add_table(document, [HEADING, *rows])
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].style = "List Number"
    document.add_paragraph("Задача", style="List Bullet")
    content = saved(document)
    assert [activity.number for activity in read(content).activities] == ["1.", "2.", "3.", "4."]
    assert texts(read_docx(BytesIO(content)))[-1] == "– Задача"


def test_a_roadmap_in_the_cell_of_a_layout_table_is_found():
    document = Document()
    outer = document.add_table(rows=1, cols=1).cell(0, 0)
    outer.text = "Дорожная карта на 2026 год"
    inner = add_table(document, [HEADING, *ROWS])
    outer._tc.append(deepcopy(inner._tbl))
    outer.add_paragraph()
    inner._tbl.getparent().remove(inner._tbl)
    assert [activity.number for activity in read(saved(document)).activities] == ["1.", "2.", "4.", "5."]


def test_a_small_table_in_a_cell_is_a_part_of_its_text():
    document = Document()
    table = add_table(document, [HEADING, *ROWS])
    cell = table.cell(2, 4)
    inner = cell.add_table(rows=2, cols=2)
    for index, text in enumerate(("Школа", "Уроков", "Первая", "4")):
        inner.cell(index // 2, index % 2).text = text
    reading = read(saved(document))
    assert reading.activities[0].result == "Приказ Школа Уроков Первая 4"
    assert len(reading.activities) == 4


def test_the_heading_repeated_on_each_page_is_no_activity():
    numbers = [str(place) for place in range(1, 6)]
    reading = read(as_docx([HEADING, numbers, *ROWS[:3], HEADING, numbers, *ROWS[3:]]))
    assert [activity.number for activity in reading.activities] == ["1.", "2.", "4.", "5."]


def rewritten(content: bytes, part: str, text: str) -> BytesIO:
    """The file with one part replaced, None to leave it out."""
    result = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(result, "w", 8) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        if text is not None:
            target.writestr(part, text)
    return result


@pytest.mark.parametrize("text", [None, "<w:document", "не XML вовсе"])
def test_a_damaged_document_says_so(text):
    with pytest.raises(NoRoadmapTable, match="повреждён"):
        read_docx(rewritten(as_docx("текст"), "word/document.xml", text))


@pytest.mark.parametrize(
    "body",
    [
        "<w:p/>" * 400_000,
        "<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 5_001 + "</w:tbl>",
        "<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 10_000 + "</w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc>" * 8 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 8,
    ],
)
def test_a_document_out_of_proportion_is_refused(body):
    text = f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>"
    with pytest.raises(NoRoadmapTable, match="слишком много"):
        read_docx(rewritten(as_docx("текст"), "word/document.xml", text))


def test_the_main_part_may_have_another_name():
    content = as_docx("текст")
    with ZipFile(BytesIO(content)) as archive:
        relations = archive.read("_rels/.rels").decode().replace("word/document.xml", "word/document2.xml")
        body = archive.read("word/document.xml").decode()
    moved = rewritten(rewritten(content, "_rels/.rels", relations).getvalue(), "word/document.xml", None)
    assert texts(read_docx(rewritten(moved.getvalue(), "word/document2.xml", body))) == ["текст"]
