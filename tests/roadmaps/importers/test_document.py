"""Whole documents: every kind of file gives the same reading, and a file without a roadmap says so."""

import datetime as dt
import json
from contextlib import suppress
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from config.uploads import UploadRefused
from roadmaps.importers import NoRoadmapTable, ReadIndicator, RoadmapReading, read_document
from roadmaps.importers.blocks import Grid, Paragraph, Row
from roadmaps.importers.document import read_blocks, rearranged
from tests.roadmaps.importers.documents import (
    HEADING,
    ROWS,
    STAMP,
    TEXT,
    TITLE,
    add_table,
    as_docx,
    as_txt,
    as_xlsx,
    read,
    read_table,
    saved,
)

FILES = {
    "карта.docx": as_docx(*TEXT, [HEADING, *ROWS]),
    "карта.xlsx": as_xlsx(*TEXT, [HEADING, *ROWS]),
    "карта.txt": as_txt(*TEXT, [HEADING, *ROWS]),
    "КАРТА.TXT": as_txt(*TEXT, [HEADING, *ROWS], encoding="cp1251"),
    "utf-16.txt": as_txt(*TEXT, [HEADING, *ROWS], encoding="utf-16"),
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_reading(name):
    reading = read(FILES[name], name)
    assert (reading.order.number, reading.order.date) == ("212-ОД", dt.date(2026, 9, 14))
    assert (reading.order.city, reading.order.signer) == ("Ключи", "Листьев П.Р.")
    assert reading.order.signer_position == "Начальник отдела образования"
    assert reading.order.clauses == 3
    assert (reading.stamp.number, reading.stamp.date) == ("212-ОД", dt.date(2026, 9, 14))
    assert reading.title == TITLE
    assert reading.goal == "вывести две школы в устойчивый режим работы."
    assert reading.tasks == ("помочь учителям", "обновить оборудование.")
    assert reading.target_groups == ("ученики и родители", "учителя.")
    assert reading.expected_results == ("Школы работают по своим планам.",)
    assert [indicator.target for indicator in reading.indicators] == ["80 %", "не менее 2", ""]
    assert reading.indicators[0].text == "Доля обученных учителей"
    assert reading.period == (dt.date(2026, 9, 1), dt.date(2027, 8, 31))
    assert [column.key for column in reading.columns] == ["number", "activity", "deadline", "responsible", "result"]
    assert [(section.title, len(section.activities)) for section in reading.sections] == [
        ("Подготовка", 2),
        ("Работа", 2),
    ]
    assert [activity.number for activity in reading.activities] == ["1.", "2.", "4.", "5."]
    assert reading.table_doubts == ("Нет строк с номерами: 3.",)
    assert reading.doubts == reading.unplaced == ()


def test_each_activity_knows_its_row_in_the_source():
    reading = read(FILES["карта.docx"])
    last = reading.activities[-1]
    assert reading.source[last.source[0]].cells == tuple(ROWS[-1])
    assert reading.source[reading.heading[0]].cells == tuple(HEADING)


@pytest.mark.parametrize("name", FILES)
def test_a_reading_survives_json(name):
    reading = read(FILES[name], name)
    assert RoadmapReading.from_dict(json.loads(json.dumps(reading.as_dict()))) == reading


def test_columns_named_by_a_person_are_read_anew():
    reading = read(FILES["карта.docx"])
    keys = ["number", "activity", "deadline", "other", "output_document"]
    again = rearranged(reading, keys)
    assert again.activities[0].output_documents == ("Приказ",)
    assert again.activities[0].extra == (("Ответственные", "Листьев П.Р."),)
    assert again.title == reading.title
    assert "ответственных" in again.table_doubts[-1]
    with pytest.raises(NoRoadmapTable):
        rearranged(reading, ["other"] * 5)


def test_tables_with_lines_between_them_are_one_roadmap_in_sections():
    content = as_docx("Подготовка к году", [HEADING, ROWS[1]], "Работа в школах", [HEADING, ROWS[4]])
    reading = read(content)
    assert [(section.title, len(section.activities)) for section in reading.sections] == [
        ("", 1),
        ("Работа в школах", 1),
    ]


def test_a_table_that_goes_on_without_its_heading_is_one_roadmap():
    reading = read(as_docx(TITLE, [HEADING, *ROWS[:3]], "2", ROWS[3:]))
    assert [activity.number for activity in reading.activities] == ["1.", "2.", "4.", "5."]
    assert [section.title for section in reading.sections] == ["Подготовка", "Работа"]


def test_a_later_table_with_other_columns_is_read_in_the_order_of_the_first():
    turned = [HEADING[:1] + HEADING[:0:-1], ["7", "Справка", "Листьев П.Р.", "май 2027 г.", "Обобщить опыт"]]
    last = read(as_docx([HEADING, *ROWS], "Итоги", turned)).activities[-1]
    assert (last.text, last.deadline_text, last.result) == ("Обобщить опыт", "май 2027 г.", "Справка")


def test_of_two_annexes_the_one_called_a_roadmap_is_read():
    other = [[str(count), f"Проверочная работа {count}", "май", "школы", "Отчёт"] for count in range(1, 30)]
    content = as_docx("Приложение 1", "График проверок", [HEADING, *other], *STAMP, TITLE, [HEADING, *ROWS])
    assert len(read(content).activities) == 4


def test_parts_below_the_table_are_read_too():
    reading = read(as_docx(TITLE, [HEADING, *ROWS], "Ожидаемые результаты:", "1) выросли оценки;", "2) есть план."))
    assert reading.expected_results == ("выросли оценки", "есть план.")


def test_a_passport_in_a_table_and_a_stamp_in_a_table_are_read():
    passport = [
        ["Цель", "Помочь школам"],
        ["Задачи", "1) учить;\n2) снабжать."],
        ["Сроки реализации", "2026–2028 годы"],
    ]
    stamp = [["", "УТВЕРЖДЕНА\nприказом отдела\nот 01.02.2026 № 7"]]
    reading = read(as_docx(stamp, TITLE, passport, [HEADING, *ROWS]))
    assert (reading.stamp.number, reading.stamp.date) == ("7", dt.date(2026, 2, 1))
    assert (reading.order.number, reading.goal, reading.tasks) == ("7", "Помочь школам", ("учить", "снабжать."))
    assert reading.period == (dt.date(2026, 1, 1), dt.date(2028, 12, 31))


def test_indicators_may_stand_in_a_table():
    table = [["№", "Показатель", "Базовое значение", "2026 г.", "2027 г."], ["1", "Доля школ", "10 %", "20 %", "40 %"]]
    reading = read(as_docx(TITLE, "Показатели:", table, [HEADING, *ROWS]))
    assert reading.indicators == (ReadIndicator("Доля школ", "2026 г.: 20 %; 2027 г.: 40 %"),)
    assert len(reading.activities) == 4


@pytest.mark.parametrize(
    ("title", "deadline", "period", "doubt"),
    [
        ("План мероприятий на 2026 год", "май", ("2026-01-01", "2026-12-31"), ""),
        ("План мероприятий на 2026 год", "январь 2027 г.", ("2026-01-01", "2027-01-31"), "Назван период"),
        ("План мероприятий на 2026 год", "май 2062 г.", ("2026-01-01", "2026-12-31"), ""),
        ("План мероприятий", "с марта 2026 года, итоги 10.06.2026", ("2026-03-01", "2026-06-10"), "взят по срокам"),
        ("План мероприятий", "постоянно", None, "не назван"),
    ],
)
def test_the_period_takes_in_deadlines_a_little_beyond_it(title, deadline, period, doubt):
    reading = read(as_docx(title, [HEADING, ["1", "Провести сбор", deadline, "школы", "Отчёт"]]))
    assert reading.period == (period and tuple(map(dt.date.fromisoformat, period)))
    assert doubt in "".join(reading.doubts)
    assert bool(doubt) == bool(reading.doubts)


@pytest.mark.parametrize(
    "content",
    [
        as_docx("Просто письмо без таблиц."),
        as_docx(TITLE, [["Фамилия", "Телефон"], ["Листьев", "12"]]),
        as_docx(TITLE, [HEADING]),
        as_docx(TITLE, [HEADING, ["", "", "", "", ""]]),
        as_docx([["Школа", "Мероприятия"], ["Первая", "Вторая"]]),
    ],
)
def test_a_file_without_a_roadmap_says_so(content):
    with pytest.raises(NoRoadmapTable, match="нет таблицы дорожной карты"):
        read(content)


def test_a_scan_is_called_a_scan():
    with pytest.raises(NoRoadmapTable, match="только картинка"):
        read(saved(Document()))
    with pytest.raises(NoRoadmapTable, match="только картинка"):
        read(b"\x89PNG\r\n\x1a\n" + bytes(40), "скан.png")
    with pytest.raises(UploadRefused, match="DOCX"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "карта.doc")


def picture() -> BytesIO:
    drawn = BytesIO()
    Image.new("RGB", (40, 40)).save(drawn, "PNG")
    drawn.seek(0)
    return drawn


def test_a_table_put_in_as_a_picture_is_called_a_scan():
    word = Document()
    word.add_paragraph(TITLE)
    word.add_picture(picture())
    with pytest.raises(NoRoadmapTable, match="это скан"):
        read(saved(word))
    drawn = BytesIO()
    Image.open(picture()).save(drawn, "PDF")
    with pytest.raises(NoRoadmapTable, match="Это скан"):
        read(drawn.getvalue(), "карта.pdf")


def test_a_picture_beside_the_table_does_no_harm():
    word = Document()
    word.add_picture(picture())
    add_table(word, [HEADING, *ROWS])
    assert len(read(saved(word)).activities) == 4


def test_a_plan_by_months_takes_its_deadlines_from_the_section_titles():
    reading = read_table(["№", "Мероприятие", "Ответственный"], ["Октябрь 2026"], ["1", "Семинар", "методист"])
    activity = reading.activities[0]
    assert activity.deadline_text == "Октябрь 2026"
    assert "Срок взят из заголовка раздела." in activity.doubts


def test_sheets_of_a_book_are_sections_and_a_hidden_one_is_not_read():
    book = Workbook()
    for name in ("Осень", "Весна", "Черновик"):
        sheet = book.create_sheet(name)
        sheet.append(HEADING)
        sheet.append(["1", f"Дело: {name}", "май", "школы", "Отчёт"])
    book.remove(book.worksheets[0])
    book["Черновик"].sheet_state = "hidden"
    reading = read(saved(book), "карта.xlsx")
    assert [(section.title, section.activities[0].text) for section in reading.sections] == [
        ("", "Дело: Осень"),
        ("Весна", "Дело: Весна"),
    ]


cells = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["№", "1.", "2.1", "IV", "Мероприятие", "Срок", "май 2026", "2026 г.", "Иванов И.И.", "х", "«нет", ""]
    ),
)
rows = st.builds(Row, st.lists(cells, min_size=1, max_size=6).map(tuple), st.text(".<^", max_size=6))
blocks = st.one_of(
    st.builds(Paragraph, st.one_of(cells, st.sampled_from([*TEXT, "Приложение 1"]))),
    st.lists(rows, max_size=8).map(Grid.of),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(blocks, max_size=8))
def test_any_blocks_give_a_reading_or_a_refusal(found):
    with suppress(NoRoadmapTable):
        reading = read_blocks(found)
        assert all(activity.text for activity in reading.activities)
        assert RoadmapReading.from_dict(json.loads(json.dumps(reading.as_dict()))) == reading


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=300).map(str.encode), st.binary(max_size=300)))
def test_any_text_file_gives_a_reading_or_a_refusal(content):
    for name in ("a.txt", "a.docx", "a.xlsx"):
        with suppress(NoRoadmapTable, UploadRefused):
            read_document(BytesIO(content), name)
