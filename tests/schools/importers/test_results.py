"""Layouts that offices get, each built as a workbook, and what is read of them."""

from io import BytesIO

import pytest

from schools.importers.naming import SchoolNames
from schools.importers.reading import About, Asked
from schools.importers.results import read_results
from schools.importers.sheet import TableRefused, read_sheets
from tests.schools.importers.books import book

SCHOOLS = [
    (1, "МБОУ СОШ № 7", "Средняя школа № 7", "sch500107", ""),
    (2, "МБОУ ООШ № 9", "Основная школа № 9", "sch500109", ""),
]


def read(*sheets, name="Результаты.xlsx", given=None, recalled=None, skipped=(), this_year=2026, **how):
    content = sheets[0] if isinstance(sheets[0], BytesIO) else book(*sheets, **how)
    asked = Asked(
        SchoolNames.of(SCHOOLS), this_year, given or About(), recalled or {}, frozenset(skipped),
        town="Заречный городской округ", region="Заокская область", file_name=name,
    )  # fmt: skip
    return read_results(read_sheets(content, name, with_hidden=True), asked)


def facts(reading) -> list[tuple]:
    return [
        (r.school_id or r.level, r.year, r.procedure, r.subject, r.grade, r.participants, r.marks, r.below, r.mean)
        for r in reading.rows
    ]


def clean(reading) -> list[tuple]:
    assert reading.errors == []
    assert reading.missing == set()
    return facts(reading)


HEAD = ["Школа", "Год", "Процедура", "Предмет", "Класс", "Участников", "«2»", "«3»", "«4»", "«5»", "Средняя отметка"]
LINE = ["МБОУ СОШ № 7", 2026, "ОГЭ", "Математика", 9, 40, 4, 16, 15, 5, 3.53]


def test_one_row_per_school_and_subject():
    other = ["СОШ №7", "2025/2026", "огэ", "рус. яз.", "9 класс", 40, 0, 20, 10, 10, None]
    reading = read([HEAD, LINE, other])
    assert reading.layout == "rows"
    assert clean(reading) == [
        (1, 2026, "oge", "Математика", 9, 40, (4, 16, 15, 5), 4, 3.53),
        (1, 2026, "oge", "Русский язык", 9, 40, (0, 20, 10, 10), 0, 3.75),
    ]


def test_export_of_the_federal_system_with_levels_and_shares():
    """Two heading rows, shares of marks, the country, the region and the municipality above the schools."""
    rows = [
        ["ВПР 2026. 6 класс. Математика"],
        ["Группы участников", "Кол-во ОО", "Кол-во участников", "Распределение отметок в %", None, None, None],
        [None, None, None, 2, 3, 4, 5],
        ["Вся выборка", 35000, 1400000, 11.1, 38.2, 35.4, 15.3],
        ["Заокская обл.", 300, 12000, 10.5, 38.5, 35.5, 15.5],
        ["Заречный городской округ", 14, 700, 12.3, 40.1, 33.4, 14.2],
        ["МБОУ СОШ № 7 (sch500107)", None, 38, 13.16, 42.11, 31.58, 13.16],
    ]
    reading = read(rows, merged=["A1:G1", "D2:G2", "A2:A3", "B2:B3", "C2:C3"])
    assert clean(reading) == [
        ("region", 2026, "vpr", "Математика", 6, 12000, (1260, 4620, 4260, 1860), 1260, 3.56),
        ("town", 2026, "vpr", "Математика", 6, 700, (86, 281, 234, 99), 86, 3.49),
        (1, 2026, "vpr", "Математика", 6, 38, (5, 16, 12, 5), 5, 3.45),
    ]


def test_a_sheet_for_each_subject():
    sheet = [["ОО", "Писали", "2", "3", "4", "5"], ["СОШ № 7", 10, 1, 4, 4, 1]]
    reading = read(
        [["Результаты ОГЭ в 2026 году"], *sheet], [["ОГЭ 2026, 9 кл."], *sheet], names=["Математика", "рус.яз"],
        name="9 класс.xlsx",
    )  # fmt: skip
    assert reading.layout == "sheets"
    assert [row[:5] for row in clean(reading)] == [
        (1, 2026, "oge", "Математика", 9),
        (1, 2026, "oge", "Русский язык", 9),
    ]


