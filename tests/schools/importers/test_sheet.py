"""Sheets with the addresses of their cells."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from config.uploads import UploadRefused
from schools.importers.sheet import EMPTY, KEPT, NO, Sheet, TableRefused, number, read_sheets
from schools.importers.values import Wrong, count
from tests.schools.importers.books import book


@pytest.mark.parametrize(("row", "column", "name"), [(0, 0, "A1"), (13, 3, "D14"), (0, 25, "Z1"), (1, 26, "AA2")])
def test_address(row, column, name):
    assert Sheet.address(row, column) == name


def test_values_merged_ranges_and_hidden_rows():
    rows = [["Школа", "Участников"], ["№ 7 ", 25], [None, None], ["№ 8", 3.5], [None, date(2026, 4, 3)]]
    (sheet,) = read_sheets(book(rows, merged=["A4:A5"], hidden=[2], names=["9 класс"]), "Итоги.xlsx")
    assert sheet.rows == [["Школа", "Участников"], ["№ 7", 25.0], [], ["№ 8", 3.5], ["", date(2026, 4, 3)]]
    assert [sheet.text(row, 1) for row in (1, 3, 4, 9)] == ["25", "3,5", "03.04.2026", ""]
    assert (sheet.merged, sheet.hidden) == (((3, 0, 4, 0),), {1})
    assert sheet.place(3, 1) == "Лист «9 класс», B4"


def test_empty_and_hidden_sheets_are_left_out():
    def hide(made):
        made.worksheets[1].sheet_state = "hidden"

    assert [sheet.name for sheet in read_sheets(book([["а"]], [["б"]], [], change=hide), "а.xlsx")] == ["Лист1"]
    with pytest.raises(TableRefused, match="ни одной заполненной строки"):
        read_sheets(book([[None]]), "а.xlsx")


def test_formulas_are_told_from_values():
    (sheet,) = read_sheets(book([["Сумма", "=1+1", 2]]), "а.xlsx")  # openpyxl keeps no value of a formula
    assert [sheet.formula(0, column) for column in range(3)] == [NO, EMPTY, NO]
    sheet.cells.uncounted.clear()
    sheet.cells.formulas.add((0, 1))
    assert sheet.formula(0, 1) == KEPT


@pytest.mark.parametrize("cell", ["XFD1", "A1048576"])
def test_far_cell_is_refused_before_room_is_made_for_it(cell):
    def far(made):
        made.active[cell] = "далеко"

    with pytest.raises(TableRefused, match="слишком много данных"):
        read_sheets(book([["а"]], change=far), "а.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_text_with_columns(encoding, delimiter):
    lines = ["Школа;Средняя отметка", "МБОУ СОШ № 7;3,45", "школа восемь;4", ""]
    content = "\r\n".join(lines).replace(";", delimiter).encode(encoding)
    (sheet,) = read_sheets(BytesIO(content), "итоги.csv")
    assert sheet.rows == [["Школа", "Средняя отметка"], ["МБОУ СОШ № 7", 3.45], ["школа восемь", 4.0]]
    assert sheet.place(1, 1) == "B2"


@pytest.mark.parametrize(
    ("text", "value"),
    [("3,4", 3.4), ("1 204", 1204.0), ("-5", -5.0), ("007", "007"), ("3.04.26", "3.04.26"), ("25 %", "25 %")],
)
def test_numbers_written_as_texts(text, value):
    assert number(text) == value


def test_what_is_no_table_is_refused():
    with pytest.raises(UploadRefused):
        read_sheets(BytesIO(b"%PDF-1.7"), "а.xlsx")


def test_what_no_database_keeps_is_left_out():
    [sheet] = read_sheets(book([["Шко_x0000_ла", "_x0000_"], ["СОШ_x0000_", 1]]), "t.xlsx")
    assert sheet.rows == [["Школа"], ["СОШ", 1.0]]


@pytest.mark.parametrize("written", [b"1e400", b"-1e400", b"nan", b"inf"])
def test_what_is_no_finite_number_is_an_error_of_the_cell(written):
    content = BytesIO()
    with ZipFile(book([["Школа", 123456]])) as made, ZipFile(content, "w") as changed:
        for name in made.namelist():
            changed.writestr(name, made.read(name).replace(b"123456", written))
    [sheet] = read_sheets(content, "t.xlsx")
    assert sheet.rows == [["Школа", "#ЧИСЛО!"]]
    with pytest.raises(Wrong, match="ошибка в формуле"):
        count(sheet.value(0, 1))


@pytest.mark.parametrize("text", ["Школа;" + "щ" * 200_000, 'Школа;"' + "щ\n" * 200_000])
def test_a_text_with_an_endless_cell_is_refused(text):
    with pytest.raises(TableRefused):
        read_sheets(BytesIO(text.encode()), "t.csv")
