"""Roadmaps, orders and what the semester report counts, for tests of this app."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from config.models import StoredFile
from reports.models import Order
from roadmaps.deadlines import Kind
from roadmaps.models import Activity, Checkpoint, Roadmap, Section
from schools.roles import Role
from tests.schools.factories import MunicipalityFactory, UserFactory


class RoadmapFactory(DjangoModelFactory):
    class Meta:
        model = Roadmap

    municipality = factory.SubFactory(MunicipalityFactory)
    owner = factory.SubFactory(UserFactory, municipality=factory.SelfAttribute("..municipality"))
    title = "Дорожная карта помощи школам Речного округа"
    goal = "Поднять результаты трёх школ округа"
    tasks = factory.LazyFunction(lambda: ["Обучить управленческие команды", "Наладить наставничество"])
    starts_on = date(2026, 9, 1)
    ends_on = date(2027, 8, 31)
    status = Roadmap.Status.SUBMITTED


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    roadmap = factory.SubFactory(RoadmapFactory)
    municipality = factory.SelfAttribute("roadmap.municipality")
    title = factory.Sequence(lambda n: f"Раздел {n}")
    position = factory.Sequence(int)


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    section = factory.SubFactory(SectionFactory)
    roadmap = factory.SelfAttribute("section.roadmap")
    municipality = factory.SelfAttribute("section.municipality")
    position = factory.Sequence(int)
    number = factory.Sequence(lambda n: f"{n + 1}.")
    text = factory.Sequence(lambda n: f"Провести семинар {n} для завучей")
    deadline_text = "до 15 декабря 2026 г."
    deadline_kind = Kind.DATE.value
    deadline_reading = factory.LazyFunction(lambda: {"kind": "date"})
    due_dates = factory.LazyFunction(lambda: [date(2026, 12, 15)])
    responsible_text = "Методический кабинет"
    result = "Справка"


class CheckpointFactory(DjangoModelFactory):
    class Meta:
        model = Checkpoint

    activity = factory.SubFactory(ActivityFactory)
    municipality = factory.SelfAttribute("activity.municipality")
    planned_on = date(2026, 12, 15)
    due_on = factory.SelfAttribute("planned_on")


class OrderFactory(DjangoModelFactory):
    class Meta:
        model = Order

    municipality = factory.SubFactory(MunicipalityFactory)
    executor = factory.SubFactory(
        UserFactory, municipality=factory.SelfAttribute("..municipality"), phone="8 (49600) 2-10-14"
    )
    heading = "О проведении окружного семинара"
    preamble = "В целях обмена опытом"
    clauses = factory.LazyFunction(lambda: ["Провести семинар.", "Директорам школ:", "\tнаправить участников;"])


class FileFactory(DjangoModelFactory):
    class Meta:
        model = StoredFile

    municipality = factory.SubFactory(MunicipalityFactory)
    name = "файл.pdf"
    content_type = "application/pdf"
    size_bytes = 1
    sha256 = "0" * 64
    blob = "1/00/0"


def head_of(municipality):
    return UserFactory(
        municipality=municipality,
        role=Role.HEAD,
        position="Начальник Управления образования",
        last_name="Северова",
        first_name="Марина",
        patronymic="Алексеевна",
    )