def test_tables_below_each_other_with_columns_of_their_own():
    """The year and the procedure are said once, at the top; the second table has its columns in another order."""
    rows = [
        ["Результаты ВПР 2026"],
        ["Математика, 5 класс"],
        ["Школа", "Участников", "Отметки", None, None, None],
        [None, None, 2, 3, 4, 5],
        ["СОШ № 7", 10, 1, 4, 4, 1],
        ["ООШ № 9", 4, 0, 2, 2, 0],
        [],
        ["Русский язык, 6 класс"],
        ["№", "ОО", "Средняя отметка", "Писали", "Не справились"],
        [1, "СОШ № 7", 3.5, 12, 3],
        ["История, 7 класс"],
        ["№", "ОО", "Средняя отметка", "Писали", "Не справились"],
        [1, "СОШ № 7", 3.7, 9, 2],
    ]
    reading = read(rows, merged=["C3:F3", "A3:A4", "B3:B4"])
    assert reading.layout == "stacked"
    assert clean(reading) == [
        (1, 2026, "vpr", "Математика", 5, 10, (1, 4, 4, 1), 1, 3.5),
        (2, 2026, "vpr", "Математика", 5, 4, (0, 2, 2, 0), 0, 3.5),
        (1, 2026, "vpr", "Русский язык", 6, 12, None, 3, 3.5),
        (1, 2026, "vpr", "История", 7, 9, None, 2, 3.7),
    ]
    assert [row.row for row in reading.rows] == [4, 5, 9, 12]


