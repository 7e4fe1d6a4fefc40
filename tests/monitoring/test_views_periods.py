"""Pages of half-years and indicators. Today is 21 November 2026."""

import pytest
from django.urls import reverse

from monitoring import services
from monitoring.models import Indicator, IndicatorValue, MonitoringPeriod, ProgressReport
from schools.roles import Role
from tests.monitoring.factories import PeriodFactory, ReportFactory
from tests.schools.factories import SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db

DATES = {"starts_on": "2026-09-01", "ends_on": "2026-12-31", "filing_due_on": "2026-12-25"}


@pytest.fixture(autouse=True)
def today(time_machine) -> None:
    time_machine.move_to("2026-11-21T10:00:00+03:00", tick=False)


@pytest.fixture
def period() -> MonitoringPeriod:
    return PeriodFactory()


@pytest.fixture
def specialist(period, client):
    return enter(client, period, Role.SPECIALIST)


def enter(client, period, role):
    school = SchoolFactory(municipality=period.municipality) if role == Role.DIRECTOR else None
    user = UserFactory(municipality=period.municipality, role=role, school=school)
    client.force_login(user)
    return user


def page(name: str, *args) -> str:
    return reverse(f"monitoring:{name}", args=args)


def test_a_specialist_opens_a_half_year_and_its_reports(specialist, period, client):
    proposed = client.get(page("add_period")).text
    assert 'value="II полугодие 2026/27"' in proposed
    assert 'value="2027-01-01"' in proposed
    SupportStatusFactory(school=SchoolFactory(municipality=period.municipality))
    data = {"name": "II полугодие", "starts_on": "2027-01-01", "ends_on": "2027-05-31", "filing_due_on": "2027-05-25"}
    answer = client.post(page("add_period"), data, follow=True)
    assert "Полугодие сохранено" in answer.text
    assert ProgressReport.objects.get().period.name == "II полугодие"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"ends_on": "2026-08-31"}, "Окончание — не раньше начала"),
        ({"ends_on": "2028-12-31"}, "не позже чем через год"),
        ({"filing_due_on": "2026-08-01"}, "Срок сдачи не может быть раньше"),
        ({"starts_on": "0000-01-01"}, "Введите правильную дату"),
        ({"starts_on": "9999-01-01", "ends_on": "9999-02-01", "filing_due_on": "9999-02-01"}, "Проверьте год"),
        ({}, "Полугодие с таким началом уже есть"),
        ({"name": ""}, "Обязательное поле"),
    ],
)
def test_what_cannot_be_a_half_year(specialist, period, client, changes, error):
    answer = client.post(page("add_period"), {"name": "Ещё одно", **DATES, **changes})
    assert error in answer.text
    assert MonitoringPeriod.objects.count() == 1


def test_the_head_closes_a_half_year_after_reading_what_is_left(period, client):
    ReportFactory(period=period)
    enter(client, period, Role.HEAD)
    assert "1 отчёт ещё не принят" in client.get(page("close_period", period.pk)).text
    answer = client.post(page("close_period", period.pk), follow=True)
    assert "Полугодие закрыто" in answer.text
    assert "уже закрыто" in client.post(page("close_period", period.pk), follow=True).text


def test_a_closed_half_year_cannot_be_edited(specialist, period, client):
    MonitoringPeriod.objects.update(is_closed=True)
    assert client.get(page("edit_period", period.pk)).url == page("period", period.pk)
    assert "больше не открываются" in client.post(page("open_reports", period.pk), follow=True).text
    assert "больше не пересчитываются" in client.post(page("compute_indicators", period.pk), follow=True).text


def test_reports_are_opened_for_schools_listed_later(specialist, period, client):
    SupportStatusFactory(school=SchoolFactory(municipality=period.municipality))
    assert "Добавлено отчётов: 1" in client.post(page("open_reports", period.pk), follow=True).text
    assert "уже открыты" in client.post(page("open_reports", period.pk), follow=True).text


