"""The piece of a school's card that tells how the work with it goes."""

from datetime import date

import pytest
from django.urls import reverse

from schools.roles import Role
from tests.curators.factories import (
    AgreementFactory,
    AssignmentFactory,
    ConsultationFactory,
    RecommendationFactory,
    VisitFactory,
)
from tests.monitoring.factories import PeriodFactory, ReportFactory, duty, roadmap_in_force
from tests.schools.factories import SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MOST_STATEMENTS = 12 + 2  # the request's transaction stands inside the test's: a savepoint made and released


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-20T12:00:00+03:00", tick=False)


@pytest.fixture
def specialist(client):
    user = UserFactory(role=Role.SPECIALIST)
    client.force_login(user)
    return user


@pytest.fixture
def school(specialist):
    return SchoolFactory(municipality=specialist.municipality, short_name="МБОУ СОШ № 7")


def told(client, school) -> dict[str, str]:
    page = client.get(reverse("monitoring:school_work", args=[school.pk]), headers=HTMX)
    assert page.status_code == 200
    return {line.title: " ".join(filter(None, line[2:])) for line in page.context["lines"]}


def work(school, specialist, *, days: int) -> None:
    """So many things of each kind."""
    plan = roadmap_in_force(specialist, school=school)
    for day in range(1, days + 1):
        duty(plan, date(2026, 10, day), school=school)
        AssignmentFactory(school=school)
        VisitFactory(school=school, visited_on=date(2026, 9, day))
        ConsultationFactory(school=school, held_on=date(2026, 9, day))
        RecommendationFactory(school=school)
        AgreementFactory(school=school, number=f"{school.pk}/{days}/{day}")


def test_where_nothing_was_done_each_line_says_so(client, school):
    assert told(client, school) == {
        "Дорожная карта": "нет",
        "Контрольные точки": "сроки не наступили",
        "Отчёт": "не нужен",
        "Кураторы": "не закреплены",
        "Посещения": "не было",
        "Консультации": "не было с начала учебного года",
        "Рекомендации": "нет",
        "Договоры": "",
    }


def test_what_was_done(client, specialist, school):
    plan = roadmap_in_force(specialist, school=school)
    duty(plan, date(2026, 10, 1), school=school, done_on=date(2026, 9, 30), done_by=specialist, done_text="Провели")
    duty(plan, date(2026, 11, 19), school=school)
    duty(plan, date(2026, 11, 20), school=school)  # due today: not late
    ReportFactory(school=school, period=PeriodFactory(municipality=school.municipality))
    curator = AssignmentFactory(school=school).curator
    VisitFactory(school=school, visited_on=date(2026, 10, 30))
    ConsultationFactory(school=school, held_on=date(2026, 8, 31))  # of the year before
    ConsultationFactory(school=school, held_on=date(2026, 9, 1))
    RecommendationFactory(school=school)
    base = SchoolFactory(municipality=school.municipality, short_name="МБОУ СОШ № 2", is_base=True)
    AgreementFactory(school=school, base_school=base)
    AgreementFactory(school=school, base_school=base, number="8", ends_on=date(2026, 11, 19))  # over
    lines = told(client, school)
    assert lines["Дорожная карта"] == "утверждена"
    assert lines["Контрольные точки"] == "выполнено 1 из 2 просрочено 1"
    assert lines["Отчёт"] == "I полугодие 2026/27: сдать до 25.12.2026"
    assert lines["Кураторы"] == curator.short_name
    assert lines["Посещения"].replace("\u00a0", " ") == "последнее 30.10.2026"
    assert lines["Консультации"] == "1 с начала учебного года"
    assert lines["Рекомендации"] == "не выполнено 1 из 1"
    assert lines["Договоры"] == "МБОУ СОШ № 2"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-12-25", "I полугодие 2026/27: сдать до 25.12.2026"),
        ("2026-12-26", "I полугодие 2026/27: не сдан просрочен"),
    ],
)
def test_a_report_is_late_after_its_day(client, specialist, school, time_machine, day, text):
    time_machine.move_to(f"{day}T12:00:00+03:00", tick=False)
    client.force_login(specialist)
    ReportFactory(school=school, period=PeriodFactory(municipality=school.municipality))
    assert told(client, school)["Отчёт"] == text


def test_the_same_number_of_statements_for_much_work(client, specialist, school, django_assert_max_num_queries):
    asked = set()
    for days in (1, 5):
        work(school, specialist, days=days)
        with django_assert_max_num_queries(MOST_STATEMENTS) as counted:
            told(client, school)
        asked.add(len(counted))
    assert len(asked) == 1


def test_a_line_leads_to_the_register_of_that_school(client, specialist, school):
    work(school, specialist, days=2)
    work(SchoolFactory(municipality=school.municipality), specialist, days=3)
    ReportFactory(school=school, period=PeriodFactory(municipality=school.municipality))
    page = client.get(reverse("monitoring:school_work", args=[school.pk]), headers=HTMX)
    for line in page.context["lines"]:
        rows = client.get(line.url).context["table"].page.object_list.data
        assert rows, line.title
        assert len(rows) <= 2, line.title


@pytest.mark.parametrize("side", ["school", "base_school"])
def test_the_register_of_agreements_knows_a_school_on_either_side(client, school, side):
    others = [SchoolFactory(municipality=school.municipality) for _ in range(3)]
    AgreementFactory(**{"school": others[0], "base_school": others[1], side: school})
    AgreementFactory(school=others[1], base_school=others[2], number="9")
    rows = client.get(f"{reverse('curators:agreements')}?school={school.pk}").context["table"].page.object_list.data
    assert [getattr(row, side) for row in rows] == [school]


def test_opened_by_itself_it_leads_to_the_card(client, school):
    page = client.get(reverse("monitoring:school_work", args=[school.pk]))
    assert page.url == reverse("schools:show", args=[school.pk])
