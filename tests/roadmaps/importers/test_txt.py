"""Plain text: encodings, tables with a tab between cells, tables with one cell a line."""

from io import BytesIO

import pytest

from config.encodings import decode
from roadmaps.importers.blocks import Grid, Paragraph
from roadmaps.importers.errors import NoRoadmapTable
from roadmaps.importers.txt import read_txt
from tests.roadmaps.importers.documents import HEADING, ROWS, TEXT, as_txt, read

CELL_A_LINE = """План мероприятий на 2026 год

\t№
п/п
\tМероприятие
\tСрок
\tОтветственный

\tИтог

\tПодготовка

\t1
\tСоздать группу
для работы
\tмай 2026 г.
\tОтдел
Школы
\tПриказ

\t2
\tСобрать данные:
- об уроках;
- о книгах.
\tиюнь
2026 г.
\tШколы

\t12

\tРабота

\t3
\tПровести слёт
\tиюль 2026 г.
\tШколы
\tОтчёт

Исполнитель: Листьев П.Р.
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le"])
def test_russian_text_is_decoded(encoding):
    content = "Срок — май, «школы» №1 ёж".encode(encoding)
    assert decode(b"\xff\xfe" + content if encoding == "utf-16-le" else content) == "Срок — май, «школы» №1 ёж"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_russian_text_in_utf_16_needs_no_mark(encoding):
    content = as_txt(*TEXT, [HEADING, *ROWS], encoding=encoding)
    assert read(content, "а.txt") == read(as_txt(*TEXT, [HEADING, *ROWS]), "а.txt")


@pytest.mark.parametrize("text", ["Срок - май, школы №1 ёж", "СРОК и МЕСТО", "abc 123"])
def test_old_encodings_are_told_apart_by_their_letters(text):
    assert decode(text.encode("cp866")) == text
    assert decode(text.encode("cp1251")) == text


def test_one_cell_a_line_is_cut_into_rows_by_their_numbers():
    reading = read(CELL_A_LINE.encode(), "а.txt")
    assert [(section.title, len(section.activities)) for section in reading.sections] == [
        ("Подготовка", 2),
        ("Работа", 1),
    ]
    first, second, third = reading.activities
    assert (first.number, first.text) == ("1", "Создать группу для работы")
    assert first.responsible_text == "Отдел\nШколы"
    assert second.text == "Собрать данные:\n- об уроках;\n- о книгах."
    assert (second.deadline_text, second.result) == ("июнь\n2026 г.", "12")
    assert third.result == "Отчёт"
    assert reading.unplaced == ("Исполнитель: Листьев П.Р.",)


def test_a_blank_line_in_a_table_with_tabs_is_a_page_break():
    content = "№\tМероприятие\tСрок\n1\tСлёт школ с низкими\tмай\n\n\tрезультатами\t\n\n2\tСбор\tиюнь\n\nконец"
    grid, last = read_txt(BytesIO(content.encode()))
    assert isinstance(grid, Grid)
    assert last == Paragraph("конец")
    reading = read(content.encode(), "а.txt")
    assert [activity.text for activity in reading.activities] == ["Слёт школ с низкими результатами", "Сбор"]


def test_marks_of_emphasis_are_not_wording():
    assert read_txt(BytesIO("**О плане\nна год**".encode())) == [Paragraph("О плане"), Paragraph("на год")]


@pytest.mark.parametrize("content", [b"a\n" * 60_000, b"\t".join([b"x"] * 10_000), b"x" * (6 * 1024 * 1024)])
def test_a_text_out_of_proportion_is_refused(content):
    with pytest.raises(NoRoadmapTable, match="слишком много"):
        read_txt(BytesIO(content))