def test_a_heading_repeated_on_each_page_goes_on_with_the_same_table():
    head = ["Школа", "Участников", "Не справились"]
    rows = [["ВПР 2026, 6 класс"], head, ["История"], ["СОШ № 7", 10, 2], head, ["ООШ № 9", 8, 1], ["Химия"],
            ["СОШ № 7", 9, 3], head, ["ООШ № 9", 7, 0]]  # fmt: skip
    assert [(row[0], row[3], row[7]) for row in clean(read(rows))] == [
        (1, "История", 2), (2, "История", 1), (1, "Химия", 3), (2, "Химия", 0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("remark", "warned"),
    [
        ("Примечание: Русский язык, ОГЭ 2024, 9 класс пересдан", []),
        ("* Химия, 9 класс: без ООШ № 9", []),
        ("В школах города экзамен за 9 класс по русскому языку в 2024 году сдавали дважды: в мае и в июне", ["A4"]),
    ],
)
def test_a_remark_between_two_tables_is_no_title_of_the_lower_one(remark, warned):
    head = ["Школа", "Участников", "Не справились"]
    rows = [["ВПР 2026, 6 класс, история"], head, ["СОШ № 7", 10, 2], [remark], head, ["ООШ № 9", 8, 1]]
    for lines in (rows, [*rows[:4], rows[5]]):  # the heading repeated, and the same table going on
        reading = read(lines)
        assert [row[:5] for row in clean(reading)] == [
            (1, 2026, "vpr", "История", 6), (2, 2026, "vpr", "История", 6)
        ]  # fmt: skip
        assert [warning.cell for warning in reading.warnings] == (warned if lines is rows else [])


def test_a_wrong_cell_of_a_lower_table_is_named_where_it_stands():
    head = ["Школа", "Участников", "Не справились"]
    rows = [["ВПР 2026, химия, 8 класс"], head, ["СОШ № 7", 10, 2], ["Химия, 9 класс"], head, ["СОШ № 7", "много", 1]]
    assert [error.cell for error in read(rows).errors] == ["B6"]


@pytest.mark.parametrize("is_merged", [True, False])
def test_subjects_beside_each_other(is_merged):
    rows = [
        ["ЕГЭ 2026, 11 класс"],
        ["№ п/п", "Школа", "Математика (профильная)", None, "Химия", None],
        [None, None, "Сдавали", "Средний балл", "Сдавали", "Средний балл"],
        [1, "СОШ № 7", 12, 58.4, 0, None],
        [2, "ООШ № 9", 8, 61, 3, 44.5],
    ]
    reading = read(rows, merged=["C2:D2", "E2:F2", "A2:A3", "B2:B3"] if is_merged else ())
    assert reading.layout == "subjects"
    assert [(*row[:5], row[5], row[8]) for row in clean(reading)] == [
        (1, 2026, "ege", "Математика (профильная)", 11, 12, 58.4),
        (2, 2026, "ege", "Математика (профильная)", 11, 8, 61.0),
        (2, 2026, "ege", "Химия", 11, 3, 44.5),
    ]
    assert {row.scale for row in reading.rows} == {"points"}


def test_marks_and_points_in_columns_of_their_own():
    rows = [["2026 год"], ["Школа", "Процедура", "Предмет", "Участников", "Средняя отметка", "Средний балл"]]
    rows += [["СОШ № 7", "ОГЭ", "Химия", 9, 4.1, 24.5], ["СОШ № 7", "ЕГЭ", "Химия", 5, None, 61.5]]
    assert [(row.mean, row.scale) for row in read(rows).rows] == [(4.1, "marks"), (61.5, "points")]


def test_means_alone_by_subject():
    rows = [["Средний балл ЕГЭ-2026, 11 класс"], ["Школа", "Русский язык", "Физика"], ["СОШ № 7", 66.1, 52]]
    assert [(row[3], row[5], row[8]) for row in clean(read(rows))] == [
        ("Русский язык", None, 66.1),
        ("Физика", None, 52.0),
    ]


def test_cells_merged_far_beyond_the_table_cost_nothing():
    [sheet] = read_sheets(book([HEAD, LINE, [None, 2026, "ОГЭ", "Химия", *LINE[4:]]]), "t.xlsx")
    sheet.merged = ((1, 0, 10**9, 10**9),)
    asked = Asked(SchoolNames.of(SCHOOLS), 2026, About(), {}, frozenset(), town="", region="", file_name="t.xlsx")
    assert read_results([sheet], asked).errors  # all cells are the first one


def test_a_school_merged_over_its_subjects_and_lines_that_name_a_subject():
    rows = [
        ["ВПР 2026, 6 класс"],
        ["Школа", "Предмет", "Участников", "Не справились"],
        ["СОШ № 7", "История", 10, 2],
        [None, "Биология", 10, 3],
        ["Итого", None, None, None],
    ]
    assert [(row[0], row[3], row[7]) for row in clean(read(rows, merged=["A3:A4"]))] == [
        (1, "История", 2),
        (1, "Биология", 3),
    ]
    rows = [
        ["ВПР 2026"], ["Школа", "Участников", "Не справились"],
        ["Русский язык, 6 класс"], ["СОШ № 7", 10, 2], ["Химия, 8 класс"], ["СОШ № 7", 9, 3],
    ]  # fmt: skip
    assert [(row[3], row[4], row[7]) for row in clean(read(rows))] == [("Русский язык", 6, 2), ("Химия", 8, 3)]


@pytest.mark.parametrize(
    ("heading", "value", "below"),
    [
        ("Не преодолели минимум", 10, 10),
        ("Не преодолели минимум, %", 25, 10),
        ("Доля не справившихся", 25.0, 10),
        ("Ниже минимума, %", 0.25, 10),  # a cell that Excel shows as 25 %
        ("Ниже минимального балла", 12.5, 5),  # people come whole, so this is a share
        ("Справились", 30, 10),
        ("Успеваемость", 75, 10),
        ("Преодолели порог, %", "75 %", 10),
    ],
)
def test_below_the_minimum_as_a_count_or_a_share(heading, value, below):
    rows = [["ОГЭ 2026, химия"], ["Школа", "Участников", heading], ["СОШ № 7", 40, value]]
    assert [row[7] for row in clean(read(rows))] == [below]


def test_a_text_with_columns():
    lines = [";".join(map(str, line)) for line in (HEAD[:7], ["СОШ № 7", 2026, "ВПР", "История", 7, "1 204", 4])]
    lines[0] = lines[0].replace("«2»", "Не справились")
    reading = read(BytesIO("\r\n".join(lines).encode("cp1251")), name="итоги.csv")
    assert [(row[3], row[5], row[7]) for row in clean(reading)] == [("История", 1204, 4)]


def test_columns_that_a_person_has_named_and_what_a_person_says_of_the_table():
    rows = [["Школа", "A", "B"], ["СОШ № 7", 40, 3.4]]
    rows[0] = ["Школа", "Класс", "Балл"]  # «Класс» is how many people here
    about = About(2026, "diag", "Физика", 8)
    fingerprint = read(rows, given=about).tables[0][1].heading.fingerprint
    reading = read(rows, given=about, recalled={fingerprint: ["school", "participants", "mean_mark"]})
    assert clean(reading) == [(1, 2026, "diag", "Физика", 8, 40, None, None, 3.4)]


def test_what_nothing_says_is_missing():
    rows = [["Школа", "Участников", "Средняя отметка"], ["СОШ № 7", 40, 3.4]]
    reading = read(rows)
    assert (reading.rows, reading.missing) == ([], {"year", "procedure", "subject", "grade"})


def wrong(**changes) -> list[str]:
    """Errors of the usual line with some cells changed, by their headings."""
    line = [changes.get(head, value) for head, value in zip(HEAD, LINE, strict=True)]
    reading = read([HEAD, line], names=["9 класс"])
    assert not reading.rows
    return [str(error) for error in reading.errors]


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("Участников", -3, "F2: -3 — число не бывает отрицательным"),
        ("Участников", "много", "F2: «много» — здесь должно быть число"),
        ("Участников", 12.5, "F2: 12,5 — количество бывает только целым"),
        ("Участников", 45000, "F2: 45000 похоже на дату, записанную числом (15.03.2023). Впишите количество"),
        ("Участников", True, "F2: «да» — здесь должно быть число"),
        ("Участников", 39, "F2: сумма отметок — 40, а участников — 39"),
        ("«3»", 17, "F2: сумма отметок — 41, а участников — 40"),
        ("Средняя отметка", 34, "K2: 34 — средняя отметка бывает от 2 до 5"),
        ("Средняя отметка", 1.9, "K2: 1,9 — средняя отметка бывает от 2 до 5"),
        ("Средняя отметка", "=3+0.4", "K2: в ячейке формула, а её значения в файле нет"),
        ("Средняя отметка", "#ДЕЛ/0!", "K2: «#ДЕЛ/0!» — ошибка в формуле"),
        ("Школа", "СОШ № 77", "A2: «СОШ № 77» — такой школы в списке нет"),
        ("Школа", None, "A2: не указана школа"),
        ("Год", 2031, "B2: 2031 год ещё не наступил"),
        ("Год", "прошлый", "B2: «прошлый» — нужен год, например 2026"),
        ("Процедура", "КВН", "C2: «КВН» — нужна процедура"),
        ("Класс", "девятый", "E2: «девятый» — нужен класс от 1 до 11, можно с буквой"),
    ],
)
def test_what_cannot_be_is_said_of_its_cell(heading, value, said):
    (error,) = wrong(**{heading: value})
    assert error.startswith(f"Лист «9 класс», {said}")


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("Не справились, %", 134, "C3: 134 % — доля не бывает больше 100"),
        ("Не справились, %", -1, "C3: -1 % — доля не бывает отрицательной"),
        ("Не справились", 41, "B3: не справились 41, а участников 40"),
        ("Средний балл", 101, "C3: 101 — средний балл бывает от 0 до 100"),
    ],
)
def test_shares_and_points_that_cannot_be(heading, value, said):
    reading = read([["ЕГЭ 2026, химия, 11 класс"], ["Школа", "Участников", heading], ["СОШ № 7", 40, value]])
    assert [str(error) for error in reading.errors] == [f"Лист «Лист1», {said}"]
    assert reading.rows == []


