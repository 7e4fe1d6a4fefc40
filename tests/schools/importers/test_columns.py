"""Headings: found above the data, in one row or several, merged or not."""

import pytest

from schools.importers.columns import Meaning, find_heading, known_to, match
from schools.importers.sheet import Sheet, read_sheets
from tests.schools.importers.books import book

MEANINGS = (
    Meaning("school", "Школа", r"^(школа|оо)$"),
    Meaning("count", "Участников", r"участник"),
    Meaning("mean", "Средняя", r"средн", several=True),
)
TITLE = ["Результаты ВПР, математика"]


def heading_of(rows, merged=()):
    (sheet,) = read_sheets(book(rows, merged=merged), "а.xlsx")
    return sheet, find_heading(sheet, known_to(MEANINGS))


@pytest.mark.parametrize(
    ("rows", "merged", "span", "parts"),
    [
        ([["Школа", "Участников"], ["№ 7", 25]], (), (0, 0), (("Школа",), ("Участников",))),
        ([TITLE, [], ["ОО", "Кол-во участников"], ["№ 7", 25]], (), (2, 2), (("ОО",), ("Кол-во участников",))),
        (
            [TITLE, ["Школа", "Математика", None], [None, "Участников", "Средняя"], ["№ 7", 25, 3.4]],
            ("A1:C1", "A2:A3", "B2:C2"),
            (1, 2),
            (("Школа",), ("Математика", "Участников"), ("Математика", "Средняя")),
        ),
        (  # the same, nobody has merged a cell
            [["Школа", "Математика", None], [None, "Участников", "Средняя"], ["№ 7", 25, 3.4]],
            (),
            (0, 1),
            (("Школа",), ("Математика", "Участников"), ("Математика", "Средняя")),
        ),
        (  # marks under a heading; a row that counts the columns
            [["Школа", "Участников", "Отметки"], [None, None, 2, 3], [1, 2, 3, 4], ["№ 7", 25, 5, 20]],
            (),
            (0, 2),
            (("Школа",), ("Участников",), ("Отметки", "2"), ("Отметки", "3")),
        ),
    ],
)
def test_heading(rows, merged, span, parts):
    sheet, heading = heading_of(rows, merged)
    assert (heading.first, heading.last) == span
    assert heading.parts == parts
    assert [sheet.text(row, 0) for row in heading.rows(sheet)] == ["№ 7"]
    assert heading.samples(sheet, 0) == ["№ 7"]


@pytest.mark.parametrize("rows", [[["Письмо"], ["Уважаемые коллеги!"]], [["Школа", "Адрес"], ["№ 7", "Заречный"]]])
def test_no_heading(rows):
    assert heading_of(rows)[1] is None


def test_each_meaning_has_one_column_unless_it_may_have_several():
    _, heading = heading_of([["ОО", "Участников", "Участников ОГЭ", "Средняя", "Среднее", "Адрес"]])
    assert match(heading, MEANINGS) == ["school", "count", "", "mean", "mean", ""]


def test_fingerprint_follows_the_headings_alone():
    def fingerprint(*row, below=("№ 7", 1)):
        return find_heading(Sheet("", [list(row), list(below)]), known_to(MEANINGS)).fingerprint

    one = fingerprint("Школа", "Участников в 2025 году")
    assert fingerprint("школа ", "Участников  в 2026 году", below=("№ 8", 2)) == one
    assert fingerprint("Школа", "Участников ОГЭ") != one
