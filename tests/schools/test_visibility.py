"""Who sees which school: the boundary table of `School.objects.visible_to`."""

from datetime import date

import pytest

from schools.models import School, SupportStatus, User
from schools.roles import Role
from tests.curators.factories import AssignmentFactory
from tests.schools.factories import SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(f"{TODAY}T12:00:00+03:00", tick=False)


@pytest.fixture
def school():
    return SchoolFactory()


def sees(user, school) -> bool:
    return School.objects.visible_to(User.objects.get(pk=user.pk)).filter(pk=school.pk).exists()


@pytest.mark.parametrize(
    ("role", "own", "other"),
    [
        (Role.HEAD, True, True),
        (Role.SPECIALIST, True, True),
        (Role.METHODIST, True, True),
        (Role.OBSERVER, True, True),
        (Role.ADMIN, True, True),
        (Role.DIRECTOR, True, False),
        (Role.CURATOR, False, False),
    ],
)
def test_role_sees_own_and_other_schools(school, role, own, other):
    user = UserFactory(municipality=school.municipality, role=role, school=school if role == Role.DIRECTOR else None)
    assert sees(user, school) == own
    assert sees(user, SchoolFactory(municipality=school.municipality)) == other
    assert not sees(user, SchoolFactory())


@pytest.mark.parametrize("role", [Role.CURATOR, Role.DIRECTOR])
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "seen"),
    [
        (date(2026, 11, 22), None, False),
        (date(2026, 11, 21), None, True),
        (date(2026, 9, 1), date(2026, 11, 21), True),
        (date(2026, 9, 1), date(2026, 11, 20), False),
        (date(2026, 11, 21), date(2026, 11, 21), True),
    ],
)
def test_assignment_counts_from_its_first_to_its_last_day(school, role, starts_on, ends_on, seen):
    own = SchoolFactory(municipality=school.municipality)
    curator = UserFactory(municipality=school.municipality, role=role, school=own if role == Role.DIRECTOR else None)
    AssignmentFactory(school=school, curator=curator, starts_on=starts_on, ends_on=ends_on)
    assert sees(curator, school) == seen


@pytest.mark.parametrize(("until", "seen"), [(date(2026, 11, 20), False), (date(2026, 11, 21), True)])
def test_observer_sees_until_the_last_day_inclusive(school, until, seen):
    user = UserFactory(municipality=school.municipality, role=Role.OBSERVER, observes_until=until)
    assert sees(user, school) == seen


def test_facts_of_a_school_are_seen_with_it(school):
    SupportStatusFactory(school=school)
    SupportStatusFactory(school=SchoolFactory(municipality=school.municipality))
    SupportStatusFactory()
    director = UserFactory(municipality=school.municipality, role=Role.DIRECTOR, school=school)
    specialist = UserFactory(municipality=school.municipality)
    assert SupportStatus.objects.visible_to(director).count() == 1
    assert SupportStatus.objects.visible_to(specialist).count() == 2


def test_schools_stand_as_a_reader_looks_for_them():
    municipality = SchoolFactory(short_name="ООШ № 12").municipality
    for name in ("ООШ № 9", "Ёлкинская ООШ", "ООШ № 101", "Елецкая ООШ", "Жуковская ООШ"):
        SchoolFactory(municipality=municipality, short_name=name)
    names = [school.short_name for school in School.objects.in_alphabet()]
    assert names == ["Елецкая ООШ", "Ёлкинская ООШ", "Жуковская ООШ", "ООШ № 9", "ООШ № 12", "ООШ № 101"]