def test_shares_of_marks_must_make_a_hundred():
    head = ["Школа", "Участников", "% «2»", "% «3»", "% «4»", "% «5»"]
    reading = read([["ВПР 2026, 6 класс, история"], head, ["СОШ № 7", 40, 10, 40, 30, 10]])
    assert [str(error) for error in reading.errors] == ["Лист «Лист1», B3: доли отметок дают вместе 90 %, а не 100 %"]


def test_second_row_of_one_key_names_the_first():
    reading = read([HEAD, LINE, [*LINE[:5], 40, 4, 16, 15, 5, 3.5]])
    assert len(reading.rows) == 1
    assert "вторая строка" in reading.errors[0].text
    assert "первая — строка 2" in reading.errors[0].text


def test_doubts_are_warnings():
    reading = read([HEAD, [*LINE[:10], 4.1]], hidden=[2])
    assert len(reading.rows) == 1
    assert [warning.text for warning in reading.warnings] == [
        "средняя отметка 4,1, а по числу отметок выходит 3,53",
        "скрытые строки прочитаны вместе с остальными: 1",
    ]


def test_skipped_spelling_is_no_error():
    reading = read([HEAD, LINE, ["Вечерняя школа", *LINE[1:]]])
    assert list(reading.unknown) == ["Вечерняя школа"]
    assert read([HEAD, LINE, ["Вечерняя школа", *LINE[1:]]], skipped=["вечерняя школа"]).errors == []


