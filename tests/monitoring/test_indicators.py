"""Indicators: rules over a batch of facts, then what is gathered and stored."""

from datetime import date
from decimal import Decimal

import pytest

from monitoring import services
from monitoring.indicators import CATALOGUE, RULES, Due, Facts, Results, measure
from monitoring.models import Indicator, IndicatorValue
from monitoring.services.indicators import gather
from roadmaps.services import NotPossible
from schools.models import ExamResult
from tests.curators.factories import AgreementFactory, ConsultationFactory, VisitFactory
from tests.monitoring.factories import PeriodFactory, ReportFactory, director_of, duty, roadmap_in_force
from tests.schools.factories import SchoolFactory, SupportStatusFactory, UserFactory

DAY = date(2026, 11, 20)


def facts(**given) -> Facts:
    return Facts(as_of=DAY, **given)


@pytest.mark.parametrize(
    ("code", "given", "numerator", "denominator", "value"),
    [
        ("school_roadmaps", {"supported": {1, 2, 3}, "with_roadmap": {1, 9}}, 1, 3, "33.33"),
        ("school_roadmaps", {"supported": set()}, 0, 0, None),
        ("supported_directly", {"supported": {1, 2}, "visited": {1}, "consulted": {2, 9}}, 2, 2, "100.00"),
        ("visited_schools", {"supported": {1, 2}, "visited": {2}}, 1, 2, "50.00"),
        ("partnered_schools", {"supported": {1, 2}, "with_agreement": {1, 2, 3}}, 2, 2, "100.00"),
        ("agreements", {"agreements_count": 4}, 4, None, "4"),
        ("consultations", {}, 0, None, "0"),
        ("teachers_trained", {"teachers_trained_count": 12}, 12, None, "12"),
        ("accepted_reports", {"reports_count": 5, "accepted_reports_count": 2}, 2, 5, "40.00"),
    ],
)
def test_shares_and_counts(code, given, numerator, denominator, value):
    given = {name: frozenset(ids) if isinstance(ids, set) else ids for name, ids in given.items()}
    result = measure(facts(**given))[code]
    assert (result.numerator, result.denominator) == (numerator, denominator)
    assert result.value == (value and Decimal(value))


@pytest.mark.parametrize(
    ("due_on", "done_on", "counts"),
    [
        (date(2026, 11, 19), None, (0, 1)),  # yesterday, not done
        (date(2026, 11, 20), None, (0, 0)),  # today: not late yet
        (date(2026, 11, 20), date(2026, 11, 20), (1, 1)),  # on the day itself is in time
        (date(2026, 11, 19), date(2026, 11, 20), (0, 1)),  # a day late
        (date(2026, 12, 19), date(2026, 11, 1), (1, 1)),  # ahead of time
        (date(2026, 12, 19), None, (0, 0)),
    ],
)
def test_done_in_time(due_on, done_on, counts):
    result = measure(facts(due=(Due(due_on, done_on),)))["done_in_time"]
    assert (result.numerator, result.denominator) == counts


def test_schools_with_fewer_low_results_than_a_year_ago():
    last = {1: Results(100, 10), 2: Results(50, 5), 3: Results(20, 1)}
    before = {1: Results(100, 11), 2: Results(100, 10)}
    result = measure(facts(last_results=last, results_before=before))
    assert (result["improved_schools"].numerator, result["improved_schools"].denominator) == (1, 2)
    assert (result["low_results"].numerator, result["low_results"].denominator) == (16, 170)


def test_codes_of_the_catalogue_differ_and_computed_ones_say_how():
    assert len({entry.code for entry in CATALOGUE}) == len(CATALOGUE)
    assert all(entry.counted for entry in RULES.values())


@pytest.fixture
def period(db):
    return PeriodFactory()


def support(period):
    return SupportStatusFactory(school=SchoolFactory(municipality=period.municipality)).school


