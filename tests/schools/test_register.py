"""The register of schools from a table: what is understood, what is refused by cell, what changes."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from schools import services
from schools.importers import register
from schools.importers.columns import match
from schools.importers.sheet import Sheet, TableRefused
from schools.models import ColumnMapping, RegisterImport, School, SchoolEvent
from tests.schools.factories import SchoolFactory, UserFactory

HEADS = [meaning.label for meaning in register.MEANINGS]


def sheet(*rows, heads=HEADS):
    return Sheet("Школы", [list(heads), *map(list, rows)])


def read(*rows, heads=HEADS):
    table = sheet(*rows, heads=heads)
    _, heading = register.table_of([table])
    return register.read(table, heading, match(heading, register.MEANINGS))


def facts_of(**cells):
    """What a line says, or the sentence about its cell."""
    labels = {meaning.key: meaning.label for meaning in register.MEANINGS}
    lines, problems = read(["Школа", *cells.values()], heads=["Краткое наименование", *(labels[key] for key in cells)])
    return {name: lines[0].facts[name] for name in cells} if lines else problems[0].text


@pytest.mark.parametrize(
    ("cells", "facts"),
    [
        ({"kind": "МБОУ «Средняя школа»"}, {"kind": "secondary"}),
        ({"kind": "лицей"}, {"kind": "lyceum"}),
        ({"kind": "ООШ"}, {"kind": "basic"}),
        ({"kind": "интернат"}, "такого вида нет"),
        ({"code": 500115.0}, {"code": "500115"}),
        ({"code": "1" * 20}, {"code": "1" * 20}),
        ({"code": "1" * 21}, "слишком длинно"),
        ({"ogrn": 1025000000015.0}, {"ogrn": "1025000000015"}),
        ({"ogrn": "123456789012"}, "в ОГРН 13 цифр"),
        ({"ogrn": "12345678901234"}, "в ОГРН 13 цифр"),
        ({"latitude": "55,4", "longitude": 39.1552}, {"latitude": Decimal("55.4"), "longitude": Decimal("39.1552")}),
        ({"latitude": 39.9, "longitude": 55.0}, "от 40 до 82"),  # the columns were mixed up
        ({"latitude": "север", "longitude": 55.0}, "здесь должно быть число"),
        ({"latitude": 55.4}, "укажите и широту, и долготу"),
        ({"is_rural": "Сельская"}, {"is_rural": True}),
        ({"is_rural": "городская местность"}, {"is_rural": False}),
        ({"is_rural": "наверное"}, "«сельская» или «городская»"),
        ({"is_base": "да"}, {"is_base": True}),
        ({"is_base": "нет"}, {"is_base": False}),
        ({"is_base": "может быть"}, "«да» или «нет»"),
    ],
)
def test_what_a_cell_says(cells, facts):
    found = facts_of(**cells)
    assert found == facts if isinstance(facts, dict) else facts in found


def test_an_empty_cell_says_nothing():
    lines, problems = read(["МБОУ СОШ № 15", *[""] * 9])
    assert (lines[0].facts, problems) == ({"short_name": "МБОУ СОШ № 15"}, [])


def test_errors_are_named_by_cell():
    _, problems = read(["Школа", "", "", "", "12", "", "", "", "", "возможно"])
    assert [(one.cell, one.text[:12]) for one in problems] == [("E2", "«12» — в ОГР"), ("J2", "«возможно» —")]


@pytest.mark.parametrize(
    ("location", "code", "cells"),
    [
        ("сельская", "500101", []),
        ("Город", "sch500101", []),
        ("+", 500101.0, []),
        ("наверное", "", []),  # an error, not a doubt
        ("деревенская", "500101", ["B2"]),
        ("посёлок городского типа", "500101x", ["B2", "C2"]),
        ("", "5001O1", ["C2"]),
    ],
)
def test_what_is_written_unusually_is_named_by_cell(location, code, cells):
    table = sheet(["Школа", location, code], heads=["Краткое наименование", "Местность", "Код"])
    _, heading = register.table_of([table])
    found = register.doubts(table, heading, match(heading, register.MEANINGS))
    assert [one.cell for one in found] == cells


def test_a_line_with_nothing_to_know_a_school_by_is_named_once():
    _, problems = read(["", "Полное", *[""] * 8])
    assert [str(one) for one in problems] == [
        "Лист «Школы», A2: нет ни названия, ни кода, ни ОГРН — не понять, какая это школа"
    ]


def test_a_table_without_a_known_heading_is_refused():
    with pytest.raises(TableRefused, match="Не нашли строку"):
        register.table_of([Sheet("А", [["один", "два"], ["1", "2"]])])


@pytest.fixture
def specialist(client, time_machine, db):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)
    user = UserFactory()
    client.force_login(user)
    return user


def book(*rows, heads=("Краткое наименование", "Код в РИС / ФИС ОКО", "ОГРН", "Адрес")) -> SimpleUploadedFile:
    made, content = Workbook(), BytesIO()
    made.active.append(list(heads))
    for row in rows:
        made.active.append(list(row))
    made.save(content)
    return SimpleUploadedFile("Школы.xlsx", content.getvalue())


def hand_in(client, *rows, **options) -> RegisterImport:
    response = client.post(reverse("schools:import_register"), {"file": book(*rows, **options)})
    assert response.status_code == 302, response.context["form"].errors
    return RegisterImport.objects.latest("pk")


def found(row):
    return services.read_register_import(row).comparison


def apply(client, row, **sent):
    return client.post(reverse("schools:apply_register_import", args=[row.pk]), sent)


def test_new_changed_and_same_are_shown_before_anything_is_stored(client, specialist):
    city = {"municipality": specialist.municipality}
    SchoolFactory(**city, short_name="Первая", code="1", address="ул. Старая")
    SchoolFactory(**city, short_name="Вторая", code="2", address="ул. Тихая")
    row = hand_in(client, ["Первая", "1", "", "ул. Новая"], ["Вторая", "2", "", ""], ["Третья", "3", "", ""])
    page = client.get(reverse("schools:register_import", args=[row.pk]))
    now = page.context["found"]
    assert [line.facts["short_name"] for line in now.new] == ["Третья"]
    assert [(str(school), one.name, one.was, one.now) for _, school, ones in now.changed for one in ones] == [
        ("Первая", "Адрес", "ул. Старая", "ул. Новая")
    ]
    assert (now.same, School.objects.count()) == (1, 2)
    assert apply(client, row).url == reverse("schools:list")
    assert School.objects.get(code="1").address == "ул. Новая"
    assert School.objects.get(code="3").name == "Третья"
    event = SchoolEvent.objects.get(school__code="1")
    assert (event.ground, event.made_by) == ("Загружено из файла «Школы.xlsx»", specialist)
    again = hand_in(client, ["Первая", "1", "", "ул. Новая"], ["Третья", "3", "", ""])
    assert (found(again).new, found(again).changed, found(again).same) == ([], [], 2)


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        (["Гимназия № 1", "77", "", ""], "Краткое наименование"),  # by the code
        (["Гимназия № 1", "", "1025000000015", ""], "Краткое наименование"),  # by the ОГРН
        (["мбоу сош №1", "", "", "ул. Новая"], "Адрес"),  # by the name, written otherwise
        (["Прежняя", "", "", "ул. Новая"], "Адрес"),  # by a former name
    ],
)
def test_how_a_school_is_known(client, specialist, line, changed):
    school = SchoolFactory(
        municipality=specialist.municipality, short_name="Прежняя", name="Прежняя", code="77", ogrn="1025000000015"
    )
    services.save_school(school, by=specialist, short_name="МБОУ СОШ № 1", name="Первая школа")
    comparison = found(hand_in(client, line))
    assert comparison.new == []
    assert [(known, [one.name for one in ones]) for _, known, ones in comparison.changed] == [(school, [changed])]


def test_what_cannot_be_taken_is_named_and_nothing_is_stored(client, specialist):
    city = {"municipality": specialist.municipality}
    SchoolFactory(**city, short_name="Закрытая", closed_on=date(2026, 8, 31))
    SchoolFactory(short_name="Чужая", code="9")
    row = hand_in(
        client,
        ["Новая", "5", "", ""], ["Новая", "5", "", ""], ["Закрытая", "", "", "ул. Иная"], ["Иная", "", "12", ""],
        ["", "404", "", ""], ["Чужая", "9", "", ""],
    )  # fmt: skip
    comparison = found(row)
    said = " ".join(problem.text for problem in comparison.problems)
    for part in ("эта школа уже есть выше, строка 2", "Закрытая закрыта", "в ОГРН 13 цифр", "нужно краткое"):
        assert part in said
    assert [line.facts["short_name"] for line in comparison.new] == ["Новая", "Чужая"]  # another town's stays its own
    apply(client, row)
    assert not School.objects.filter(**city, short_name="Новая").exists()
    apply(client, row, only_good="on")
    assert School.objects.filter(**city, short_name="Новая").count() == 1
    assert apply(client, row).status_code == 302
    assert School.objects.filter(**city, short_name="Новая").count() == 1


def test_two_schools_of_one_table_do_not_share_a_number(client, specialist):
    row = hand_in(client, ["Новая", "5", "", ""], ["Иная", "5", "", ""], ["Третья", "6", "", ""])
    comparison = found(row)
    assert [line.facts["short_name"] for line in comparison.new] == ["Новая", "Третья"]
    assert ["такой код или ОГРН уже есть выше, строка 2" in one.text for one in comparison.problems] == [True]


def test_columns_are_told_once_and_remembered(client, specialist):
    heads = ("Краткое наименование", "Адрес", "Показатель")
    row = hand_in(client, ["Школа", "ул. Садовая", "77"], heads=heads)
    assert row.meanings == ["short_name", "address", ""]
    path = reverse("schools:register_import", args=[row.pk])
    twice = client.post(path, {"column_0": "short_name", "column_1": "code", "column_2": "code"})
    assert "указано для двух граф" in twice.content.decode()
    sent = {"column_0": "short_name", "column_1": "address", "column_2": "code"}
    assert client.post(path, sent).status_code == 302
    assert ColumnMapping.objects.get().meanings == ["short_name", "address", "code"]
    assert hand_in(client, ["Ещё", "ул. Лесная", "78"], heads=heads).meanings == ["short_name", "address", "code"]


def test_the_sample_is_understood(client, specialist):
    content = b"".join(client.get(reverse("schools:register_sample")))
    assert [cell.value for cell in load_workbook(BytesIO(content)).active[1]] == HEADS
    upload = SimpleUploadedFile("Образец.xlsx", content)
    client.post(reverse("schools:import_register"), {"file": upload})
    comparison = found(RegisterImport.objects.get())
    assert (len(comparison.new), comparison.problems) == (1, [])
    assert set(comparison.new[0].facts) == {meaning.key for meaning in register.MEANINGS}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", "Только;заголовок".encode()])
def test_a_file_that_is_no_table_is_refused(client, specialist, content):
    response = client.post(reverse("schools:import_register"), {"file": SimpleUploadedFile("Школы.csv", content)})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_sixty_schools_are_read_in_few_statements(client, specialist, django_assert_max_num_queries):
    row = hand_in(client, *([f"Школа № {number}", str(number), "", ""] for number in range(60)))
    with django_assert_max_num_queries(12):
        assert client.get(reverse("schools:register_import", args=[row.pk])).status_code == 200
