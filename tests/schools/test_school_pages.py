"""The register of schools, the card, the facts and the passport."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from schools.models import ExamResult, RiskFactor, School
from tests.schools.factories import PassportFactory, SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/schools/"
MOST_STATEMENTS = 12
MOST_FOR_CARD = 15  # the card is no list: two of them compare the results


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
    return SchoolFactory(municipality=specialist.municipality, short_name="Лицей у реки")


def shown(response) -> list[str]:
    return [row.record["short_name"] for row in response.context["table"].rows]


def statements(client, path, count) -> int:
    with count() as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_register_asks_the_same_for_any_number_of_rows(client, specialist, django_assert_max_num_queries):
    def count():
        return django_assert_max_num_queries(MOST_STATEMENTS)

    asked = set()
    for more in (1, 2, 57):
        for row in SchoolFactory.create_batch(more, municipality=specialist.municipality):
            SupportStatusFactory(school=row)
        asked.add(statements(client, LIST, count))
    assert School.objects.count() == 60
    assert len(asked) == 1


def test_card_asks_the_same_for_any_number_of_facts(client, school, django_assert_max_num_queries):
    asked = set()
    for year in range(2023, 2027):
        SupportStatusFactory(school=school, year=year)
        city = {"municipality": school.municipality, "school": school, "year": year}
        PassportFactory(**city)
        RiskFactor.objects.create(**city, name="Кадры", significance="high")
        facts = {"procedure": "oge", "subject": "математика", "grade": 9, "mean": "3.4"}
        ExamResult.objects.create(**city, **facts, participants_count=40, below_minimum_count=5)
        path = reverse("schools:show", args=[school.pk])
        asked.add(statements(client, path, lambda: django_assert_max_num_queries(MOST_FOR_CARD)))
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=гимн", ["Гимназия"]),
        ("listed=low", ["Слабая"]),
        ("listed=adverse", ["Трудная"]),
        ("listed=followup", ["Вышедшая"]),
        ("listed=none", ["Гимназия"]),
        ("place=rural", ["Трудная"]),
        ("base=yes", ["Гимназия"]),
        ("sort=-short_name", ["Трудная", "Слабая", "Гимназия", "Вышедшая"]),
        ("", ["Вышедшая", "Гимназия", "Слабая", "Трудная"]),
    ],
)
def test_filters_and_sorting(client, specialist, query, names):
    city = {"municipality": specialist.municipality}
    SchoolFactory(**city, short_name="Гимназия", is_base=True)
    SupportStatusFactory(school=SchoolFactory(**city, short_name="Слабая"))
    hard = SchoolFactory(**city, short_name="Трудная", is_rural=True)
    SupportStatusFactory(school=hard, has_low_results=False, has_adverse_conditions=True)
    SupportStatusFactory(school=hard, year=2025)
    left = SchoolFactory(**city, short_name="Вышедшая")
    SupportStatusFactory(school=left, has_low_results=False, followup_year=1)
    assert shown(client.get(f"{LIST}?{query}")) == names


@pytest.mark.parametrize("query", ["listed=x", "place=%D1%8F", "sort=password", "page=1e20", "page=0", "export=exe"])
def test_nonsense_in_the_address_is_404(client, school, query):
    assert client.get(f"{LIST}?{query}").status_code == 404


@pytest.mark.parametrize("path", [f"{LIST}{'9' * 23}/", f"{LIST}0/", f"{LIST}x/", f"{LIST}1/passport/{'9' * 23}/"])
def test_school_that_cannot_be_is_404(client, school, path):
    assert client.get(path).status_code == 404


def test_workbook_has_exactly_what_is_shown(client, school):
    SchoolFactory(municipality=school.municipality, short_name="=1+1", is_rural=True)
    response = client.get(f"{LIST}?place=rural&export=xlsx")
    rows = list(load_workbook(BytesIO(b"".join(response))).active.values)
    assert rows == [
        ("Школа", "Вид", "В списке этого года", "Местность", "Базовая", "Код"),
        ("=1+1", "СОШ", "—", "сельская", "—", None),
    ]


def test_card_tells_why_the_school_is_on_the_list(client, school):
    SupportStatusFactory(school=school, reason="Две процедуры с долей 34 %")
    facts = {"procedure": "oge", "subject": "математика", "grade": 9, "mean": "3.40", "year": 2026}
    city = {"municipality": school.municipality, "school": school}
    ExamResult.objects.create(**city, **facts, participants_count=48, below_minimum_count=6)
    page = client.get(reverse("schools:show", args=[school.pk])).content.decode()
    for words in ("Две процедуры с долей 34 %", "3,40", "6 (12,5&nbsp;%)", "Работу учителей по ним не оценивают"):
        assert words in page
    assert f"{reverse('curators:visits')}?school={school.pk}" in page


def test_result_nobody_took_part_in_has_no_share():
    assert ExamResult(participants_count=0, below_minimum_count=0).below_minimum_percent is None


def test_facts_are_changed(client, school):
    form = {"short_name": "СОШ № 7", "name": "Средняя школа № 7", "kind": "secondary", "is_rural": "on"}
    response = client.post(reverse("schools:edit", args=[school.pk]), form)
    assert response.url == reverse("schools:show", args=[school.pk])
    school.refresh_from_db()
    assert (school.short_name, school.is_rural) == ("СОШ № 7", True)


def test_second_school_of_the_same_name_is_refused(client, school):
    form = {"short_name": school.short_name, "name": "Ещё одна", "kind": "basic"}
    response = client.post(reverse("schools:add"), form)
    assert "уже есть" in response.context["form"].non_field_errors()[0]
    assert School.objects.count() == 1


def test_half_of_coordinates_is_refused(client, school):
    form = {"short_name": "А", "name": "А", "kind": "basic", "latitude": "56.1"}
    response = client.post(reverse("schools:edit", args=[school.pk]), form)
    assert response.context["form"].non_field_errors() == ["Укажите и широту, и долготу."]


def test_closed_school_says_so(client, school):
    School.objects.update(closed_on=date(2026, 8, 31))
    assert "закрыта" in client.get(LIST).content.decode()
