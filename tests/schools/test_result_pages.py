"""Pages of results: the register, one row by hand, the way of a table."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from config import jobs
from config.models import Job
from schools.models import ExamResult, ResultBenchmark, ResultImport, ResultLine
from schools.roles import Role
from tests.schools.factories import SchoolFactory, UserFactory
from tests.schools.importers.books import book
from tests.schools.tables import csv, hand_in

pytestmark = pytest.mark.django_db
LIST = "/schools/results/"
MOST_STATEMENTS = 12
LINE = [2026, "ОГЭ", "Химия", 9, 40, 10, 3.4]
EXAM = {"procedure": "oge", "subject": "Химия", "grade": 9, "year": 2026}
NOTE = "Работу учителей по ним не оценивают"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


@pytest.fixture
def specialist(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def school(specialist):
    return SchoolFactory(municipality=specialist.municipality, short_name="МБОУ СОШ № 7")


def add(school, **changes) -> ExamResult:
    usual = EXAM | {"participants_count": 40, "below_minimum_count": 10, "mean": "3.40"}
    return ExamResult.objects.create(municipality=school.municipality, school=school, **(usual | changes))


def shown(response) -> list[tuple]:
    return [(row.record.school.short_name, row.record.subject) for row in response.context["table"].rows]


def text(response) -> str:
    return response.content.decode().replace("&nbsp;", " ")


def finish(response):
    """The page of the job, worked off."""
    jobs.run(Job.objects.latest("pk").pk)
    assert Job.objects.latest("pk").failure == ""
    return Job.objects.latest("pk").result_url


def test_register_asks_the_same_for_any_number_of_rows(client, specialist, django_assert_max_num_queries):
    asked = set()
    for more in (1, 2, 27):
        for row in SchoolFactory.create_batch(more, municipality=specialist.municipality):
            add(row, year=2026 - more % 3)
        with django_assert_max_num_queries(MOST_STATEMENTS) as queries:
            assert client.get(LIST).status_code == 200
        asked.add(len(queries))
    assert len(asked) == 1


def test_list_of_imports_asks_the_same_for_any_number_of_rows(
    client, specialist, school, django_assert_max_num_queries
):
    asked = set()
    for more in (1, 2):
        for place in range(more):
            hand_in(csv(["МБОУ СОШ № 7", *LINE], name=f"{more}{place}.csv"), specialist)
        with django_assert_max_num_queries(MOST_STATEMENTS) as queries:
            assert client.get(f"{LIST}imports/").status_code == 200
        asked.add(len(queries))
    assert len(asked) == 1


def test_register_shows_municipality_and_region_beside(client, school):
    add(school)
    add(SchoolFactory(municipality=school.municipality), below_minimum_count=0, mean="4.00")
    ResultBenchmark.objects.create(municipality=school.municipality, **EXAM, level="region", mean="3.61")
    page = text(client.get(f"{LIST}?school={school.pk}"))
    for words in ("25,0 % (10)", "3,40", "3,70; 12,5 %", "3,61", NOTE):
        assert words in page


def test_card_shows_municipality_and_region_beside(client, school):
    add(school)
    ResultBenchmark.objects.create(municipality=school.municipality, **EXAM, level="region", mean="3.61")
    page = text(client.get(reverse("schools:show", args=[school.pk])))
    for words in ("10 (25,0 %)", "3,40; 25,0 %", "3,61", NOTE):
        assert words in page


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("year=2025", [("А", "Химия")]),
        ("procedure=vpr", [("Б", "История")]),
        ("subject=История", [("Б", "История")]),
        ("grade=7", [("Б", "История")]),
        ("", [("Б", "Химия"), ("Б", "История"), ("А", "Химия")]),
        ("sort=-below", [("Б", "Химия"), ("А", "Химия"), ("Б", "История")]),
        ("sort=below", [("А", "Химия"), ("Б", "Химия"), ("Б", "История")]),
        ("sort=school", [("А", "Химия"), ("Б", "Химия"), ("Б", "История")]),
    ],
)
def test_filters_and_sorting(client, specialist, query, rows):
    one, other = (SchoolFactory(municipality=specialist.municipality, short_name=name) for name in "АБ")
    add(one, year=2025, below_minimum_count=2)
    add(other)
    add(other, procedure="vpr", subject="История", grade=7, below_minimum_count=None)
    add(SchoolFactory())
    got = shown(client.get(f"{LIST}?{query}"))
    assert got == rows


@pytest.mark.parametrize("query", ["year=1999", "subject=Нет", "grade=99", "school=0", "sort=mean%00", "procedure=x"])
def test_nonsense_in_the_address_is_404(client, school, query):
    assert client.get(f"{LIST}?{query}").status_code == 404


@pytest.mark.parametrize(("role", "count"), [(Role.DIRECTOR, 1), (Role.CURATOR, 0), (Role.HEAD, 2), (Role.OBSERVER, 2)])
def test_who_sees_which_rows(client, school, role, count):
    add(school)
    add(SchoolFactory(municipality=school.municipality))
    own = {"school": school} if role == Role.DIRECTOR else {}
    client.force_login(UserFactory(municipality=school.municipality, role=role, **own))
    response = client.get(LIST)
    assert len(response.context["table"].rows) == count
    assert "Загрузить таблицу" not in text(response)


def test_workbook_has_numbers(client, school):
    add(school)
    rows = list(load_workbook(BytesIO(b"".join(client.get(f"{LIST}?export=xlsx")))).active.values)
    assert rows[1][:8] == ("МБОУ СОШ № 7", 2026, "ОГЭ", "Химия", 9, 40, 25, 3.4)


FORM = EXAM | {"participants_count": 40, "scale": "marks", "mean": "3,4"}


def test_row_by_hand(client, school):
    response = client.post(f"{LIST}add/", FORM | {"school": school.pk, "below_minimum_count": 10})
    assert response.url == LIST
    row = ExamResult.objects.get()
    assert (row.mean, row.municipality, row.result_import) == (row.mean, school.municipality, None)
    marks = {"twos_count": 8, "threes_count": 16, "fours_count": 12, "fives_count": 4, "mean": "", "scale": "marks"}
    response = client.post(f"{LIST}{row.pk}/", EXAM | marks | {"school": school.pk})
    assert response.status_code == 302, response.context["form"].errors
    row.refresh_from_db()
    assert (row.participants_count, row.below_minimum_count, float(row.mean)) == (40, 8, 3.3)
    assert client.post(f"{LIST}{row.pk}/delete/").url == LIST
    assert not ExamResult.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"year": 2027}, "Этот год ещё не наступил"),
        ({"below_minimum_count": 41}, "Не справившихся не может быть больше, чем участников"),
        ({"twos_count": 3}, "Укажите число всех отметок"),
        ({"twos_count": 3, "threes_count": 3, "fours_count": 3, "fives_count": 3}, "должна равняться числу участников"),
        ({"mean": "5,5"}, "Средняя отметка бывает от 2 до 5"),
        ({"mean": ""}, "Укажите отметки, средний результат"),
        ({"grade": 13}, "меньше либо равно 12"),
        ({"school": ""}, "Обязательное поле"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(client, school, changes, said):
    page = client.post(f"{LIST}add/", FORM | {"school": school.pk} | changes)
    assert said in text(page)
    assert "Химия" in text(page)


def test_second_row_of_one_key_is_refused(client, school):
    add(school)
    assert "уже есть" in text(client.post(f"{LIST}add/", FORM | {"school": school.pk}))


def test_table_from_upload_to_undo(client, school):
    """A school unknown, an error: chosen, taken without the bad row, taken back."""
    rows = csv(
        ["МБОУ СОШ № 7", *LINE], ["Семёрка", 2026, "ОГЭ", "Физика", 9, 9, 1, 4], ["СОШ № 7", 2026, "?", *LINE[2:]]
    )
    response = client.post(f"{LIST}import/", {"file": rows})
    assert response.url.startswith("/jobs/")
    review = finish(response)
    page = text(client.get(review))
    assert 'data-confirm="Удалить таблицу?' in page
    for words in (
        "«Семёрка» — такой школы в списке нет",
        "C4: «?»",
        "Выбрать школы",
        "Взять 1 строку без ошибок",
        NOTE,
    ):
        assert words in page
    assert client.post(f"{review}take/").url == review  # without the tick
    assert not ExamResult.objects.exists()
    assert "Семёрка" in text(client.get(f"{review}schools/"))
    finish(client.post(f"{review}schools/", {"school0": school.pk}))
    finish(client.post(f"{review}take/", {"only_good": "on"}))
    assert ExamResult.objects.count() == 2
    page = text(client.get(review))
    assert "новых 2, изменённых 0" in page
    assert "Строки с ошибками не были взяты: 1 ошибка" in page
    assert "Отменить загрузку" in page
    finish(client.post(f"{review}undo/"))
    assert not ExamResult.objects.exists()
    page = text(client.get(review)).replace("\xa0", " ")
    assert "Загрузка отменена" in page
    assert ".. " not in page
    assert "Что было взято" in page
    assert "Что измен" not in page
    assert "Исправьте таблицу" not in page
    assert "отменена" in text(client.get(f"{LIST}imports/?state=undone"))


def test_all_lines_of_a_large_table_are_reached(client, specialist, school, django_assert_max_num_queries):
    """A page holds fifty; rows and problems, narrowed by state and by a word, in a workbook, too."""
    add(school, subject="Предмет 1", below_minimum_count=9)
    add(school, subject="Предмет 2")
    good = [["МБОУ СОШ № 7", 2026, "ОГЭ", f"Предмет {number}", 9, 40, 10, 3.4] for number in range(1, 121)]
    bad = [["МБОУ СОШ № 7", 2026, "ОГЭ", f"Беда {number}", 9, -1, 0, 4] for number in range(60)]
    review = finish(client.post(f"{LIST}import/", {"file": csv(*good, *bad)}))

    def rows(query: str = "") -> list[tuple]:
        with django_assert_max_num_queries(MOST_STATEMENTS):
            page = client.get(f"{review}{query}")
        return [(row.record.state, row.record.place) for row in page.context["table"].paginated_rows]

    assert rows()[:2] == [("changed", "2"), ("new", "4")]
    assert [len(rows(f"?page={page}")) for page in (1, 2, 3)] == [50, 50, 20]
    assert rows("?page=3")[-1] == ("same", "3")
    assert rows("?state=same") == [("same", "3")]
    assert rows("?text=предмет 120") == [("new", "121")]
    assert [len(rows(f"?state=error&page={page}")) for page in (1, 2)] == [50, 10]
    assert rows("?state=error&page=2")[-1] == ("error", "F181")
    assert rows("?state=doubt") == []
    page = text(client.get(review))
    assert "было 9" in page
    assert "в таблице: " not in page
    assert 'href="?state=error">Все ошибки: 60' in page
    book = load_workbook(BytesIO(b"".join(client.get(f"{review}?state=error&export=xlsx"))))
    assert len(list(book.active.values)) == 61
    assert client.get(f"{review}?state=strange").status_code == 404


def test_lines_are_read_anew_and_go_with_their_import(client, school):
    review = finish(client.post(f"{LIST}import/", {"file": csv(["Семёрка", *LINE])}))
    assert list(ResultLine.objects.values_list("state", flat=True)) == ["error"]
    finish(client.post(f"{review}schools/", {"school0": school.pk}))
    assert list(ResultLine.objects.values_list("state", flat=True)) == ["new"]
    assert 'МБОУ СОШ № 7 <span class="understood">в таблице: Семёрка</span>' in text(client.get(review))
    finish(client.post(f"{review}take/"))
    assert "Что изменилось" in text(client.get(review))
    assert ResultLine.objects.count() == 1
    waiting = finish(client.post(f"{LIST}import/", {"file": csv(["МБОУ СОШ № 7", *LINE])}))
    client.post(f"{waiting}discard/")
    assert ResultLine.objects.count() == 1


def test_columns_and_what_the_table_is_about(client, specialist, school):
    table = csv(["МБОУ СОШ № 7", 40, 3.4], headings=["Школа", "Участников", "Чем кончилось"])
    headings = {"year": "2026", "procedure": "diag", "subject": "Физика", "grade": "8"}
    review = finish(client.post(f"{LIST}import/", {"file": table, "year": "2026"}))
    page = text(client.get(review))
    assert "В таблице нет" in page or "в строке нет ни отметок" in page
    page = text(client.get(f"{review}columns/"))
    assert "Чем кончилось" in page
    wrong = client.post(f"{review}columns/", {"column0_1": "participants"})
    assert "Укажите, в какой графе стоит школа" in text(wrong)
    chosen = {"column0_0": "school", "column0_1": "participants", "column0_2": "mean_mark"}
    finish(client.post(f"{review}columns/", chosen))
    assert "не сказано: процедура, предмет, класс" in text(client.get(review))
    finish(client.post(f"{review}about/", headings))
    finish(client.post(f"{review}take/"))
    assert (ExamResult.objects.get().subject, ExamResult.objects.get().grade) == ("Физика", 8)


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (SimpleUploadedFile("а.xlsx", b""), "файл пуст"),
        (SimpleUploadedFile("а.pdf", b"%PDF-1.7 \n"), "Подходят: XLSX, CSV"),
        (SimpleUploadedFile("а.xlsx", b"PK\x03\x04 broken"), "повреждён"),
        (None, "Выберите файл с таблицей"),
        ([["ФИО", "Балл"], ["—", 5]], "Имена и другие сведения о людях"),
        ([[None]], "ни одной заполненной строки"),
    ],
)
def test_table_that_cannot_be_taken_is_refused_at_once(client, school, upload, said):
    if isinstance(upload, list):
        upload = SimpleUploadedFile("Итоги.xlsx", book(upload).read())
    page = client.post(f"{LIST}import/", {"file": upload, "subject": "Химия"} if upload else {"subject": "Химия"})
    assert said in text(page)
    assert text(page).count("Имена и другие") < 2
    assert "Химия" in text(page)
    assert not ResultImport.objects.exists()


def test_blank_can_be_filled_in_and_imported(client, school):
    filled = load_workbook(BytesIO(b"".join(client.get(f"{LIST}blank/"))))
    sheet = filled["Результаты"]
    assert [cell.value for cell in sheet["A"]] == ["Школа", "МБОУ СОШ № 7", "Муниципалитет", "Регион"]
    for place, value in enumerate(["ВПР", "История", 7, 10, 1, 4, 4, 1], start=3):
        sheet.cell(2, place, value)
    content = BytesIO()
    filled.save(content)
    review = finish(client.post(f"{LIST}import/", {"file": SimpleUploadedFile("а.xlsx", content.getvalue())}))
    finish(client.post(f"{review}take/"))
    row = ExamResult.objects.get()
    assert (row.participants_count, row.below_minimum_count, float(row.mean)) == (10, 1, 3.5)


def test_of_an_import_read_before_lines_were_kept_it_is_said_that_there_are_none(client, school, specialist):
    waiting = hand_in(csv([school.short_name, *LINE], ["Лицей", *LINE]), specialist)
    address = reverse("schools:review_results", args=[waiting.pk])
    assert "прежняя версия" not in text(client.get(address))
    waiting.lines.all().delete()
    del waiting.summary["lines"]
    waiting.save()
    page = text(client.get(address))
    assert "прежняя версия Опоры и строк не сохранила" in page
    assert "Нет ни одной строки" not in page
