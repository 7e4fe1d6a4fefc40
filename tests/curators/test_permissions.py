"""Who may do what for schools: boundary tables."""

from datetime import date

import pytest

from curators.permissions import can_complete_recommendation, can_edit_record, schools_in_care
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
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(f"{TODAY}T12:00:00+03:00", tick=False)


def person(role: str, school=None):
    facts = {"school": school} if role == Role.DIRECTOR else {}
    return UserFactory(municipality=(school or SchoolFactory()).municipality, role=role, **facts)


@pytest.mark.parametrize(
    ("role", "any_school", "assigned_school"),
    [
        (Role.SPECIALIST, True, True),
        (Role.METHODIST, True, True),
        (Role.CURATOR, False, True),
        (Role.DIRECTOR, False, True),
        (Role.HEAD, False, True),
        (Role.OBSERVER, False, False),
        (Role.ADMIN, False, False),
    ],
)
def test_school_is_in_the_care_of(role, any_school, assigned_school):
    own = SchoolFactory()
    user = person(role, own)
    other, assigned, closed = (SchoolFactory(municipality=own.municipality) for _ in range(3))
    closed.closed_on = date(2026, 8, 31)
    closed.save()
    AssignmentFactory(school=assigned, curator=user)
    AssignmentFactory(school=closed, curator=user)
    cared = set(schools_in_care(user, TODAY))
    assert (other in cared, assigned in cared) == (any_school, assigned_school)
    assert (own in cared) == any_school  # a director does not visit the own school
    assert closed not in cared
    assert SchoolFactory() not in cared


@pytest.mark.parametrize(
    ("visited_on", "day", "allowed"),
    [
        (date(2026, 9, 1), date(2027, 1, 14), True),
        (date(2026, 9, 1), date(2027, 1, 15), False),
        (date(2027, 1, 1), date(2027, 6, 14), True),
        (date(2027, 1, 1), date(2027, 6, 15), False),
        (date(2027, 6, 1), date(2027, 9, 14), True),
        (date(2027, 8, 31), date(2027, 9, 15), False),
    ],
)
def test_author_corrects_until_two_weeks_after_the_half_year(visited_on, day, allowed):
    visit = VisitFactory(visited_on=visited_on)
    assert can_edit_record(visit.curator, visit, day) == allowed
    assert can_edit_record(UserFactory(municipality=visit.municipality), visit, day)


@pytest.mark.parametrize("role", [Role.HEAD, Role.METHODIST, Role.CURATOR, Role.OBSERVER, Role.ADMIN])
def test_nobody_else_corrects(role):
    record = ConsultationFactory(held_on=TODAY)
    assert can_edit_record(record.curator, record, TODAY)
    assert not can_edit_record(person(role), record, TODAY)


@pytest.mark.parametrize(
    ("role", "allowed"), [(Role.SPECIALIST, True), (Role.DIRECTOR, True), (Role.HEAD, False), (Role.CURATOR, False)]
)
def test_recommendation_is_carried_out_by_the_school_or_for_it(role, allowed):
    given = RecommendationFactory()
    assert can_complete_recommendation(person(role, given.school), given) == allowed


def test_other_director_or_a_second_time_is_refused():
    given = RecommendationFactory()
    assert not can_complete_recommendation(person(Role.DIRECTOR, SchoolFactory()), given)
    done = RecommendationFactory(done_on=TODAY, done_text="Готово")
    assert not can_complete_recommendation(person(Role.DIRECTOR, done.school), done)


def test_author_whose_assignment_ended_is_still_the_author():
    curator = CuratorFactory()
    visit = VisitFactory(curator=curator, school=SchoolFactory(municipality=curator.municipality))
    assert can_edit_record(curator, visit, TODAY)
