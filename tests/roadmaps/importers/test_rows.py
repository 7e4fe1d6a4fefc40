"""Rows: sections, activities, and what a page break cut in two."""

import pytest

from tests.roadmaps.importers.documents import read_table

HEADING = ["№", "Мероприятие", "Срок", "Ответственный"]


def plan(*rows: list[str], heading: list[str] = HEADING) -> list[tuple[str, list[str]]]:
    """Section titles with the numbers and texts of their activities."""
    reading = read_table(heading, *rows)
    return [
        (section.title, [f"{activity.number} {activity.text}".strip() for activity in section.activities])
        for section in reading.sections
    ]


FIRST = ["1.", "Провести семинар", "май", "школы"]
SECOND = ["2.", "Собрать отчёты", "июнь", "школы"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # a section title is merged over the row, or stands alone in one of the first columns
        ([["Этап"], FIRST], [("Этап", ["1. Провести семинар"])]),
        ([["Этап", "", "", ""], FIRST], [("Этап", ["1. Провести семинар"])]),
        ([["", "Этап", "", ""], FIRST], [("Этап", ["1. Провести семинар"])]),
        ([FIRST, ["2 этап"], SECOND], [("", ["1. Провести семинар"]), ("2 этап", ["2. Собрать отчёты"])]),
        # a number with a title alone is a section only when the next number counts inside it
        ([["1.", "Кадры", "", ""], ["1.1", "Курсы", "май", ""]], [("1. Кадры", ["1.1 Курсы"])]),
        ([["I", "Кадры", "", ""], ["1", "Курсы", "май", ""]], [("I Кадры", ["1 Курсы"])]),
        ([["1.", "Курсы", "", ""], ["2.", "Слёт", "май", ""]], [("", ["1. Курсы", "2. Слёт"])]),
        ([["1.", "Курсы", "", ""], ["10.", "Слёт", "май", ""]], [("", ["1. Курсы", "10. Слёт"])]),
        # page breaks
        (
            [["1.", "Помочь школам с", "май", ""], ["", "низкими итогами", "", ""]],
            [("", ["1. Помочь школам с низкими итогами"])],
        ),
        ([["1.", "Семинар «Урок", "май", ""], ["", "Чтения»", "", ""]], [("", ["1. Семинар «Урок Чтения»"])]),
        ([["1.", "Курсы,", "май", ""], ["", "Слёт", "", ""]], [("", ["1. Курсы, Слёт"])]),
        ([["1.", "Назначить школу-", "май", ""], ["", "куратора", "", ""]], [("", ["1. Назначить школу-куратора"])]),
        ([FIRST, ["", "", "", "и отдел"]], [("", ["1. Провести семинар"])]),
        # a row without a number that begins anew is an activity of its own
        ([FIRST, ["", "Собрать отчёты", "июнь", "школы"]], [("", ["1. Провести семинар", "Собрать отчёты"])]),
        ([FIRST, ["", "сбор отчётов", "июнь", "школы"]], [("", ["1. Провести семинар", "сбор отчётов"])]),
        ([["1.", "Помочь", "май", ""], ["", "школам", "2026 г.", ""]], [("", ["1. Помочь школам"])]),
        # what is no row of the plan
        ([FIRST, ["", "", "", ""], SECOND], [("", ["1. Провести семинар", "2. Собрать отчёты"])]),
        ([FIRST, ["", "3", "", ""], SECOND], [("", ["1. Провести семинар", "2. Собрать отчёты"])]),
        ([["1", "2", "3", "4"], FIRST, HEADING, SECOND], [("", ["1. Провести семинар", "2. Собрать отчёты"])]),
        ([FIRST, ["3.", "", "", ""]], [("", ["1. Провести семинар"])]),
        # one row of years is the period, several are sections
        ([["2026–2028 гг."], FIRST], [("", ["1. Провести семинар"])]),
        (
            [["2026 год"], FIRST, ["2027 год"], SECOND],
            [("2026 год", ["1. Провести семинар"]), ("2027 год", ["2. Собрать отчёты"])],
        ),
        # numbers as written
        ([["п. 1)", "Слёт", "май", ""], ["1.10.", "Сбор", "май", ""]], [("", ["п. 1) Слёт", "1.10. Сбор"])]),
    ],
)
def test_rows_become_sections_and_activities(rows, expected):
    assert plan(*rows) == expected


def test_a_joined_row_says_so_and_knows_both_rows():
    reading = read_table(HEADING, ["1.", "Помочь", "май", "А.А. Листьев,"], ["", "школам", "", "школы"])
    activity = reading.activities[0]
    assert activity.responsible_text == "А.А. Листьев, школы"
    assert activity.source == (1, 2)
    assert activity.doubts == ("Строка была разорвана переносом страницы и соединена: проверьте текст.",)


def test_an_empty_deadline_is_asked_about_with_the_one_above_and_never_filled_in():
    second = read_table(HEADING, FIRST, ["2.", "Слёт", "", ""]).activities[1]
    assert second.deadline_text == ""
    assert second.doubts == ("Срок не указан; в строке выше: «май».", "Не указан ответственный.")


def test_without_a_number_column_every_row_is_an_activity():
    rows = [["Семинар", "май", "школы"], ["Слёт", "июнь", "школы"], ["школ района", "", ""]]
    assert plan(*rows, heading=HEADING[1:]) == [("", ["Семинар", "Слёт школ района"])]


def test_numbers_given_twice_and_left_out_are_told():
    reading = read_table(HEADING, FIRST, ["1.", "Слёт", "май", "школы"], ["4.", "Сбор", "май", "школы"])
    assert reading.table_doubts[:2] == ("Номера повторяются: 1.", "Нет строк с номерами: 2, 3.")


def test_a_row_without_an_activity_is_told():
    reading = read_table(HEADING, FIRST, ["2.", "", "июнь", "школы"])
    assert reading.table_doubts[0] == "Строка без текста мероприятия пропущена: «2. июнь школы»."


def test_output_documents_are_told_apart_and_items_keep_their_lines():
    reading = read_table(
        ["№", "Мероприятие", "Срок", "Выходной документ"],
        ["1", "Собрать:\n- отчёты;\n- планы\nшкол", "май", "Приказ отдела; справка\nПротокол"],
    )
    assert reading.activities[0].text == "Собрать:\n- отчёты;\n- планы школ"
    assert reading.activities[0].output_documents == ("Приказ отдела", "справка Протокол")
