"""Assignments, visits, consultations, agreements and recommendations for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from curators.models import Agreement, Assignment, Consultation, Recommendation, Visit
from schools.roles import Role
from tests.schools.factories import SchoolFactory, UserFactory

OF_SCHOOL = factory.SelfAttribute("school.municipality")


class CuratorFactory(UserFactory):
    role = Role.CURATOR
    position = "Методист"


class OfSchoolFactory(DjangoModelFactory):
    """A row about a school, in the school's municipality, by a person of that municipality."""

    class Meta:
        abstract = True

    school = factory.SubFactory(SchoolFactory)
    municipality = OF_SCHOOL


class AssignmentFactory(OfSchoolFactory):
    class Meta:
        model = Assignment

    curator = factory.SubFactory(CuratorFactory, municipality=factory.SelfAttribute("..municipality"))
    starts_on = date(2026, 9, 1)
    by_order = "№ 12-о от 01.09.2026"


class VisitFactory(OfSchoolFactory):
    class Meta:
        model = Visit

    curator = factory.SubFactory(CuratorFactory, municipality=factory.SelfAttribute("..municipality"))
    visited_on = date(2026, 10, 12)
    purpose = factory.Sequence(lambda n: f"Посещение уроков, день {n}")
    findings = "Уроки построены вокруг заданий на чтение"


class ConsultationFactory(OfSchoolFactory):
    class Meta:
        model = Consultation

    curator = factory.SubFactory(CuratorFactory, municipality=factory.SelfAttribute("..municipality"))
    held_on = date(2026, 10, 20)
    topic = factory.Sequence(lambda n: f"Разбор результатов, часть {n}")
    participants_count = 6


class AgreementFactory(OfSchoolFactory):
    class Meta:
        model = Agreement

    base_school = factory.SubFactory(SchoolFactory, municipality=factory.SelfAttribute("..municipality"), is_base=True)
    number = factory.Sequence(lambda n: f"{n}-с")
    signed_on = date(2026, 9, 15)
    subject = "Взаимное посещение уроков"


class RecommendationFactory(OfSchoolFactory):
    class Meta:
        model = Recommendation

    given_by = factory.SubFactory(CuratorFactory, municipality=factory.SelfAttribute("..municipality"))
    given_on = date(2026, 10, 12)
    text = factory.Sequence(lambda n: f"Пересмотреть план внутренней проверки, пункт {n}")
