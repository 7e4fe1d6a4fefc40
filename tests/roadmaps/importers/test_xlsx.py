"""Excel: values as a person reads them, and sheets that would fill the memory."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.cell_range import CellRange

from roadmaps.importers.errors import NoRoadmapTable
from roadmaps.importers.xlsx import column_number, read_xlsx
from tests.roadmaps.importers.documents import HEADING, read, saved


def book(*rows) -> Workbook:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    return made


def test_numbers_and_dates_are_read_as_they_are_seen():
    made = book(HEADING, [1, "Сдать отчёт", dt.date(2027, 5, 14), "школы", 4.5], [1.1, "Слёт", "май", True, 10.0])
    first, second = read(saved(made), "а.xlsx").activities
    assert (first.number, first.deadline_text, first.result) == ("1", "14.05.2027", "4.5")
    assert (second.number, second.responsible_text, second.result) == ("1.1", "да", "10")


def test_merged_and_hidden_rows_are_read():
    made = book(HEADING, ["1", "Слёт", "май", "школы", "Отчёт"], ["2", "Сбор", None, "школы", None])
    made.active.merge_cells("C2:C3")
    made.active.row_dimensions[3].hidden = True
    second = read(saved(made), "а.xlsx").activities[1]
    assert (second.text, second.deadline_text) == ("Сбор", "май")
    assert second.doubts == (
        "Строка была скрыта в документе.",
        "Общая ячейка с предыдущей строкой: «Срок исполнения».",
    )


def test_only_hidden_rows_of_their_own_sheet_are_asked_about():
    made = book(HEADING, ["1", "Слёт", "май", "школы", "Отчёт"], ["2", "Сбор", "май", "школы", "Отчёт"])
    later = made.create_sheet("Второй раздел", 0)
    for row in (HEADING, ["3", "Сход", "май", "школы", "Отчёт"], ["4", "Съезд", "май", "школы", "Отчёт"]):
        later.append(row)
    later.row_dimensions[3].hidden = made["Sheet"].row_dimensions[2].hidden = True
    hidden = [row.number for row in read(saved(made), "а.xlsx").activities if row.doubts]
    assert hidden == ["4", "1"]


def test_a_hidden_title_of_a_section_is_asked_about():
    made = book(HEADING, ["Первый раздел"], ["1", "Слёт", "май", "школы", "Отчёт"])
    made.active.row_dimensions[2].hidden = True
    reading = read(saved(made), "а.xlsx")
    assert reading.table_doubts == ("Заголовок раздела был скрыт в документе: «Первый раздел».",)
    assert reading.activities[0].doubts == ()


def test_quarters_with_crosses_become_a_deadline():
    made = book(
        ["№", "Мероприятие", "Срок, 2026 год", None, None, None, "Ответственный"],
        [None, None, "I кв.", "II кв.", "III кв.", "IV кв.", None],
        ["1", "Сбор данных", "х", None, "X", None, "школы"],
        ["2", "Слёт", None, "до 5 мая", None, None, "школы"],
    )
    made.active.merge_cells("C1:F1")
    reading = read(saved(made), "а.xlsx")
    assert [column.key for column in reading.columns] == ["number", "activity", *["deadline"] * 4, "responsible"]
    assert [activity.deadline_text for activity in reading.activities] == ["I кв., III кв.", "II кв. до 5 мая"]
    assert "Срок собран из отметок в нескольких графах." in reading.activities[0].doubts


def test_a_coloured_cell_far_away_takes_no_room():
    made = book(HEADING, ["1", "Слёт", "май", "школы", "Отчёт"])
    made.active["XFD1048576"].font = Font(bold=True)
    assert len(read(saved(made), "а.xlsx").activities) == 1


def far() -> Workbook:
    made = book(HEADING)
    made.active["XFD1048576"] = "там"
    return made


def wide() -> Workbook:
    return book(["Мероприятие"] * 10_000)


def long() -> Workbook:
    return book(*(["1", "Слёт", "май"] for _ in range(5_001)))


def repeated() -> Workbook:
    text = "".join(chr(1072 + count * count % 31) for count in range(30_000))
    return book(*([text, text] for _ in range(200)))


def merged() -> Workbook:
    made = book(*([1] * 100 for _ in range(900)))
    for count in range(40):
        made.active.merged_cells.ranges.add(CellRange(f"A1:CV{900 - count}"))
    return made


@pytest.mark.parametrize("make", [far, wide, long, repeated, merged])
def test_a_sheet_out_of_proportion_is_refused(make):
    with pytest.raises(NoRoadmapTable, match="слишком много"):
        read_xlsx(BytesIO(saved(make())))


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16_384)])
def test_letters_of_a_column_are_its_number(letters, number):
    assert column_number(letters) == number


def test_a_book_without_cells_is_no_roadmap():
    with pytest.raises(NoRoadmapTable):
        read(saved(Workbook()), "а.xlsx")