@pytest.mark.parametrize(
    ("role", "look", "edit", "close", "enter_values"),
    [
        (Role.HEAD, 200, 403, 200, 403),
        (Role.SPECIALIST, 200, 200, 403, 200),
        (Role.METHODIST, 200, 403, 403, 200),
        (Role.OBSERVER, 200, 403, 403, 403),
        (Role.DIRECTOR, 403, 403, 403, 403),
        (Role.CURATOR, 403, 403, 403, 403),
        (Role.ADMIN, 403, 403, 403, 403),
    ],
)
def test_rights(period, client, role, look, edit, close, enter_values):
    enter(client, period, role)
    services.ensure_indicators(period.municipality_id)
    indicator = Indicator.objects.get(code="teams_trained")
    for name in ("period", "indicators"):
        assert client.get(page(name, period.pk)).status_code == look
    assert client.get(page("periods")).status_code == look
    assert client.get(page("edit_period", period.pk)).status_code == edit
    assert client.get(page("add_period")).status_code == edit
    assert client.get(page("close_period", period.pk)).status_code == close
    assert client.get(page("enter_indicator", period.pk, indicator.pk)).status_code == enter_values
    for name in ("period", "indicators", "edit_period", "close_period"):
        assert client.get(page(name, PeriodFactory().pk)).status_code == 404
    assert client.get(page("enter_indicator", PeriodFactory().pk, indicator.pk)).status_code == 404


def test_indicators_are_computed_and_entered(specialist, period, client):
    assert "Показателей пока нет" in client.get(page("indicators", period.pk)).text
    assert "пересчитаны" in client.post(page("compute_indicators", period.pk), follow=True).text
    share = Indicator.objects.get(code="teams_trained")
    data = {"value": "", "numerator": "4", "denominator": "5", "source": "опрос"}
    assert "Значение сохранено" in client.post(page("enter_indicator", period.pk, share.pk), data, follow=True).text
    yes = Indicator.objects.get(code="practice_bank")
    client.post(page("enter_indicator", period.pk, yes.pk), {"value": "1", "source": "положение"})
    shown = client.get(page("indicators", period.pk)).text
    assert "4 из 5" in shown
    assert "<b>80 %</b>" in shown
    assert "<b>да</b>" in shown


@pytest.mark.parametrize(
    ("code", "data", "error"),
    [
        ("teams_trained", {"numerator": "6", "denominator": "5"}, "Часть не может быть больше целого"),
        ("teams_trained", {"numerator": "6"}, "Укажите оба числа"),
        ("teams_trained", {"numerator": "0", "denominator": "0"}, "больше нуля"),
        ("teams_trained", {"value": "101"}, "больше 100"),
        ("teams_trained", {"value": "-1"}, "отрицательным"),
        ("teams_trained", {}, "Укажите долю или два числа"),
        ("practice_bank", {"value": ""}, "Обязательное поле"),
        ("practice_bank", {"value": "7"}, "Выберите корректный вариант"),
    ],
)
def test_values_that_cannot_be(specialist, period, client, code, data, error):
    services.ensure_indicators(period.municipality_id)
    indicator = Indicator.objects.get(code=code)
    answer = client.post(page("enter_indicator", period.pk, indicator.pk), {"source": "опрос", **data})
    assert error in answer.text
    assert not IndicatorValue.objects.exists()


def test_a_computed_indicator_is_not_entered(specialist, period, client):
    services.ensure_indicators(period.municipality_id)
    indicator = Indicator.objects.get(code="agreements")
    data = {"value": "9", "source": "опрос"}
    answer = client.post(page("enter_indicator", period.pk, indicator.pk), data, follow=True)
    assert "считается по данным" in answer.text
    assert not IndicatorValue.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_statements_do_not_grow(specialist, period, client, count, django_assert_max_num_queries):
    for number in range(count):
        ReportFactory(period=period, school=SchoolFactory(municipality=period.municipality))
        PeriodFactory(municipality=period.municipality, starts_on=f"{1990 + number}-01-01", ends_on="2026-12-31")
    services.compute(period, as_of=period.ends_on)
    for name, most in (("periods", 5), ("period", 7), ("indicators", 7)):
        with django_assert_max_num_queries(most):
            client.get(page(name, period.pk) if name != "periods" else page(name))
