"""Periods, progress reports and duties with deadlines for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from monitoring.models import MonitoringPeriod, ProgressReport
from roadmaps.models import Activity, Checkpoint, Party, Responsibility, Roadmap, Section
from schools.models import User
from schools.roles import Role
from tests.schools.factories import MunicipalityFactory, SchoolFactory, UserFactory


class PeriodFactory(DjangoModelFactory):
    class Meta:
        model = MonitoringPeriod

    municipality = factory.SubFactory(MunicipalityFactory)
    name = "I полугодие 2026/27"
    starts_on = date(2026, 9, 1)
    ends_on = date(2026, 12, 31)
    filing_due_on = date(2026, 12, 25)


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = ProgressReport

    school = factory.SubFactory(SchoolFactory)
    municipality = factory.SelfAttribute("school.municipality")
    period = factory.SubFactory(PeriodFactory, municipality=factory.SelfAttribute("..municipality"))


def written(**facts) -> dict:
    """Texts of a report that may be handed in."""
    return {"achieved": "Открыт консультационный пункт для учителей.", "plans": "Провести три открытых урока.", **facts}


def director_of(school, **facts) -> User:
    return UserFactory(municipality=school.municipality, school=school, role=Role.DIRECTOR, **facts)


def roadmap_in_force(owner: User, **facts) -> Roadmap:
    """An approved municipal roadmap of the school year 2026/27 with one section."""
    roadmap = Roadmap.objects.create(
        **{
            "municipality": owner.municipality,
            "title": "Поддержка школ",
            "starts_on": date(2026, 8, 1),
            "ends_on": date(2027, 8, 31),
            "status": Roadmap.Status.APPROVED,
            "approved_on": date(2026, 9, 1),
            "approved_by_order": "12-о",
            "owner": owner,
            **facts,
        }
    )
    Section.objects.create(municipality=roadmap.municipality, roadmap=roadmap, position=1)
    return roadmap


def duty(roadmap: Roadmap, due_on: date, *, school=None, parties=(), text="Провести семинар", **facts) -> Checkpoint:
    """A checkpoint of a new activity; `parties` answer for it."""
    activity = Activity.objects.create(
        municipality=roadmap.municipality,
        roadmap=roadmap,
        section=roadmap.sections.first(),
        position=roadmap.activities.count() + 1,
        text=text,
    )
    for position, party in enumerate(parties):
        Responsibility.objects.create(
            municipality=roadmap.municipality, activity=activity, party=party, position=position
        )
    return Checkpoint.objects.create(
        municipality=roadmap.municipality, activity=activity, school=school, planned_on=due_on, due_on=due_on, **facts
    )


def person(user: User) -> Party:
    """The responsible party that an account stands for."""
    return Party.objects.create(
        municipality=user.municipality, kind=Party.Kind.PERSON, name=user.short_name, key=user.email, user=user
    )


def group(municipality, which: str) -> Party:
    return Party.objects.create(municipality=municipality, kind=Party.Kind.GROUP, name=which, key=which, group=which)


def unit(municipality) -> Party:
    return Party.objects.create(
        municipality=municipality, kind=Party.Kind.UNIT, name="Методический кабинет", key="методический кабинет"
    )
