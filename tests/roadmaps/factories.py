"""Roadmaps, their rows and checkpoints for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from roadmaps.models import Activity, Checkpoint, Party, Responsibility, Roadmap, Section
from roadmaps.services.wording import read_into
from schools.roles import Role
from tests.schools.factories import MunicipalityFactory, UserFactory


class RoadmapFactory(DjangoModelFactory):
    """A municipal draft of the school year 2026/27."""

    class Meta:
        model = Roadmap

    municipality = factory.SubFactory(MunicipalityFactory)
    owner = factory.SubFactory(UserFactory, municipality=factory.SelfAttribute("..municipality"), role=Role.SPECIALIST)
    title = factory.Sequence(lambda n: f"Дорожная карта поддержки школ, редакция {n}")
    starts_on = date(2026, 8, 1)
    ends_on = date(2027, 8, 31)

    class Params:
        in_force = factory.Trait(
            status=Roadmap.Status.APPROVED, approved_on=date(2026, 9, 1), approved_by_order="17-о", approved_text={}
        )


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    roadmap = factory.SubFactory(RoadmapFactory)
    municipality = factory.SelfAttribute("roadmap.municipality")
    title = factory.Sequence(lambda n: f"Раздел {n}")
    position = factory.Sequence(lambda n: n + 1)


class ActivityFactory(DjangoModelFactory):
    """A row whose deadline has been read."""

    class Meta:
        model = Activity

    section = factory.SubFactory(SectionFactory)
    roadmap = factory.SelfAttribute("section.roadmap")
    municipality = factory.SelfAttribute("section.municipality")
    position = factory.Sequence(lambda n: n + 1)
    number = factory.Sequence(lambda n: f"{n + 1}.")
    text = factory.Sequence(lambda n: f"Семинар для завучей, встреча {n}")
    deadline_text = "октябрь 2026"
    responsible_text = "Ветрова А. И."
    result = "Материалы семинара"
    output_documents = "Программа"

    @classmethod
    def _create(cls, model_class, *args, **facts):
        activity = model_class(*args, **facts)
        read_into(activity, activity.roadmap.period)
        activity.save()
        return activity


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    municipality = factory.SubFactory(MunicipalityFactory)
    kind = Party.Kind.PERSON
    name = factory.Sequence(lambda n: f"Лугова{n} А. И.")
    key = factory.LazyAttribute(lambda party: party.name.casefold())


class ResponsibilityFactory(DjangoModelFactory):
    class Meta:
        model = Responsibility

    activity = factory.SubFactory(ActivityFactory)
    municipality = factory.SelfAttribute("activity.municipality")
    party = factory.SubFactory(PartyFactory, municipality=factory.SelfAttribute("..municipality"))
    position = 0


class CheckpointFactory(DjangoModelFactory):
    """A point of an approved roadmap, for the municipality unless a school is given."""

    class Meta:
        model = Checkpoint

    activity = factory.SubFactory(ActivityFactory, section__roadmap__in_force=True)
    municipality = factory.SelfAttribute("activity.municipality")
    due_on = date(2026, 10, 31)
    planned_on = factory.SelfAttribute("due_on")

    class Params:
        done = factory.Trait(
            done_on=date(2026, 10, 20),
            done_text="Семинар проведён",
            done_by=factory.SelfAttribute("activity.roadmap.owner"),
        )
