"""PDF: paragraphs and tables come back from the lines of a page; what cannot be read is refused in words."""

import datetime as dt
import re
import shutil
import subprocess
import sys
import zlib
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from weasyprint import CSS, HTML

from config.uploads import PROTECTED, UploadRefused
from roadmaps.importers import NoRoadmapTable, RoadmapReading, read_document
from roadmaps.importers.blocks import Grid, Paragraph
from roadmaps.importers.pdf import read_pdf
from roadmaps.importers.pdf_lines import Line, Wording, link, put_together
from tests.roadmaps.importers.documents import HEADING, ROWS, TEXT, as_docx, read

SHARED = Path(__file__).resolve().parents[4] / "shared"
STATIC = Path(__file__).resolve().parents[3] / "static"
FACE = CSS(string=f"@font-face {{font-family: F; src: url(file://{STATIC}/fonts/LiberationSerif-Regular.ttf)}}")
STYLE = CSS(
    string="@page {size: A4; margin: 2cm} * {font: 12pt F} p {margin: 0 0 6pt}"
    " table {border-collapse: collapse; table-layout: fixed; width: 100%}"
    " td {border: 1px solid; padding: 3pt; vertical-align: top}"
)


def as_html(*blocks: str | list[list[str]]) -> str:
    return "".join(f"<p>{block}</p>" if isinstance(block, str) else table(block) for block in blocks)


