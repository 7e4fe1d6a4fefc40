"""Migrations that give municipalities the standard lists: frozen, whatever the lists of today say."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from schools.models import (
    IdentificationMethod,
    IdentificationRun,
    MethodVersion,
    PassportQuestion,
    Questionnaire,
    RecommendedActivity,
    RiskFactor,
    RiskKind,
)
from schools.risks import Content, profile
from tests.schools.factories import MunicipalityFactory, SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db


def carry_out(name: str, verb: str) -> None:
    getattr(import_module(f"schools.migrations.{name}"), verb)(apps, None)


def test_the_questionnaire_is_given_and_known_risks_are_tied_to_it():
    school = SchoolFactory()
    name = "Дефицит педагогических кадров"
    RiskFactor.objects.create(
        municipality=school.municipality, school=school, year=2025, name=name, significance="high"
    )
    carry_out("0013_give_questionnaire", "give")
    assert (RiskKind.objects.count(), RecommendedActivity.objects.count()) == (10, 24)
    content = Content.from_dict(Questionnaire.objects.get().content)
    worst = {question.code: len(content.options(question)) - 1 for question in content.asked}
    assert len(profile(content, worst)) == 10
    assert RiskFactor.objects.get().kind.code == "staff"


def test_the_methods_are_given_and_can_be_read():
    MunicipalityFactory()
    carry_out("0015_standard_methods", "give")
    assert set(IdentificationMethod.objects.values_list("code", flat=True)) == {"thresholds", "points", "combined"}
    assert [version.rules.faults for version in MethodVersion.objects.all()] == [[], [], []]


def test_the_questions_of_the_passport_are_given():
    PassportQuestion.objects.filter(municipality=MunicipalityFactory()).delete()
    carry_out("0007_fill_passport_values", "fill")
    assert PassportQuestion.objects.count() == 14


def test_one_entry_order_of_both_lists_becomes_that_of_each():
    first, later = ("7-о", date(2025, 10, 1)), ("12-о", date(2026, 10, 1))
    unknown = ("", None)
    row = SchoolFactory()
    carry_out("0015_standard_methods", "give")
    who = UserFactory(municipality=row.municipality)
    confirmed = {"status": "fixed", "confirmed_by": who, "confirmed_at": "2026-10-01T10:00:00Z"}
    run = IdentificationRun.objects.create(
        municipality=row.municipality, year=2026, version=MethodVersion.objects.first(), inputs={}, made_by=who,
        method={"decisions": {"adverse": {}}}, order_number=later[0], order_signed_on=later[1], **confirmed,
    )  # fmt: skip
    both = {"has_low_results": True, "has_adverse_conditions": True}
    adverse = {"has_low_results": False, "has_adverse_conditions": True}
    years = ((2025, {}, None), (2026, both, run), (2027, {"has_low_results": False, "followup_year": 1}, None))
    alone, unlinked = SchoolFactory(municipality=row.municipality), SchoolFactory(municipality=row.municipality)
    places = [
        *((row, year, flags, of, orders) for (year, flags, of), orders in zip(
            years, ((first, unknown), (first, later), (first, later)), strict=True)),
        (alone, 2026, adverse, None, (unknown, first)),
        (unlinked, 2025, {}, None, (first, unknown)),
        (unlinked, 2026, both, None, (first, unknown)),
    ]  # fmt: skip
    for school, year, flags, of, _ in places:
        SupportStatusFactory(school=school, year=year, run=of, low_entry_number="7-о", low_entry_on=first[1], **flags)
    carry_out("0019_entry_order_of_each_list", "tell_apart")
    for school, year, _, _, told in places:
        one = school.support_statuses.get(year=year)
        low = (one.low_entry_number, one.low_entry_on)
        assert (low, (one.adverse_entry_number, one.adverse_entry_on)) == told, (school, year)
