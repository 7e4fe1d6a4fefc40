"""Who may mark a checkpoint done: whoever is asked to."""

from datetime import date

import pytest

from curators.models import Assignment
from roadmaps.models import Party
from roadmaps.permissions import can_complete
from schools.roles import Role
from tests.roadmaps.factories import CheckpointFactory, PartyFactory, ResponsibilityFactory
from tests.schools.factories import SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db

NAMED, AS_CURATORS, NOBODY = "by name", "кураторы", "nobody"


def asked(role: str, how: str, *, of_school: bool, in_care: bool) -> bool:
    """Whether a person of the role may complete a point that asks for them in that way."""
    home = SchoolFactory()
    city = home.municipality
    facts = {"school": SchoolFactory(municipality=city)} if role == Role.DIRECTOR else {}
    if role == Role.OBSERVER:
        facts["observes_until"] = date(2099, 1, 1)
    person = UserFactory(municipality=city, role=role, **facts)
    if in_care:
        Assignment.objects.create(municipality=city, school=home, curator=person, starts_on=date(2020, 1, 1))
    point = CheckpointFactory(activity__section__roadmap__municipality=city, school=home if of_school else None)
    if how == NAMED:
        party = PartyFactory(municipality=city, user=person)
    elif how == AS_CURATORS:
        party = PartyFactory(municipality=city, kind=Party.Kind.GROUP, group=Party.Group.CURATORS)
    if how != NOBODY:
        ResponsibilityFactory(activity=point.activity, party=party)
    return can_complete(person, point)


@pytest.mark.parametrize(
    ("role", "how", "of_school", "in_care", "allowed"),
    [
        (Role.HEAD, NAMED, False, False, True),
        (Role.HEAD, NOBODY, False, False, False),
        (Role.DIRECTOR, NAMED, False, False, True),
        (Role.DIRECTOR, NAMED, True, False, False),
        (Role.DIRECTOR, NOBODY, False, False, False),
        (Role.CURATOR, NAMED, False, False, True),
        (Role.CURATOR, AS_CURATORS, False, True, True),
        (Role.CURATOR, AS_CURATORS, False, False, False),
        (Role.CURATOR, AS_CURATORS, True, True, True),
        (Role.CURATOR, AS_CURATORS, True, False, False),
        (Role.CURATOR, NAMED, True, True, True),
        (Role.CURATOR, NOBODY, True, True, False),
        (Role.SPECIALIST, NOBODY, True, False, True),
        (Role.METHODIST, NOBODY, False, False, True),
        (Role.OBSERVER, NAMED, False, False, False),
        (Role.ADMIN, NAMED, False, False, False),
    ],
)
def test_whom_the_plan_asks_may_report(role, how, of_school, in_care, allowed):
    assert asked(role, how, of_school=of_school, in_care=in_care) == allowed
