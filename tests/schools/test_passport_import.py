"""Passports from a table: every cell that cannot be taken is named, nothing is half-imported."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from schools.importers.passports import understood
from schools.models import PassportQuestion, SocialPassport
from tests.schools.factories import PassportFactory, SchoolFactory, UserFactory, ask_standard_questions

pytestmark = pytest.mark.django_db
Unit = PassportQuestion.Unit
PAGE = "/schools/passports/import/"
HEAD = ["Школа", "Обучающихся", "Неполные семьи, %", "Есть педагог-психолог"]


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


@pytest.fixture
def specialist(client):
    user = UserFactory()
    ask_standard_questions(user.municipality)
    client.force_login(user)
    for number in (7, 9):
        SchoolFactory(municipality=user.municipality, short_name=f"МБОУ СОШ № {number}")
    SchoolFactory(short_name="Чужая школа")
    return user


def book(*rows, merge: str = "") -> bytes:
    workbook, content = Workbook(), BytesIO()
    for row in rows:
        workbook.active.append(row)
    if merge:
        workbook.active.merge_cells(merge)
    workbook.active.title = "Паспорта"
    workbook.save(content)
    return content.getvalue()


def send(client, *rows, content: bytes = b"", **more):
    file = SimpleUploadedFile("паспорта.xlsx", content or book(*rows))
    return client.post(PAGE, {"year": "2026", "file": file} | more)


@pytest.mark.parametrize(
    ("unit", "written", "answer"),
    [
        (Unit.PERCENT, 26.5, 26.5), (Unit.PERCENT, "26,5 %", 26.5), (Unit.PERCENT, 26.5432, 26.5),
        (Unit.PERCENT, 100, 100), (Unit.PERCENT, 0.0, 0), (Unit.PERCENT, "нет данных", None), (Unit.COUNT, "—", None),
        (Unit.COUNT, 412.0, 412), (Unit.COUNT, "1 204", 1204), (Unit.COUNT, "", None),
        (Unit.YES_NO, "Да", True), (Unit.YES_NO, "нет", False), (Unit.YES_NO, 1.0, True), (Unit.YES_NO, False, False),
    ],
)  # fmt: skip
def test_what_a_cell_means(unit, written, answer):
    assert understood(PassportQuestion(unit=unit, maximum=100 if unit == Unit.PERCENT else None), written) == answer


@pytest.mark.parametrize(
    ("unit", "written", "said"),
    [
        (Unit.PERCENT, 100.1, "Доля не может быть больше 100 %."), (Unit.PERCENT, -1, "отрицательным"),
        (Unit.COUNT, "сорок", "Нужно число, а здесь текст."), (Unit.COUNT, 12.5, "Нужно целое число."),
        (Unit.COUNT, date(2026, 5, 1), "Здесь дата"), (Unit.COUNT, "1e9", "Нужно число"), (Unit.COUNT, True, "число"),
        (Unit.YES_NO, "иногда", "«да» или «нет»"), (Unit.COUNT, 10_001, "Число не может быть больше 10000."),
    ],
)  # fmt: skip
def test_what_a_cell_cannot_mean(unit, written, said):
    with pytest.raises(ValueError, match=said):
        understood(PassportQuestion(unit=unit, maximum=100 if unit == Unit.PERCENT else 10_000), written)


def test_table_is_taken_and_taken_again_it_updates(client, specialist):
    answer = send(client, HEAD, ["СОШ №7", 412, "26,5", "да"], ["МБОУ СОШ № 9", 90, None, None])
    assert answer.url == "/schools/passports/?year=2026"
    first = SocialPassport.objects.get(school__short_name="МБОУ СОШ № 7")
    assert first.values == {"pupils_count": 412, "single_parent_percent": 26.5, "has_psychologist": True}
    assert (first.is_on_behalf, first.submitted_at, first.filled_by) == (True, None, specialist)
    assert send(client, HEAD[:2], ["СОШ №7", 413]).status_code == 302
    first.refresh_from_db()
    assert (first.values["pupils_count"], first.values["single_parent_percent"]) == (413, 26.5)
    assert SocialPassport.objects.count() == 2


def test_full_passport_is_handed_in(client, specialist):
    required = PassportQuestion.objects.asked().filter(is_required=True)
    send(client, ["Школа", *(question.label for question in required)], ["СОШ № 7", *[4] * len(required)])
    assert SocialPassport.objects.submitted().count() == 1


def test_errors_are_named_by_cell_and_nothing_is_taken(client, specialist):
    rows = (HEAD, ["СОШ №7", 412, 26, "да"], ["СОШ № 9", "много", 101, "да"], ["СОШ № 55", 1], ["Чужая школа", 1])
    page = send(client, *rows)
    assert [(error.place, error.text) for error in page.context["errors"]] == [
        ("Лист «Паспорта», B3", "много"),
        ("Лист «Паспорта», C3", "101"),
        ("Лист «Паспорта», A4", "СОШ № 55"),
        ("Лист «Паспорта», A5", "Чужая школа"),
    ]
    assert not SocialPassport.objects.exists()
    assert send(client, *rows, only_good="on").status_code == 302
    assert SocialPassport.objects.get().school.short_name == "МБОУ СОШ № 7"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Что-то", "иное"], [1, 2]], "Не нашли строку"),
        ([HEAD], "нет ни одной школы"),
        ([[*HEAD, "ФИО учеников"], ["СОШ № 7", 1, 2, "да", "Иванов"]], "Имена детей"),
        ([[None]], "нет ни одной заполненной строки"),
    ],
)
def test_file_without_a_table_says_what_is_needed(client, specialist, rows, said):
    page = send(client, *rows)
    assert said in str(page.context["form"].errors)
    assert not SocialPassport.objects.exists()


def test_school_twice_and_unknown_column_are_named(client, specialist):
    page = send(client, [*HEAD, "Погода"], ["СОШ № 7", 1, 2, "да", "дождь"], ["МБОУ СОШ №7", 3, 4, "да"])
    assert [error.place[-2:] for error in page.context["errors"]] == ["E1", "A3"]
    assert not SocialPassport.objects.exists()


def test_formula_without_a_value_is_named(client, specialist):
    page = send(client, HEAD, ["СОШ № 7", "=200+12", 5, "да"])
    assert "формула" in page.context["errors"][0].said


def test_merged_title_above_the_heading_does_no_harm(client, specialist):
    title = ["Социальные паспорта школ"]
    assert send(client, content=book(title, HEAD, ["СОШ № 7", 5, 5, "да"], merge="A1:D1")).status_code == 302


def test_year_in_the_future_is_refused(client, specialist):
    assert "year" in send(client, HEAD, ["СОШ № 7", 5], year="2027").context["form"].errors


def test_own_blank_filled_in_and_the_own_summary_come_back(client, specialist):
    book_of_ours = load_workbook(BytesIO(b"".join(client.get("/schools/passports/blank/"))))
    book_of_ours.active["B2"] = 300
    content = BytesIO()
    book_of_ours.save(content)
    assert send(client, content=content.getvalue()).status_code == 302
    assert SocialPassport.objects.get(values__pupils_count=300).school.short_name == "МБОУ СОШ № 7"
    assert SocialPassport.objects.count() == 1
    SocialPassport.objects.update(submitted_at="2026-11-01T10:00:00Z")
    summary = b"".join(client.get("/schools/passports/?export=xlsx"))
    assert send(client, content=summary).status_code == 302


def test_numbers_that_jumped_are_named_after_the_import(client, specialist):
    school = SchoolFactory(municipality=specialist.municipality, short_name="Лицей")
    PassportFactory(school=school, year=2025, values={"pupils_count": 100})
    page = client.get(send(client, HEAD, ["Лицей", 900, 5, "да"]).url)
    assert "больше в 9 раз" in page.content.decode()
