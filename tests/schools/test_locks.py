"""Two people at once, each on a connection of their own: nobody's work is written over unseen."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from schools import services
from schools.models import SelfAssessment, SocialPassport
from schools.services.equipping import equip
from tests.roadmaps.test_locks import Started
from tests.schools.factories import SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = 2026


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def specialist(school):
    equip(school.municipality)
    return UserFactory(municipality=school.municipality)


def test_a_verification_is_not_written_over_by_an_answer(school, specialist):
    hand_in = {"by": specialist, "answers": {"staff_1": 3}, "submit": True}
    row = services.save_assessment(school, YEAR, **hand_in, version=None)
    with transaction.atomic():
        services.verify_assessment(row, by=specialist, visited_on=date(2026, 11, 20), corrections={}, version=1)
        quick = Started(services.save_assessment, school, YEAR, **hand_in, version=1).stands_at_a_lock()
    quick.thread.join()
    assert isinstance(quick.error, ValidationError)
    assert SelfAssessment.objects.get().verified_by == specialist


def test_an_import_of_passports_keeps_what_was_answered_meanwhile(school, specialist):
    answer = {"by": specialist, "reasons": {}, "submit": False}
    services.save_passport(school, YEAR, values={"pupils_count": 1}, **answer, version=None)
    with transaction.atomic():
        services.save_passport(school, YEAR, values={"pupils_count": 2}, **answer, version=1)
        values = {school.pk: {"vacancies_count": 3}}
        quick = Started(services.import_passports, YEAR, values, by=specialist).stands_at_a_lock()
    quick.thread.join()
    assert quick.error is None
    assert SocialPassport.objects.get().values == {"pupils_count": 2, "vacancies_count": 3}
