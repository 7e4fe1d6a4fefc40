"""Half-years: opened with a draft for each supported school, closed for good."""

from datetime import date

import pytest

from monitoring import services
from monitoring.models import IndicatorValue, MonitoringPeriod, ProgressReport
from roadmaps.services import NotPossible
from tests.monitoring.factories import PeriodFactory
from tests.schools.factories import SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def specialist():
    return UserFactory()


def supported(municipality, year=2026, **facts):
    return SupportStatusFactory(school=SchoolFactory(municipality=municipality, **facts), year=year).school


def test_a_new_half_year_opens_a_draft_for_each_supported_school(specialist):
    city = specialist.municipality
    schools = {supported(city), supported(city)}
    supported(city, year=2025)
    supported(city, closed_on=date(2026, 9, 1))
    SchoolFactory(municipality=city)
    supported(SchoolFactory().municipality)
    period = services.save_period(services.next_period(city.pk, date(2026, 10, 1)), by=specialist)
    assert {report.school for report in ProgressReport.objects.filter(period=period)} == schools
    assert set(ProgressReport.objects.values_list("municipality", "status")) == {(city.pk, "draft")}


def test_a_school_listed_later_gets_its_draft_and_the_others_keep_theirs(specialist):
    period = PeriodFactory(municipality=specialist.municipality)
    supported(specialist.municipality)
    assert services.open_reports(period) == 1
    ProgressReport.objects.update(achieved="Уже написано")
    supported(specialist.municipality)
    assert services.open_reports(period) == 1
    assert ProgressReport.objects.filter(achieved="Уже написано").count() == 1


@pytest.mark.parametrize(
    ("today", "name", "starts_on", "ends_on", "filing_due_on"),
    [
        (date(2026, 9, 1), "I полугодие 2026/27", date(2026, 9, 1), date(2026, 12, 31), date(2026, 12, 25)),
        (date(2026, 12, 31), "I полугодие 2026/27", date(2026, 9, 1), date(2026, 12, 31), date(2026, 12, 25)),
        (date(2027, 1, 1), "II полугодие 2026/27", date(2027, 1, 1), date(2027, 5, 31), date(2027, 5, 25)),
        (date(2027, 5, 31), "II полугодие 2026/27", date(2027, 1, 1), date(2027, 5, 31), date(2027, 5, 25)),
        (date(2027, 6, 1), "I полугодие 2027/28", date(2027, 9, 1), date(2027, 12, 31), date(2027, 12, 25)),
    ],
)
def test_the_half_year_proposed(specialist, today, name, starts_on, ends_on, filing_due_on):
    period = services.next_period(specialist.municipality_id, today)
    assert (period.name, period.starts_on, period.ends_on) == (name, starts_on, ends_on)
    assert period.filing_due_on == filing_due_on


def test_the_half_year_after_the_latest_is_proposed(specialist):
    PeriodFactory(municipality=specialist.municipality)
    assert services.next_period(specialist.municipality_id, date(2026, 10, 1)).name == "II полугодие 2026/27"


def test_closing_takes_the_indicators_for_the_last_time(specialist):
    supported(specialist.municipality)
    period = PeriodFactory(municipality=specialist.municipality)
    services.close_period(period, by=specialist, as_of=date(2026, 12, 30))
    assert MonitoringPeriod.objects.get().is_closed
    assert IndicatorValue.objects.exists()


def test_a_closed_half_year_does_not_change(specialist):
    period = PeriodFactory(municipality=specialist.municipality, is_closed=True)
    for verb in (
        lambda: services.close_period(period, by=specialist, as_of=date(2026, 12, 30)),
        lambda: services.save_period(period, by=specialist),
        lambda: services.open_reports(period),
        lambda: services.compute(period, as_of=date(2026, 12, 30)),
    ):
        with pytest.raises(NotPossible, match="олугодие"):
            verb()
