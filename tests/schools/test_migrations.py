"""Migrations that give municipalities the standard lists: frozen, whatever the lists of today say."""

from importlib import import_module

import pytest
from django.apps import apps

from schools.models import (
    IdentificationMethod,
    MethodVersion,
    PassportQuestion,
    Questionnaire,
    RecommendedActivity,
    RiskFactor,
    RiskKind,
)
from schools.risks import Content, profile
from tests.schools.factories import MunicipalityFactory, SchoolFactory

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