def test_year_of_a_title_in_the_future():
    reading = read([["ОГЭ 2031, химия"], ["Школа", "Участников", "Не справились"], ["СОШ № 7", 40, 4]])
    assert [error.text for error in reading.errors] == ["2031 год ещё не наступил"]
    assert reading.missing == {"year"}


@pytest.mark.parametrize(
    "sheets",
    [
        [["Школа", "ФИО ученика", "Балл"], ["СОШ № 7", "—", 5]],
        [["Школа", "Фамилия", "Имя", "Отметка"], ["СОШ № 7", "а", "б", 5]],
        [["Школа", "Ученик", "Средний балл"], ["СОШ № 7", "1", 5]],
        [["Школа", "Кто", "Средний балл"], ["СОШ № 7", "Лесной Пётр Ильич", 5], ["СОШ № 7", "Речная Анна Львовна", 5]],
        [["Школа", "Кто", "Средний балл"], ["СОШ № 7", "Лесной П. И.", 5], ["СОШ № 7", "Речная А.Л.", 5]],
        [["Школа", "Кто", "Средний балл"], ["СОШ № 7", "ЛЕСНОЙ ПЁТР ИЛЬИЧ", 5], ["СОШ № 7", "РЕЧНАЯ А. Л.", 5]],
    ],
)
def test_names_of_people_are_refused(sheets):
    with pytest.raises(TableRefused, match="Удалите эту графу"):
        read(sheets)


def test_names_on_a_hidden_sheet_are_refused_too():
    def hide(made):
        made.worksheets[1].sheet_state = "hidden"

    with pytest.raises(TableRefused, match="Список"):
        read([HEAD, LINE], [["Фамилия"], ["—"]], names=["Итоги", "Список"], change=hide)


def test_who_signed_below_the_table_is_no_list_of_pupils():
    rows = [HEAD, LINE, [], ["Исполнитель", "Лунёва А. И."], ["Примечание: данные РИС"]]
    assert len(clean(read(rows))) == 1


@pytest.mark.parametrize("rows", [[["Уважаемые коллеги!"]], [["Школа", "Адрес"], ["СОШ № 7", "Речная, 1"]]])
def test_what_holds_no_results_is_refused(rows):
    with pytest.raises(TableRefused, match="не нашлось таблицы"):
        read(rows)


def of_classes(*lines, head=("Школа", "Класс", "Участников", "Не справились", "Средняя отметка")):
    return read([["ВПР 2026, история"], list(head), *map(list, lines)])


def test_classes_are_added_up_to_their_parallel():
    marks = ("Школа", "Класс", "«2»", "«3»", "«4»", "«5»")
    reading = of_classes(
        ["СОШ № 7", "5А", 1, 9, 8, 2], ["СОШ № 7", '5 "б"', 3, 3, 3, 1], ["СОШ № 7", "6", 0, 5, 5, 0], head=marks
    )
    assert clean(reading) == [
        (1, 2026, "vpr", "История", 6, 10, (0, 5, 5, 0), 0, 3.5),
        (1, 2026, "vpr", "История", 5, 30, (4, 12, 11, 3), 4, 3.43),  # (20 × 3,55 + 10 × 3,2) ÷ 30
    ]
    assert [str(warning) for warning in reading.warnings] == [
        "Лист «Лист1», C3: результаты по классам сложены по параллелям: строк классов — 2, вышло строк — 1"
    ]


def test_means_of_classes_are_weighted_by_their_participants():
    reading = of_classes(["СОШ № 7", "5-А", 20, 2, 3.5], ["СОШ № 7", "5-Б", 10, 3, 4.1])
    assert clean(reading) == [(1, 2026, "vpr", "История", 5, 30, None, 5, 3.7)]
    shares = ("Школа", "Класс", "Участников", "Не справились, %")
    assert [
        row[5:8] for row in clean(of_classes(["СОШ № 7", "5А", 20, 10], ["СОШ № 7", "5Б", 10, 30], head=shares))
    ] == [(30, None, 5)]
    lacking = of_classes(["СОШ № 7", "5А", 20, 2, 3.5], ["СОШ № 7", "5Б", 10, 3, None])
    assert clean(lacking) == [(1, 2026, "vpr", "История", 5, 30, None, 5, None)]


