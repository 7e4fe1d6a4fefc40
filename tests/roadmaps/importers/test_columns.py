"""Columns: by their heading in any order, and by what stands in them."""

import pytest

from roadmaps.importers.blocks import Grid, Row
from roadmaps.importers.columns import find_header, heading_key
from tests.roadmaps.importers.documents import HEADING, ROWS, read_table


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("№", "number"),
        ("№\nп/п", "number"),
        ("N п/п", "number"),
        ("№ мероприятия", "number"),
        ("Мероприятия", "activity"),
        ("Основные мероприятия", "activity"),
        ("Наименование мероприятия", "activity"),
        ("Содержание деятельности", "activity"),
        ("Содержание", "activity"),
        ("Виды работ", "activity"),
        ("Перечень мер", "activity"),
        ("Срок", "deadline"),
        ("СРОКИ ИСПОЛНЕНИЯ", "deadline"),
        ("Период реализации отдельного действия", "deadline"),
        ("Дата проведения мероприятия", "deadline"),
        ("Время проведения", "deadline"),
        ("Ответственный", "responsible"),
        ("Ответственные исполнители", "responsible"),
        ("Ответственный за мероприятие", "responsible"),
        ("Исполнитель", "responsible"),
        ("Результат", "result"),
        ("Ожидаемый результат", "result"),
        ("Результат мероприятия", "result"),
        ("Прогнозируемый результат (количественные характеристики)", "result"),
        ("Результат (вид документа)", "result"),
        ("Показатели", "result"),
        ("Выходной документ", "output_document"),
        ("Вид документа", "output_document"),
        ("Форма отчётности", "output_document"),
        ("Подтверждающие материалы", "output_document"),
        ("Раздел", "section"),
        ("Направление", "section"),
        ("Примечание", ""),
        ("Бюджет, тыс. руб.", ""),
        ("", ""),
    ],
)
def test_a_heading_says_what_stands_below(heading, key):
    assert heading_key(heading) == key


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3), (1, 2, 3, 4, 0)])
def test_columns_may_stand_in_any_order(order):
    rows = [row if len(row) == 1 else [row[place] for place in order] for row in [HEADING, *ROWS]]
    reading = read_table(*rows)
    assert [activity.text for activity in reading.activities][:2] == [ROWS[1][1], ROWS[2][1]]
    assert reading.activities[0].responsible_text == "Листьев П.Р."


def test_a_table_without_a_heading_is_known_by_its_cells():
    reading = read_table(*ROWS)
    assert [column.key for column in reading.columns] == ["number", "activity", "deadline", "responsible", "result"]
    assert len(reading.activities) == 4


def test_an_unknown_heading_is_known_by_its_cells_and_a_strange_one_is_kept():
    heading = ["№", "Мероприятие", "План", "Кто", "Бюджет"]
    rows = [["1", "Слёт", "май 2026 г.", "Листьев П.Р.", "10 000"], ["2", "Сбор", "до июня", "директор", ""]]
    reading = read_table(heading, *rows)
    assert [column.key for column in reading.columns] == ["number", "activity", "deadline", "responsible", "other"]
    assert reading.activities[0].extra == (("Бюджет", "10 000"),)
    assert reading.activities[1].extra == ()


def test_a_column_of_directions_divides_the_table_into_sections():
    reading = read_table(
        ["Направление", "Мероприятие", "Срок"],
        ["Кадры", "Курсы", "май"],
        ["", "Стажировка", "июнь"],
        ["Оснащение", "Закупка", "июль"],
    )
    assert [(section.title, len(section.activities)) for section in reading.sections] == [
        ("Кадры", 2),
        ("Оснащение", 1),
    ]
    alone = read_table(["Направление работы", "Срок", "Ответственный"], ["Курсы", "май", "школы"])
    assert alone.activities[0].text == "Курсы"


@pytest.mark.parametrize(
    "heading",
    [
        ["Школа", "Телефон", "Адрес"],
        ["Показатель", "2025", "2026"],
        ["Мероприятие", "Бюджет"],
        ["Срок", "Ответственный"],
    ],
)
def test_other_tables_are_no_roadmaps(heading):
    assert find_header(Grid.of([Row(tuple(heading)), Row(("раз", "два", "три"))])) is None


def test_a_title_above_the_heading_belongs_to_the_document():
    reading = read_table(["Дорожная карта на 2026 год"], HEADING, *ROWS)
    assert reading.title == "Дорожная карта на 2026 год"
    assert reading.source[0].cells == tuple(HEADING)