def table(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    lines = ["".join(f"<td colspan={width if len(row) == 1 else 1}>{cell}</td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def printed(html: str, *styles: str) -> bytes:
    sheets = [FACE, STYLE, *(CSS(string=style) for style in styles)]
    return HTML(string=f"<html lang=ru><body>{html}").write_pdf(stylesheets=sheets)


def blocks(html: str, *styles: str) -> list:
    return read_pdf(BytesIO(printed(html, *styles)))


def cells_of(html: str, *styles: str) -> list[list[str]]:
    grid = next(block for block in blocks(html, *styles) if isinstance(block, Grid))
    return [list(row.cells) for row in grid.rows]


def plain(value) -> str:
    return " ".join(str(value).replace("\\n", " ").split())


def comparable(reading: RoadmapReading) -> dict:
    """A reading without what tells Word from PDF: where in the source a row stands."""
    data = reading.as_dict()
    for name in ("source", "heading"):
        data.pop(name)
    for section in data["sections"]:
        for activity in section["activities"]:
            activity.pop("source")
    return data


def test_a_document_says_the_same_in_pdf_as_in_word():
    content = [*TEXT, [HEADING, *ROWS]]
    pdf = comparable(read(printed(as_html(*content), "@page {size: A4 landscape}"), "карта.pdf"))
    word = comparable(read(as_docx(*content)))
    assert {key: plain(pdf[key]) for key in word} == {key: plain(word[key]) for key in word}
    assert len(pdf["sections"]) == 2


def test_a_paragraph_of_several_lines_is_one_and_a_new_one_is_new():
    long = "Первое предложение занимает больше одной строки, потому что слов в нём много и они идут одно за другим."
    found = [block.text for block in blocks(as_html(long, "Короткая строка", "и ещё одна", long))]
    assert found == [long, "Короткая строка", "и ещё одна", long]


def test_a_heading_repeated_on_every_page_is_one():
    rows = [[f"{number}.", f"Дело {number} " + "слово " * 40, "май 2027 г.", "школы"] for number in range(1, 13)]
    head = "<thead><tr>" + "".join(f"<td>{cell}</td>" for cell in HEADING[:4]) + "</tr></thead>"
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    content = printed(f"<table>{head}{body}</table>", "tr {break-inside: avoid}")
    assert len(PdfReader(BytesIO(content)).pages) > 2
    (grid,) = read_pdf(BytesIO(content))
    assert [list(row.cells) for row in grid.rows] == [HEADING[:4], *([cell.strip() for cell in row] for row in rows)]


def test_a_row_cut_by_a_page_break_is_one():
    text = "Провести " + "очень подробный разбор " * 60 + "уроков"
    rows = [[f"{number}.", text, "май 2027 г.", "школы"] for number in range(1, 5)]
    found = cells_of(table([HEADING[:4], *rows]))
    assert found == [HEADING[:4], *rows]


def test_a_cell_over_several_rows_is_shared():
    html = "<tr><td>№</td><td>Мероприятие</td><td>Срок</td></tr><tr><td>1</td><td>Сбор</td><td rowspan=2>май</td></tr>"
    (grid,) = blocks(f"<table>{html}<tr><td>2</td><td>Итог</td></tr></table>")
    assert [row.cells for row in grid.rows][1:] == [("1", "Сбор", "май"), ("2", "Итог", "май")]
    assert [row.merged for row in grid.rows][1:] == ["...", "..^"]


def test_a_cell_over_several_columns_is_the_title_of_a_section():
    (grid,) = blocks(table([HEADING, *ROWS]))
    assert grid.rows[1].cells == ("Подготовка",) * 5
    assert grid.rows[1].merged == ".<<<<"


def test_running_heads_and_numbers_of_pages_are_left_out():
    style = "@page {@top-center {content: 'Проект карты'} @bottom-center {content: counter(page)}}"
    found = blocks(
        "".join(f"<p>Абзац {number} стоит на своей странице</p>" for number in range(4)), style, "p {break-after: page}"
    )
    assert [block.text for block in found] == [f"Абзац {number} стоит на своей странице" for number in range(4)]


def test_letters_drawn_twice_to_look_bold_count_once():
    style = "p {position: absolute; top: 0}"
    assert [block.text for block in blocks("<p>Итоги</p><p>Итоги</p>", style)] == ["Итоги"]


WORDS = Wording(frozenset(["образовательных", "школа", "школа-куратор"]), keeps_blanks=True)
HYPHENATED = Wording(WORDS.words, is_hyphenated=True)


def line(text: str, right: float, *, first: float = 40, solid: bool | None = None) -> Line:
    is_solid = " " not in text.strip() if solid is None else solid
    return Line(text.strip(), 0, right, 0, 10, first, text.endswith(" "), is_solid)


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (line("школам ", 90), line("города", 30), "школам города"),
        (line("Анализ. ", 40), line("Отчёт", 30), "Анализ.\nОтчёт"),
        (line("Анализ", 40), line("итоги", 30), "Анализ\nитоги"),
        (line("Анализ ", 40), line("итогов", 30), "Анализ итогов"),
        (line("обучающихся и", 99), line("их родителей", 30), "обучающихся и их родителей"),
        (line("функционирую", 95), line("щих в", 30), "функционирующих в"),
        (line("образовательн", 99), line("ых школ", 30), "образовательных школ"),
        (line("образовательными", 99), line("результатами", 60), "образовательными результатами"),
        (line("Иванов", 99), line("а", 5), "Иванова"),
        (line("Петров,", 99), line("а также", 5), "Петров, а также"),
        (line("https://example.org/tre", 99), line("atments", 50), "https://example.org/treatments"),
        (line("школа-", 99), line("куратор", 50), "школа-куратор"),
        (line("мастер-", 99), line("классы", 50), "мастер-классы"),
        (line("образова-", 99), line("тельных", 50), "образовательных"),
        (line("образова\u00ad", 99), line("тельных", 50), "образовательных"),
        (line("сентябрь -", 99), line("октябрь", 50), "сентябрь - октябрь"),
        (line("школы; ", 99), line("- лицеи", 50, first=60), "школы; - лицеи"),
        (line("школы;", 99), line("- лицеи", 50, first=60), "школы;\n- лицеи"),
    ],
)
def test_what_stood_between_two_lines(above, below, joined):
    assert put_together(above.text, link(above, below, 100, WORDS), below.text, WORDS) == joined


@pytest.mark.parametrize(
    ("head", "tail", "joined"),
    [
        ("разно-", "образных", "разно-образных"),
        ("методиче-", "ских", "методиче-ских"),
        ("социаль-", "ных", "социальных"),
        ("школа-", "лидер", "школа-лидер"),
    ],
)
def test_a_hyphen_of_a_line_end_in_a_document_that_divides_words(head, tail, joined):
    assert put_together(head, "", tail, HYPHENATED) == joined


def refused(content: bytes) -> str:
    with pytest.raises((NoRoadmapTable, UploadRefused)) as refusal:
        read(content, "карта.pdf")
    return str(refusal.value)


def with_stream(packed: bytes, filters: str = "/FlateDecode") -> bytes:
    """A PDF of one page with this content."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources 6 0 R >>",
        f"<< /Length {len(packed)} /Filter [{filters}] >>\nstream\n".encode() + packed + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F 5 0 R >> >>",
    ]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + b"xref\n0 7\n0000000000 65535 f \n%strailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table, len(content),
    )  # fmt: skip


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(printed(table([HEADING, *ROWS]))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_password_is_named_and_one_that_only_forbids_changes_does_not_matter():
    assert refused(encrypted("secret")) == PROTECTED
    assert len(read(encrypted(""), "карта.pdf").activities) == 4


def test_a_scan_is_called_a_scan():
    writer = PdfWriter()
    writer.add_blank_page(600, 800)
    target = BytesIO()
    writer.write(target)
    assert "Это скан" in refused(target.getvalue())


def test_a_scan_behind_a_page_of_text_is_told():
    picture = BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PDF")
    writer = PdfWriter(clone_from=BytesIO(printed("<p>Приказ об утверждении дорожной карты")))
    writer.append(picture)
    target = BytesIO()
    writer.write(target)
    assert "это скан" in refused(target.getvalue())


def test_a_table_without_lines_is_told():
    assert "по линиям" in refused(printed("<p>Мероприятие Срок<p>Семинар май"))


def test_letters_with_wrong_names_are_no_text():
    assert "не читается" in refused(printed("<p>" + "Ïëàí ìåðîïðèÿòèé ïî ïîääåðæêå øêîë " * 9))


def test_too_many_pages_are_refused():
    writer = PdfWriter()
    for _ in range(3000):
        writer.add_blank_page(600, 800)
    target = BytesIO()
    writer.write(target)
    assert "больше 60 страниц" in refused(target.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + bytes(range(256)) * 40,
        printed("<p>Текст")[:900],
        with_stream(b"no stream at all").replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
    ],
    ids=["only a head", "noise", "cut", "a loop"],
)
def test_a_broken_file_is_called_damaged(content):
    assert "повреждён" in refused(content) or "Это скан" in refused(content)


@pytest.mark.parametrize(
    "content",
    [
        with_stream(zlib.compress(b" " * 600_000_000, 9)),
        with_stream(zlib.compress(zlib.compress(bytes(900_000_000), 9), 9), "/FlateDecode /FlateDecode"),
        with_stream(zlib.compress(b"BT /F 9 Tf (abcdefghij) Tj ET\n" * 900_000, 9)),
        with_stream(zlib.compress(b"0 0 m 500 %d l S\n" % 7 * 900_000, 9)),
        with_stream(zlib.compress(b"q " * 9_000_000, 9)),
    ],
    ids=["blanks", "packed twice", "letters", "lines", "states"],
)
def test_a_file_that_unpacks_to_too_much_is_given_up(content):
    assert len(content) < 3_000_000
    assert re.search("слишком|Это скан", refused(content))


OFFICE = shutil.which("soffice")
REAL = sorted((SHARED / "inputs").glob("*.docx")) if OFFICE else []
LOST_ON_PAPER = {"kharovsk-2022": 1}  # cells whose words stand behind the edge of the printed page


@pytest.mark.parametrize("path", REAL or [None], ids=lambda path: path.stem if path else "none at hand")
def test_a_printed_document_says_what_its_original_says(path, tmp_path):
    if path is None:
        sys.stderr.write(f"No soffice, or no documents in {SHARED}: printing was not compared.\n")
        return
    profile = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    readings = []
    for file in (path, tmp_path / f"{path.stem}.pdf"):
        with file.open("rb") as opened:
            try:
                readings.append(comparable(read_document(opened, file.name)))
            except NoRoadmapTable:
                readings.append({"sections": []})
    word, pdf = readings
    assert {key: plain(pdf[key]) for key in word if key != "sections"} == {
        key: plain(word[key]) for key in word if key != "sections"
    }
    assert [section["title"] for section in pdf["sections"]] == [section["title"] for section in word["sections"]]
    differing = [
        (cell, other)
        for section, its in zip(word["sections"], pdf["sections"], strict=True)
        for row, its_row in zip_longest(section["activities"], its["activities"], fillvalue={})
        for cell, other in ((plain(row.get(key)), plain(its_row.get(key))) for key in row)
        if cell != other
    ]
    assert len(differing) <= LOST_ON_PAPER.get(path.stem, 0), differing


def test_the_period_of_a_printed_document_is_found():
    reading = read(printed(as_html(*TEXT, [HEADING, *ROWS])), "карта.pdf")
    assert reading.order.date == dt.date(2026, 9, 14)
    assert isinstance(read_pdf(BytesIO(printed("<p>Текст")))[0], Paragraph)