def test_a_letter_in_a_column_of_its_own():
    head = ("Школа", "Параллель", "Литера", "Участников", "Не справились")
    reading = of_classes(["СОШ № 7", 5, "А", 20, 2], ["СОШ № 7", 5, "Б", 10, 3], head=head)
    assert [(row[4], row[5], row[7]) for row in clean(reading)] == [(5, 30, 5)]


def test_classes_without_participants_are_named_by_cell():
    reading = of_classes(
        ["СОШ № 7", "5А", None, None, 3.5], ["СОШ № 7", "5Б", 10, 1, 4], ["СОШ № 7", "6А", None, None, 4]
    )
    assert [(error.cell, "без него классы" in error.text) for error in reading.errors] == [("C3", True), ("C4", True)]
    assert [(row[4], row[5], row[8]) for row in facts(reading)] == [(6, None, 4.0)]  # the only class is its parallel


def test_a_row_of_the_parallel_counts_and_its_classes_do_not():
    reading = of_classes(["СОШ № 7", "5А", 20, 2, 3.5], ["СОШ № 7", "5Б", 10, 3, 4], ["СОШ № 7", 5, 30, 5, 3.67])
    assert [(row[5], row[8]) for row in clean(reading)] == [(30, 3.67)]
    assert "строк классов не взято: 2" in reading.warnings[0].text


def test_one_class_twice_is_named():
    reading = of_classes(["СОШ № 7", "5А", 20, 2, 3.5], ["СОШ № 7", "5 а", 10, 3, 4])
    assert "(История, 5А класс): первая — строка 3" in reading.errors[0].text
    assert facts(reading) == []


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        (["СОШ № 7", "5Б", 10, 11, 4], "C4"),  # more below the minimum than took part
        (["СОШ № 7", "5Б", 10, 1, 7], "E4"),
        (["СОШ № 7", "5А", 20, 2, 3.5], "A4"),
        (["СОШ № 7", "5 общий", 30, 2, 3.5], "B4"),
        (["СОШ № 7", "5", 30, 31, 3.5], "C4"),  # the row of the parallel itself
        ([None, "5Б", 30, 2, 3.5], "A4"),
    ],
)
def test_a_parallel_with_a_refused_line_is_refused(line, cell):
    reading = of_classes(["СОШ № 7", "5А", 20, 2, 3.5], line, ["ООШ № 9", "5А", 8, 1, 4])
    assert [error.cell for error in reading.errors] == [cell, "C3"]
    assert f"ошибка (Лист «Лист1», {cell})" in reading.errors[1].text
    assert [row[:1] for row in facts(reading)] == [(2,)]


def test_a_refused_class_of_another_grade_or_beside_a_good_row_of_the_parallel_spoils_nothing():
    lines = ["СОШ № 7", "5А", 20, 2, 3.5], ["СОШ № 7", "6А", 20, 21, 4]
    assert [(row[4], row[5]) for row in facts(of_classes(*lines))] == [(5, 20)]
    assert [(row[4], row[5]) for row in facts(of_classes(*lines, ["СОШ № 7", 6, 30, 2, 4]))] == [(6, 30), (5, 20)]


def test_what_only_some_classes_say_is_named():
    head = ("Школа", "Класс", "Участников", "«2»", "«3»", "«4»", "«5»", "Средняя отметка")
    reading = of_classes(
        ["СОШ № 7", "5А", 20, 2, 9, 8, 1, None], ["СОШ № 7", "5Б", 10, None, None, None, None, 4], head=head
    )
    assert [(row[5], row[6], row[7], row[8]) for row in clean(reading)] == [(30, None, None, 3.6)]
    assert "не у всех классов этой параллели указано: число отметок, сколько не справились" in reading.warnings[0].text


def test_a_mean_without_a_single_mark_is_named_by_cell():
    head = ("Школа", "Класс", "«2»", "«3»", "«4»", "«5»", "Средняя отметка")
    reading = of_classes(["СОШ № 7", "5А", 0, 0, 0, 0, 3.5], ["СОШ № 7", "5Б", 0, 0, 0, 0, 4], head=head)
    assert [error.cell for error in reading.errors] == ["C3", "C4"]
    assert "средний результат 3,5, а отметок нет ни одной" in reading.errors[0].text
    nobody = of_classes(["СОШ № 7", "5А", 0, 0, 0, 0, None], head=head)
    assert clean(nobody) == []
