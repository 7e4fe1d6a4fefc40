"""People at work on 21 November 2026 in one municipality."""

import pytest
from django.test import Client

from schools.roles import Role
from tests.schools.factories import MunicipalityFactory, SchoolFactory, UserFactory


@pytest.fixture
def today(time_machine):
    time_machine.move_to("2026-11-21T09:00:00+03:00", tick=False)


@pytest.fixture
def town(db):
    return MunicipalityFactory()


@pytest.fixture
def school(town):
    return SchoolFactory(municipality=town, short_name="МБОУ СОШ № 3")


@pytest.fixture
def people(town, school):
    """One person of each role by the role's name; the director is of `school`."""
    return {
        role.value: UserFactory(
            municipality=town,
            role=role,
            school=school if role == Role.DIRECTOR else None,
            observes_until="2099-01-01" if role == Role.OBSERVER else None,
        )
        for role in Role
    }


@pytest.fixture
def sign_in(people):
    """A browser of the person with that role."""

    def browser(role: str) -> Client:
        client = Client()
        client.force_login(people[role])
        return client

    return browser