@pytest.mark.django_db
def test_only_the_period_up_to_the_day_and_the_own_municipality_count(period):
    school, other = support(period), support(PeriodFactory())
    for one in (school, other):
        VisitFactory(school=one, visited_on=date(2026, 10, 1))
        ConsultationFactory(school=one, held_on=date(2026, 10, 1))
    VisitFactory(school=support(period), visited_on=date(2026, 8, 31))
    ConsultationFactory(school=school, held_on=date(2026, 11, 21))
    AgreementFactory(school=school, signed_on=date(2026, 9, 5), ends_on=DAY)
    AgreementFactory(school=school, signed_on=date(2025, 9, 5), ends_on=date(2026, 11, 19))
    roadmap = roadmap_in_force(UserFactory(municipality=period.municipality), school=school)
    duty(roadmap, date(2026, 10, 1), school=school)
    duty(roadmap, date(2027, 2, 1), school=school)
    ReportFactory(
        school=school,
        period=period,
        status="submitted",
        submitted_at="2026-11-10T10:00Z",
        submitted_by=director_of(school),
        teachers_trained_count=3,
    )
    known = gather(period, DAY)
    assert len(known.supported) == 2
    assert known.visited == known.consulted == known.with_roadmap == known.with_agreement == {school.pk}
    assert (known.agreements_count, known.consultations_count) == (1, 1)
    assert known.due == (Due(date(2026, 10, 1), None),)
    assert (known.reports_count, known.accepted_reports_count, known.teachers_trained_count) == (1, 0, 3)


@pytest.mark.django_db
def test_results_of_the_last_two_years_with_results(period):
    school = support(period)
    for year, below in ((2024, 30), (2025, 20)):
        ExamResult.objects.create(
            municipality=school.municipality, school=school, year=year, procedure="vpr", subject="Математика",
            grade=6, participants_count=100, below_minimum_count=below, mean=3,
        )  # fmt: skip
    ExamResult.objects.create(
        municipality=school.municipality, school=school, year=2025, procedure="vpr", subject="История",
        grade=6, participants_count=None, below_minimum_count=7, mean=3,
    )  # fmt: skip
    known = gather(period, DAY)
    assert known.last_results == {school.pk: Results(100, 20)}
    assert known.results_before == {school.pk: Results(100, 30)}


@pytest.mark.django_db
def test_computed_values_are_stored_once_and_follow_the_data(period):
    school = support(period)
    services.compute(period, as_of=DAY)
    values = IndicatorValue.objects.filter(indicator__code="visited_schools")
    assert [(value.value, value.numerator, value.denominator) for value in values] == [(0, 0, 1)]
    assert not IndicatorValue.objects.filter(indicator__code="low_results").exists(), "no results are not zero"
    VisitFactory(school=school, visited_on=DAY)
    services.compute(period, as_of=DAY)
    assert [value.in_words for value in values.all()] == ["100 %"]


@pytest.mark.django_db
def test_the_catalogue_keeps_what_the_municipality_changed(period):
    services.ensure_indicators(period.municipality_id)
    Indicator.objects.filter(code="agreements").update(target=7)
    services.ensure_indicators(period.municipality_id)
    assert Indicator.objects.count() == len(CATALOGUE)
    assert Indicator.objects.get(code="agreements").target_in_words == "не менее 7"


@pytest.mark.django_db
def test_people_enter_what_is_not_computed_and_nothing_else(period):
    services.ensure_indicators(period.municipality_id)
    by = UserFactory(municipality=period.municipality)
    entered = Indicator.objects.get(code="teams_trained")
    for numerator in (3, 4):
        services.enter_value(
            entered, period, by=by, value=Decimal(20 * numerator), numerator=numerator, denominator=5, source="опрос"
        )
    value = IndicatorValue.objects.get()
    assert (value.in_words, value.entered_by, value.source) == ("80 %", by, "опрос")
    with pytest.raises(NotPossible, match="считается по данным"):
        services.enter_value(Indicator.objects.get(code="agreements"), period, by=by, value=Decimal(9), source="опрос")


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3, 30])
def test_statements_do_not_grow_with_schools(period, count, django_assert_max_num_queries):
    services.ensure_indicators(period.municipality_id)
    for _ in range(count):
        VisitFactory(school=support(period), visited_on=DAY)
    with django_assert_max_num_queries(16):
        services.compute(period, as_of=DAY)
