"""The passports of a year side by side, and the list of questions edited in the browser."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from schools.models import PassportQuestion
from schools.summary import total
from tests.schools.factories import PassportFactory, SchoolFactory, UserFactory, ask_standard_questions

pytestmark = pytest.mark.django_db
Unit = PassportQuestion.Unit
PAGE, QUESTIONS = "/schools/passports/", "/schools/passports/questions/"
MOST_STATEMENTS = 12


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


@pytest.fixture
def specialist(client):
    user = UserFactory()
    ask_standard_questions(user.municipality)
    client.force_login(user)
    return user


@pytest.fixture
def schools(specialist):
    """The first has handed in 100 pupils, the second 20; the third keeps a draft, the fourth nothing."""
    rows = [SchoolFactory(municipality=specialist.municipality, short_name=f"СОШ № {n}") for n in range(1, 5)]
    for row, count in zip(rows, (100, 20, 7), strict=False):
        PassportFactory(school=row, values={"pupils_count": count, "has_psychologist": count == 100})
    rows[2].passports.update(submitted_at=None)
    return rows


@pytest.mark.parametrize(
    ("unit", "values", "said"),
    [
        (Unit.COUNT, [100, 20], "всего 120"),
        (Unit.PERCENT, [10, 25.5], "в среднем 17,8"),
        (Unit.PERCENT, [0], "в среднем 0"),
        (Unit.NUMBER, [1.5, 2], "в среднем 1,8"),
        (Unit.YES_NO, [True, False, True], "да: 2 из 3"),
        (Unit.COUNT, [], "нет данных"),
    ],
)
def test_what_is_summed_and_what_is_averaged(unit, values, said):
    assert total(PassportQuestion(unit=unit), values) == said


def test_summary_shows_who_has_not_filled_and_counts_no_drafts(client, schools):
    summary = client.get(PAGE).context["summary"]
    assert [(row.school.short_name, row.state, row.cells[0]) for row in summary.rows] == [
        ("СОШ № 1", "submitted", 100),
        ("СОШ № 2", "submitted", 20),
        ("СОШ № 3", "draft", None),
        ("СОШ № 4", "missing", None),
    ]
    assert summary.totals[0] == "всего 120"
    assert "нет данных" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("state=missing", "4"),
        ("state=draft", "3"),
        ("sort=pupils_count", "2134"),
        ("sort=-pupils_count", "1234"),
        ("sort=has_psychologist", "2134"),
        ("year=2025&state=missing", "1234"),
    ],
)
def test_summary_is_narrowed_and_sorted(client, schools, query, numbers):
    rows = client.get(f"{PAGE}?{query}").context["rows"]
    assert "".join(row.school.short_name[-1] for row in rows) == numbers


@pytest.mark.parametrize("query", ["year=2030", "year=x", "state=x", "sort=password", "sort=-", "export=exe"])
def test_nonsense_in_the_address_is_404(client, schools, query):
    assert client.get(f"{PAGE}?{query}").status_code == 404


def test_workbook_has_numbers_as_numbers(client, schools):
    response = client.get(f"{PAGE}?export=xlsx&state=submitted")
    rows = [row[:3] for row in load_workbook(BytesIO(b"".join(response))).active.values]
    assert rows == [
        ("Школа", "Паспорт", "Обучающихся"),
        ("СОШ № 1", "сдан", 100),
        ("СОШ № 2", "сдан", 20),
        ("По муниципалитету", None, "всего 120"),
    ]


def test_blank_has_every_open_school_and_question(client, schools):
    rows = list(load_workbook(BytesIO(b"".join(client.get("/schools/passports/blank/")))).active.values)
    assert [row[0] for row in rows] == ["Школа", "СОШ № 1", "СОШ № 2", "СОШ № 3", "СОШ № 4"]
    assert rows[0][1:3] == ("Обучающихся", "Оба родителя с высшим образованием, %")


def test_summary_asks_the_same_for_any_number_of_schools(client, specialist, django_assert_max_num_queries):
    asked = set()
    for more in (1, 2, 27):
        for row in SchoolFactory.create_batch(more, municipality=specialist.municipality):
            PassportFactory(school=row)
        with django_assert_max_num_queries(MOST_STATEMENTS) as queries:
            assert client.get(PAGE).status_code == 200
        asked.add(len(queries))
    assert len(asked) == 1


# --- questions -------------------------------------------------------------------------------------------------------


def test_own_question_is_added_at_the_end_and_asked(client, specialist):
    added = {"title": "Расстояние до больницы", "unit": "number", "measure": "км", "maximum": "300"}
    assert client.post(f"{QUESTIONS}add/", added).url == QUESTIONS
    question = PassportQuestion.objects.asked().last()
    assert (question.code, question.label, question.maximum) == ("own_1", "Расстояние до больницы, км", 300)
    client.post(f"{QUESTIONS}add/", added | {"title": "Расстояние до вокзала"})
    assert PassportQuestion.objects.asked().last().code == "own_2"
    school = SchoolFactory(municipality=specialist.municipality)
    form = client.get(reverse("schools:edit_passport", args=[school.pk, 2026])).context["form"]
    assert list(form.fields).index("own_1") < list(form.fields).index("own_2")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "Обучающихся"}, "__all__"),
        ({"title": ""}, "title"),
        ({"unit": "number"}, "measure"),
        ({"unit": "percent", "maximum": "120"}, "maximum"),
        ({"minimum": "5", "maximum": "5"}, "__all__"),
        ({"jump_factor": "1"}, "__all__"),
    ],
)
def test_question_that_cannot_be_is_refused(client, specialist, changed, field):
    sent = {"title": "Кружки", "unit": "count"} | changed
    assert field in client.post(f"{QUESTIONS}add/", sent).context["form"].errors


def test_answered_question_keeps_its_unit_and_may_be_renamed(client, schools):
    question = PassportQuestion.objects.get(code="pupils_count")
    sent = {"title": "Учеников", "unit": "percent", "is_required": "on"}
    assert client.post(f"{QUESTIONS}{question.pk}/", sent).status_code == 302
    question.refresh_from_db()
    assert (question.title, question.unit, question.code) == ("Учеников", "count", "pupils_count")


@pytest.mark.parametrize(
    ("place", "step", "codes"), [(1, "-1", "bac"), (1, "1", "acb"), (0, "-1", "abc"), (2, "1", "abc")]
)
def test_questions_change_places(client, specialist, place, step, codes):
    PassportQuestion.objects.all().delete()
    rows = [
        PassportQuestion.objects.create(municipality=specialist.municipality, code=c, title=c, unit="count", position=n)
        for n, c in enumerate("abc")
    ]
    client.post(f"{QUESTIONS}{rows[place].pk}/move/", {"step": step})
    assert "".join(PassportQuestion.objects.in_order().values_list("code", flat=True)) == codes
