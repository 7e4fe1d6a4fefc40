"""Assigning, recording, correcting, carrying out."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from curators import services
from curators.models import Assignment, Recommendation, Visit
from schools.roles import Role
from tests.curators.factories import (
    AssignmentFactory,
    ConsultationFactory,
    CuratorFactory,
    RecommendationFactory,
    VisitFactory,
)
from tests.schools.factories import SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db
SEPTEMBER, MAY = date(2026, 9, 1), date(2027, 5, 31)
VISIT = {"visited_on": date(2026, 11, 12), "purpose": "Посещение уроков", "findings": "Опорные схемы на каждом уроке"}


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def specialist(school):
    return UserFactory(municipality=school.municipality)


@pytest.fixture
def curator(school):
    return CuratorFactory(municipality=school.municipality)


def reasons(refusal) -> str:
    return " ".join(refusal.value.messages)


# --- assignments -----------------------------------------------------------------------------------------------------


def test_assignment_says_who_made_it(school, curator, specialist):
    assignment = services.assign(school, curator, by=specialist, starts_on=SEPTEMBER, by_order="№ 5")
    assert (assignment.assigned_by, assignment.municipality, assignment.by_order) == (
        specialist,
        school.municipality,
        "№ 5",
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "refused"),
    [
        (date(2026, 9, 1), None, True),
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
        (date(2026, 8, 1), date(2026, 8, 31), False),
        (date(2026, 8, 1), date(2026, 9, 1), True),
    ],
)
def test_same_curator_is_not_assigned_twice_for_a_day(school, curator, specialist, starts_on, ends_on, refused):
    AssignmentFactory(school=school, curator=curator, starts_on=SEPTEMBER, ends_on=date(2026, 12, 31))
    with pytest.raises(ValidationError, match="уже закреплён") if refused else nullcontext():
        services.assign(school, curator, by=specialist, starts_on=starts_on, ends_on=ends_on)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.ADMIN])
def test_who_takes_no_part_is_no_curator(school, specialist, role):
    person = UserFactory(municipality=school.municipality, role=role)
    with pytest.raises(ValidationError):
        services.assign(school, person, by=specialist, starts_on=SEPTEMBER)


def test_who_left_is_no_curator(school, specialist):
    person = CuratorFactory(municipality=school.municipality, is_active=False)
    with pytest.raises(ValidationError):
        services.assign(school, person, by=specialist, starts_on=SEPTEMBER)


def test_curator_of_another_municipality_is_never_assigned(school, specialist):
    with pytest.raises(ValueError, match="another municipality"):
        services.assign(school, CuratorFactory(), by=specialist, starts_on=SEPTEMBER)
    assert not Assignment.objects.exists()


def test_end_is_kept_with_its_author(school, specialist):
    ended = services.end(AssignmentFactory(school=school), by=specialist, ends_on=MAY)
    assert (ended.ends_on, ended.ended_by) == (MAY, specialist)


def test_assignment_cannot_end_before_it_starts(school, specialist):
    with pytest.raises(ValidationError) as refusal:
        services.end(AssignmentFactory(school=school), by=specialist, ends_on=date(2026, 8, 31))
    assert "раньше, чем началось" in reasons(refusal)


# --- visits and consultations ----------------------------------------------------------------------------------------


def test_visit_belongs_to_who_wrote_it(school, curator):
    visit = services.record_visit(school, by=curator, **VISIT)
    assert (visit.curator, visit.municipality, visit.version) == (curator, school.municipality, 1)


def test_same_visit_sent_twice_is_one_row(school, curator):
    first = services.record_visit(school, by=curator, **VISIT)
    assert services.record_visit(school, by=curator, **VISIT) == first
    assert Visit.objects.count() == 1


def test_other_words_about_the_same_visit_are_not_swallowed(school, curator):
    services.record_visit(school, by=curator, **VISIT)
    with pytest.raises(ValidationError) as refusal:
        services.record_visit(school, by=curator, **{**VISIT, "findings": "Другое"})
    assert refusal.value.code == "twice"


@pytest.mark.django_db(transaction=True)
def test_double_click_in_two_connections_is_one_row(school, curator):
    def click(_):
        try:
            return services.record_visit(school, by=curator, **VISIT).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        rows = set(threads.map(click, range(8)))
    connection.close()
    assert len(rows) == 1


def test_correction_counts_versions_and_says_who(school, specialist):
    visit = VisitFactory(school=school)
    changed = services.change(visit, by=specialist, version=1, school=school, **{**VISIT, "findings": "Исправлено"})
    assert (changed.findings, changed.version, changed.changed_by) == ("Исправлено", 2, specialist)
    assert changed.curator == visit.curator
    assert changed.changed_at


def test_second_editor_overwrites_nothing(school, specialist):
    consultation = ConsultationFactory(school=school, outcome="Как было", version=2)
    facts = {"held_on": consultation.held_on, "topic": "Иначе", "outcome": "Иначе"}
    with pytest.raises(ValidationError) as refusal:
        services.change(consultation, by=specialist, version=1, school=school, **facts)
    assert refusal.value.code == "conflict"
    consultation.refresh_from_db()
    assert consultation.outcome == "Как было"


def test_visit_never_moves_to_a_foreign_school(school, specialist):
    with pytest.raises(ValueError, match="another municipality"):
        services.change(VisitFactory(school=school), by=specialist, version=1, school=SchoolFactory(), **VISIT)


# --- recommendations -------------------------------------------------------------------------------------------------


def test_same_recommendation_sent_twice_is_one_row(school, curator):
    for _ in range(2):
        services.recommend(school, by=curator, audience="teachers", text="Чаще читать вслух", given_on=SEPTEMBER)
    assert Recommendation.objects.count() == 1


def test_recommendation_is_carried_out_once(school, specialist):
    given = RecommendationFactory(school=school)
    done = services.complete(given, by=specialist, done_on=date(2026, 11, 1), text="План пересмотрен")
    assert (done.done_by, done.done_text) == (specialist, "План пересмотрен")
    with pytest.raises(ValidationError) as refusal:
        services.complete(given, by=specialist, done_on=date(2026, 11, 2), text="Ещё раз")
    assert "01.11.2026" in reasons(refusal)


def test_recommendation_is_not_carried_out_before_it_is_given(school, specialist):
    with pytest.raises(ValidationError) as refusal:
        services.complete(RecommendationFactory(school=school), by=specialist, done_on=date(2026, 10, 11), text="План")
    assert "Раньше" in reasons(refusal)
