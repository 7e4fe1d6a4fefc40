"""The federal list from tables of every kind: our schools, doubtful ones, other municipalities."""

import pytest

from schools.importers.federal import LONGEST, LOOKED_AT, MOST_COLUMNS, Whose, _whose, read_federal_list
from schools.importers.naming import SchoolNames
from schools.importers.sheet import TableRefused, read_sheets
from tests.schools.importers.books import book

SCHOOLS = [
    (1, "МБОУ СОШ № 7", "Средняя школа № 7", "sch500107", "1025000000011"),
    (2, "МБОУ ООШ № 9", "Основная школа № 9", "500109", ""),
    (3, "МБОУ гимназия № 5", "Гимназия № 5", "", ""),
]
TOWNS = ("Заречный городской округ", "Заречный")


def read(*rows, merged=()):
    return read_federal_list(read_sheets(book(list(rows), merged=merged), "t.xlsx"), SchoolNames.of(SCHOOLS), TOWNS)


def said(reading) -> tuple:
    """Ids of the sure ones, then places of the doubtful, the unknown and those of elsewhere."""
    lines = (reading.doubtful, reading.unknown, reading.elsewhere)
    return (sorted(reading.sure), *([line.place.split(", ")[1] for line in some] for some in lines))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # names under any heading, or under none
        ([["Перечень"], ["Кто"], ["МБОУ СОШ № 7"], ["МБОУ СОШ № 77"]], ([1], [], ["A4"], [])),
        ([["МБОУ СОШ № 7"], ["МБОУ гимназия № 5"]], ([1, 3], [], [], [])),
        # codes alone; the numbers of the rows are no schools
        ([["№", "Логин"], [7, "sch500107"], [9, 500109], [5, "sch999999"]], ([1, 2], [], ["B4"], [])),
        # by the code, whatever the name
        ([["Код", "Название"], ["500109", "Школа в Речном"], ["500999", "МКОУ СОШ"]], ([2], [], ["B3"], [])),
        # a number alone, or a place that may be another one, is for a person to decide
        ([["Школы"], ["СОШ № 7 г. Клин"], ["Школа № 9"], ["МБОУ гимназия № 5"]], ([3], ["A2", "A3"], [], [])),
        # the same name twice without a municipality may be of two towns
        ([["Школы"], ["МБОУ СОШ № 7"], ["МБОУ СОШ №7"], ["МБОУ ООШ № 9"]], ([2], ["A2", "A3"], [], [])),
        # a column of municipalities
        (
            [
                ["Муниципалитет", "ОО"], ["Заречный г.о.", "СОШ № 7"], ["Клинский район", "МБОУ СОШ № 7"],
                ["Клинский район", "МБОУ ООШ № 9"], ["г. Заречный", "Лицей № 3"],
            ],
            ([1], [], ["B5"], ["B3", "B4"]),
        ),
        ([["Код МО", "Школа"], [46, "МБОУ СОШ № 7"]], ([1], [], [], [])),  # says nothing of whose it is
        # lines that name a municipality
        (
            [["ШНОР муниципальных образований"], ["Клинский район"], ["МБОУ СОШ № 7"], ["Заречный городской округ"],
             ["МБОУ ООШ № 9"]],
            ([2], [], [], ["A3"]),
        ),
        ([["Перечень ОО Заречного городского округа"], ["Название"], ["Школа № 9"]], ([2], [], [], [])),
    ],
)  # fmt: skip
def test_whose_school_a_line_names(rows, expected):
    assert said(read(*rows)) == expected


def test_a_municipality_merged_over_its_schools():
    rows = ["МО", "ОО"], ["Клин", "МБОУ СОШ № 7"], [None, "МБОУ ООШ № 9"], ["Заречный", "МБОУ гимназия № 5"]
    for merged in (["A2:A3"], []):
        assert said(read(*rows, merged=merged)) == ([3], [], [], ["B2", "B3"])


def test_a_file_that_names_no_schools_is_refused():
    with pytest.raises(TableRefused, match="не нашлось графы со школами"):
        read(["Месяц", "Сумма"], ["май", 7], ["июнь", 9])


@pytest.mark.parametrize(
    ("text", "town", "expected"),
    [
        ("Заречного г.о.", "Заречный городской округ", Whose.OURS),
        ("Управление образования Заречного городского округа", "Заречный", Whose.OURS),
        ("Заречье", "Заречный городской округ", Whose.LIKE_OURS),
        ("Заречный Верхний", "Заречный городской округ", Whose.LIKE_OURS),
        ("Берёзово", "Берёзовский городской округ", Whose.LIKE_OURS),
        ("Берёзовского ГО", "Берёзовский городской округ", Whose.OURS),
        ("Зареченский район", "Заречный городской округ", Whose.ELSEWHERE),
        ("городской округ Клин", "Клинский район", Whose.LIKE_OURS),
        ("Клина", "городской округ Клин", Whose.OURS),
        ("Климовск", "Городской округ Клин", Whose.ELSEWHERE),
        ("г. Дубны", "Дубна", Whose.OURS),
        ("в Твери", "Тверь", Whose.OURS),
        ("Мытищами", "Мытищи", Whose.OURS),
        ("Мытищ", "Мытищи", Whose.OURS),
        ("Домодедова", "г. о. Домодедово", Whose.OURS),
        ("Лесная Поляна", "Лесной", Whose.LIKE_OURS),
        ("Каменска-Уральского", "Каменск-Уральский", Whose.OURS),
        ("Нижнего Новгорода", "Нижний Новгород", Whose.OURS),
        ("Нижний Тагил", "Нижний Новгород", Whose.ELSEWHERE),
        ("Клин", "Муниципальный район", Whose.ELSEWHERE),
    ],
)
def test_what_is_our_municipality(text, town, expected):
    assert _whose(text, [town]) is expected


def test_a_municipality_that_is_called_like_ours_is_for_a_person_to_decide():
    rows = ["МО", "ОО"], ["Заречье", "МБОУ СОШ № 7"], ["Заречный", "МБОУ ООШ № 9"], ["Заречье", "sch500107"]
    reading = read(*rows)
    assert said(reading) == ([2], ["B2", "B4"], [], [])
    assert reading.doubtful[0].why == "муниципалитет назван похоже на ваш, но не так"


def test_of_a_wide_sheet_of_long_texts_only_so_much_is_looked_at():
    names = SchoolNames.of(SCHOOLS)
    rows = [["МБОУ СОШ № 7", "школа " * 100, *[f"школа {row} {column}" for column in range(100)]] for row in range(400)]
    read_federal_list(read_sheets(book(rows), "t.xlsx"), names, TOWNS)
    assert len(names.found) <= LOOKED_AT * MOST_COLUMNS
    assert max(map(len, names.found)) <= LONGEST
