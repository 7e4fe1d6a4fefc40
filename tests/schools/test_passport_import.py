"""Passports from a table: looked over first, every cell that cannot be taken named, taken whole, taken back."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from config.models import StoredFile
from schools import services
from schools.importers.passports import understood
from schools.models import PassportImport, PassportQuestion, School, SocialPassport
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


def review(client, *rows, **more):
    """The page that shows what the table changes."""
    answer = send(client, *rows, **more)
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(answer.url)


def press(client, verb: str, **sent):
    """The button as it stands on the page now, unless it is said what was `seen`."""
    row = PassportImport.objects.latest("pk")
    if verb == "take":
        page = client.get(reverse("schools:review_passports", args=[row.pk]))
        sent = {"seen": (page.context or {}).get("seen", "")} | sent
    return client.post(reverse(f"schools:{verb}_passports", args=[row.pk]), sent)


def take(client, *rows, **more) -> PassportImport:
    review(client, *rows, **more)
    press(client, "take")
    return PassportImport.objects.latest("pk")


def said(answer) -> str:
    return answer.content.decode().replace("&nbsp;", " ").replace("\xa0", " ")


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
        (Unit.COUNT, 45_000, "Похоже на дату, записанную числом"),
    ],
)  # fmt: skip
def test_what_a_cell_cannot_mean(unit, written, said):
    with pytest.raises(ValueError, match=said):
        understood(PassportQuestion(unit=unit, maximum=100 if unit == Unit.PERCENT else 10_000), written)


FIRST = HEAD, ["СОШ №7", 412, "26,5", "да"], ["МБОУ СОШ № 9", 90, None, None]


def test_nothing_is_stored_before_a_person_says_so(client, specialist):
    page = review(client, *FIRST)
    assert (page.context["new"], page.context["changed"], page.context["same"]) == (2, 0, 0)
    assert "Взять: 2 школы" in said(page)
    assert not SocialPassport.objects.exists()
    press(client, "discard")
    assert not PassportImport.objects.exists()
    assert not StoredFile.objects.exists()


def test_table_is_taken_and_taken_again_it_updates(client, specialist):
    taken = take(client, *FIRST)
    assert (taken.applied_by, len(taken.replaced)) == (specialist, 2)
    first = SocialPassport.objects.get(school__short_name="МБОУ СОШ № 7")
    assert first.values == {"pupils_count": 412, "single_parent_percent": 26.5, "has_psychologist": True}
    assert (first.is_on_behalf, first.submitted_at, first.filled_by) == (True, None, specialist)
    page = review(client, HEAD[:2], ["СОШ №7", 413], ["СОШ № 9", 90])
    assert (page.context["new"], page.context["changed"], page.context["same"]) == (0, 1, 1)
    assert "Обучающихся: 412 → 413" in said(page)
    press(client, "take")
    first.refresh_from_db()
    assert (first.values["pupils_count"], first.values["single_parent_percent"], first.version) == (413, 26.5, 2)
    assert set(SocialPassport.objects.values_list("version", flat=True)) == {1, 2}  # what is the same is not touched


def test_taken_twice_is_taken_once(client, specialist):
    take(client, *FIRST)
    assert "уже загружена" in said(client.get(press(client, "take").url))
    assert set(SocialPassport.objects.values_list("version", flat=True)) == {1}


def test_an_import_is_taken_back_to_what_was_before(client, specialist):
    """The second one first; what somebody has put right since stays."""
    first = take(client, *FIRST)
    before = list(SocialPassport.objects.order_by("pk").values_list("values", "submitted_at", "filled_by"))
    take(client, HEAD[:2], ["СОШ №7", 413], ["СОШ № 9", 91])
    press(client, "undo")
    assert list(SocialPassport.objects.order_by("pk").values_list("values", "submitted_at", "filled_by")) == before
    assert "которая действует" in said(client.get(press(client, "undo").url))
    kept = SocialPassport.objects.get(school__short_name="МБОУ СОШ № 9")
    services.save_passport(
        kept.school, 2026, by=specialist, values={"pupils_count": 5}, reasons={}, version=kept.version, submit=False
    )
    page = client.post(reverse("schools:undo_passports", args=[first.pk]), follow=True)
    assert "остались: 1 школа" in said(page)
    assert SocialPassport.objects.get().values == {"pupils_count": 5}
    assert "Загрузка отменена" in said(page)


def test_a_passport_saved_after_the_preview_is_not_written_over(client, specialist):
    school = School.objects.get(short_name="МБОУ СОШ № 7")
    passport = PassportFactory(school=school, year=2026, values={"pupils_count": 500}, submitted_at=None)
    page = review(client, HEAD[:2], ["СОШ №7", 510])
    services.save_passport(
        school, 2026, by=specialist, values={"pupils_count": 505}, reasons={}, version=passport.version, submit=False
    )
    for seen in ({"seen": page.context["seen"]}, {"seen": ""}):
        refused = client.get(press(client, "take", **seen).url)
        assert "паспорта или вопросы изменились. Ничего не взято" in said(refused)
        assert "Обучающихся: 505 → 510" in said(refused)
    passport.refresh_from_db()
    assert passport.values == {"pupils_count": 505}
    press(client, "take")
    passport.refresh_from_db()
    assert passport.values == {"pupils_count": 510}


def test_a_reason_stays_with_its_own_number_and_comes_back_with_it(client, specialist):
    reasons = {"pupils_count": "Открыт новый корпус", "vacancies_count": "Ушли на пенсию"}
    school = School.objects.get(short_name="МБОУ СОШ № 7")
    passport = PassportFactory(
        school=school, year=2026, values={"pupils_count": 500, "vacancies_count": 9}, reasons=reasons
    )
    take(client, HEAD[:2], ["СОШ №7", 510])
    passport.refresh_from_db()
    assert passport.reasons == {"vacancies_count": "Ушли на пенсию"}
    press(client, "undo")
    passport.refresh_from_db()
    assert (passport.values["pupils_count"], passport.reasons) == (500, reasons)


def test_an_import_under_a_later_one_is_not_undone_first(client, specialist, time_machine):
    school = School.objects.get(short_name="МБОУ СОШ № 7")
    PassportFactory(school=school, year=2026, values={"pupils_count": 500})
    first = take(client, HEAD[:2], ["СОШ №7", 510], ["СОШ № 9", 90])
    take(client, HEAD[:2], ["СОШ № 9", 90])  # changes nothing
    time_machine.shift(60)
    take(client, HEAD[:2], ["СОШ №7", 520])
    undo = reverse("schools:undo_passports", args=[first.pk])
    assert "Сначала отмените более позднюю загрузку «паспорта.xlsx»" in said(client.post(undo, follow=True))
    press(client, "undo")
    client.post(undo)
    assert [passport.values for passport in SocialPassport.objects.all()] == [{"pupils_count": 500}]


def test_full_passport_is_handed_in_and_taken_back_to_a_draft(client, specialist):
    required = PassportQuestion.objects.asked().filter(is_required=True)
    school = School.objects.get(short_name="МБОУ СОШ № 7")
    PassportFactory(school=school, year=2026, values={"pupils_count": 4}, submitted_at=None)
    page = review(client, ["Школа", *(question.label for question in required)], ["СОШ № 7", *[4] * len(required)])
    assert "будет сдан" in said(page)
    press(client, "take")
    assert SocialPassport.objects.submitted().count() == 1
    press(client, "undo")
    assert SocialPassport.objects.get().values == {"pupils_count": 4}
    assert not SocialPassport.objects.submitted().exists()


def places(page) -> list[tuple]:
    return [(error.place, error.text) for error in page.context["errors"]]


def test_errors_are_named_by_cell_and_good_rows_are_taken_only_when_said(client, specialist):
    rows = (HEAD, ["СОШ №7", 412, 26, "да"], ["СОШ № 9", "много", 101, "да"], ["СОШ № 55", 1], ["Чужая школа", 1])
    assert places(review(client, *rows)) == [
        ("Лист «Паспорта», B3", "много"),
        ("Лист «Паспорта», C3", "101"),
        ("Лист «Паспорта», A4", "СОШ № 55"),
        ("Лист «Паспорта», A5", "Чужая школа"),
    ]
    assert "есть ошибки" in said(client.get(press(client, "take").url))
    assert not SocialPassport.objects.exists()
    press(client, "take", only_good="on")
    assert SocialPassport.objects.get().school.short_name == "МБОУ СОШ № 7"


def test_a_closed_school_is_named_and_one_closed_meanwhile_stops_everything(client, specialist):
    School.objects.filter(short_name="МБОУ СОШ № 9").update(closed_on=date(2026, 8, 31))
    page = review(client, *FIRST)
    assert [(error.place, error.said) for error in page.context["errors"]] == [
        ("Лист «Паспорта», A3", "Школа закрыта 31.08.2026: паспорт закрытой школы не загружается.")
    ]
    with pytest.raises(ValidationError, match="проверьте таблицу ещё раз"):
        services.import_passports(2026, {School.objects.get(short_name="МБОУ СОШ № 9").pk: {}}, by=specialist)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([["Что-то", "иное"], [1, 2]], "Не нашли строку"),
        ([[*HEAD, "ФИО учеников"], ["СОШ № 7", 1, 2, "да", "Иванов"]], "Имена и другие сведения о людях"),
        ([[None]], "нет ни одной заполненной строки"),
    ],
)
def test_file_without_a_table_says_what_is_needed(client, specialist, rows, wanted):
    page = send(client, *rows)
    assert wanted in str(page.context["form"].errors)
    assert not StoredFile.objects.exists()


def test_a_table_without_schools_says_so(client, specialist):
    assert "нет ни одной школы с ответами" in said(review(client, HEAD))


def test_school_twice_and_unknown_column_are_named(client, specialist):
    page = review(client, [*HEAD, "Погода"], ["СОШ № 7", 1, 2, "да", "дождь"], ["МБОУ СОШ №7", 3, 4, "да"])
    assert [place[-2:] for place, _ in places(page)] == ["E1", "A3"]
    assert "в строке 2" in page.context["errors"][1].said
    assert page.context["to_take"] == []


def test_columns_are_told_once_and_remembered(client, specialist):
    heads = ["Школа", "Учеников", "Погода", "Неполные семьи, %"]
    assert [place[-2:] for place, _ in places(review(client, heads, ["СОШ № 7", 412, "дождь", 5]))] == ["B1", "C1"]
    path = reverse("schools:review_passports", args=[PassportImport.objects.get().pk])
    columns = {"column_0": "school", "column_1": "pupils_count", "column_2": "", "column_3": ""}
    assert "в какой графе стоит школа" in said(client.post(path, columns | {"column_0": ""}))
    assert "указано для двух граф" in said(client.post(path, columns | {"column_2": "school"}))
    assert places(client.post(path, columns, follow=True)) == []
    take(client, heads, ["СОШ № 7", 413, "снег"])
    assert SocialPassport.objects.get().values == {"pupils_count": 413}


def test_a_question_asked_since_is_read_from_the_column_that_was_left_out(client, specialist):
    heads = ["Школа", "Учеников", "Кружков", "Неполные семьи, %"]
    review(client, heads, ["СОШ № 7", 412, 6, 5])
    path = reverse("schools:review_passports", args=[PassportImport.objects.get().pk])
    client.post(path, {"column_0": "school", "column_1": "pupils_count", "column_2": "", "column_3": ""})
    PassportQuestion.objects.create(
        municipality=specialist.municipality, code="clubs", title="Кружков", unit=Unit.COUNT, position=90
    )
    take(client, heads, ["СОШ № 7", 413, 6, 5])
    assert SocialPassport.objects.get().values == {"pupils_count": 413, "clubs": 6}


def test_formula_without_a_value_is_named(client, specialist):
    page = review(client, HEAD, ["СОШ № 7", "=200+12", 5, "да"])
    assert "формула" in page.context["errors"][0].said


def test_merged_title_above_the_heading_does_no_harm(client, specialist):
    title = ["Социальные паспорта школ"]
    assert review(client, content=book(title, HEAD, ["СОШ № 7", 5, 5, "да"], merge="A1:D1")).context["new"] == 1


def test_year_in_the_future_is_refused(client, specialist):
    assert "year" in send(client, HEAD, ["СОШ № 7", 5], year="2027").context["form"].errors


def test_own_blank_filled_in_and_the_own_summary_come_back(client, specialist):
    book_of_ours = load_workbook(BytesIO(b"".join(client.get("/schools/passports/blank/"))))
    book_of_ours.active["B2"] = 300
    content = BytesIO()
    book_of_ours.save(content)
    take(client, content=content.getvalue())
    assert SocialPassport.objects.get().school.short_name == "МБОУ СОШ № 7"
    SocialPassport.objects.update(submitted_at="2026-11-01T10:00:00Z")
    summary = b"".join(client.get("/schools/passports/?export=xlsx"))
    page = review(client, content=summary)
    assert (page.context["errors"], page.context["same"]) == ([], 1)


def test_numbers_that_jumped_are_named_before_the_table_is_taken(client, specialist):
    school = SchoolFactory(municipality=specialist.municipality, short_name="Лицей")
    PassportFactory(school=school, year=2025, values={"pupils_count": 100})
    assert "Лицей, «Обучающихся». В прошлом году — 100, теперь — 900: больше в 9 раз. Всё верно?" in said(
        review(client, HEAD, ["Лицей", 900, 5, "да"])
    )


def test_sixty_schools_are_looked_over_in_few_statements(client, specialist, django_assert_max_num_queries):
    asked = set()
    for count in (1, 60):
        schools = SchoolFactory.create_batch(count, municipality=specialist.municipality)
        address = send(client, HEAD[:2], *([school.short_name, 9] for school in schools)).url
        with django_assert_max_num_queries(16) as queries:
            assert client.get(address).context["new"] == count
        asked.add(len(queries))
    assert len(asked) == 1
