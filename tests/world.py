"""Two municipalities with everything in them: who tries, and what can be tried.

In each town the director's school is also the curator's; `own` holds objects of that school and of the municipality,
`other` the same kinds of objects of another school of the town.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

from config import files
from config.models import Job
from curators.models import Agreement, Assignment, Consultation, Recommendation, Visit
from monitoring.models import Indicator, MonitoringPeriod, ProgressReport
from reports.builders import semester
from reports.models import Acquaintance, Order, SemesterReport
from roadmaps.importers import ReadActivity, ReadOrder, ReadSection, ReadStamp, RoadmapReading
from roadmaps.models import OutputDocument, Party, Proof, Roadmap, RoadmapImport
from schools.models import Municipality, School, User
from schools.roles import Role
from tests.roadmaps.factories import (
    ActivityFactory,
    CheckpointFactory,
    ResponsibilityFactory,
    RoadmapFactory,
    SectionFactory,
)
from tests.schools.factories import MunicipalityFactory, SchoolFactory, SupportStatusFactory, UserFactory

TODAY = date(2026, 11, 21)
READING = RoadmapReading(
    order=ReadOrder(),
    stamp=ReadStamp(),
    title="План",
    goal="",
    tasks=(),
    target_groups=(),
    expected_results=(),
    indicators=(),
    schools=(),
    period=(date(2026, 8, 1), date(2027, 8, 31)),
    columns=(),
    sections=(ReadSection("", (ReadActivity("1.", "Семинар", "октябрь"),)),),
    doubts=(),
    table_doubts=(),
    unplaced=(),
    source=(),
    heading=(0, 0),
)


@dataclass
class Town:
    """A municipality: its people by role, objects of the director's school, objects of another school."""

    municipality: Municipality
    people: dict[str, User] = field(default_factory=dict)
    own: SimpleNamespace = field(default_factory=SimpleNamespace)
    other: SimpleNamespace = field(default_factory=SimpleNamespace)


def settle() -> Town:
    town = Town(MunicipalityFactory())
    for name in ("own", "other"):
        school = SchoolFactory(municipality=town.municipality)
        SupportStatusFactory(school=school)
        setattr(town, name, SimpleNamespace(school=school))
    base = SchoolFactory(municipality=town.municipality, is_base=True)
    for role in Role:
        facts = {"school": town.own.school} if role == Role.DIRECTOR else {}
        if role == Role.OBSERVER:
            facts["observes_until"] = date(2099, 1, 1)
        town.people[role] = UserFactory(municipality=town.municipality, role=role, **facts)
    Assignment.objects.create(
        municipality=town.municipality,
        school=town.own.school,
        curator=town.people[Role.CURATOR],
        starts_on=date(2026, 1, 1),
    )
    period = MonitoringPeriod.objects.create(
        municipality=town.municipality,
        name="I полугодие 2026/27",
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 12, 31),
        filing_due_on=date(2026, 12, 25),
    )
    _add_work_of_the_municipality(town, period)
    for things, author in ((town.own, town.people[Role.CURATOR]), (town.other, town.people[Role.SPECIALIST])):
        _add_work_of_a_school(town, things, things.school, base, period, author)
    return town


def _add_work_of_the_municipality(town: Town, period: MonitoringPeriod) -> None:
    own, city, specialist = town.own, {"municipality": town.municipality}, town.people[Role.SPECIALIST]
    own.period, own.person = period, town.people[Role.METHODIST]
    own.party = Party.objects.create(**city, kind=Party.Kind.PERSON, name="Лунёва А. И.", key="лунёва а и")
    own.draft = RoadmapFactory(**city, owner=specialist)
    own.draft_section = SectionFactory(roadmap=own.draft)
    own.draft_activity = ActivityFactory(section=own.draft_section)
    own.submitted = RoadmapFactory(**city, owner=specialist, status=Roadmap.Status.SUBMITTED)
    ActivityFactory(section=SectionFactory(roadmap=own.submitted))
    own.approved = RoadmapFactory(**city, owner=specialist, in_force=True)
    activity = ActivityFactory(section=SectionFactory(roadmap=own.approved))
    own.town_checkpoint = CheckpointFactory(activity=activity)
    file = files.store(b"%PDF-1.7", name="Справка.pdf", by=specialist)
    own.roadmap_import = RoadmapImport.objects.create(
        **city, file=file, reading=READING.as_dict(), created_by=specialist
    )
    own.indicator = Indicator.objects.create(
        **city, code="trained", name="Обученные команды", unit=Indicator.Unit.COUNT
    )
    own.order_draft = _order(town, "О закреплении кураторов")
    own.order_submitted = _order(town, "Об итогах", status=Order.Status.SUBMITTED)
    signed = {
        "status": Order.Status.SIGNED,
        "year": 2026,
        "signed_on": date(2026, 9, 1),
        "signed_by": town.people[Role.HEAD],
    }
    own.order = _order(town, "О плане", number="1-о", sequence=1, pdf=file, docx=file, **signed)
    own.order_without_files = _order(town, "О семинаре", number="2-о", sequence=2, content={}, **signed)
    Acquaintance.objects.create(**city, order=own.order, user=town.people[Role.DIRECTOR])
    own.job = Job.objects.create(
        **city, kind="reports.semester", subject="1", title="Справка", created_by=specialist, status=Job.Status.DONE
    )
    own.semester_report = SemesterReport.objects.create(
        **city,
        period=period,
        as_of=TODAY,
        content=semester.build(town.municipality, period, as_of=TODAY).as_dict(),
        pdf=file,
        xlsx=file,
        job=own.job,
        built_by=specialist,
    )


def _order(town: Town, heading: str, **facts) -> Order:
    return Order.objects.create(
        municipality=town.municipality,
        heading=heading,
        preamble="В целях помощи школам",
        clauses=["Помочь школам."],
        executor=town.people[Role.SPECIALIST],
        check_key=uuid.uuid4(),
        **facts,
    )


def _add_work_of_a_school(
    town: Town, things, school: School, base: School, period: MonitoringPeriod, author: User
) -> None:
    of_school = {"municipality": town.municipality, "school": school}
    things.school_draft = RoadmapFactory(**of_school, owner=town.people[Role.SPECIALIST])
    things.school_section = SectionFactory(roadmap=things.school_draft)
    things.school_activity = ActivityFactory(section=things.school_section)
    in_force = RoadmapFactory(**of_school, owner=town.people[Role.SPECIALIST], in_force=True)
    activity = ActivityFactory(section=SectionFactory(roadmap=in_force))
    things.school_approved = in_force
    things.checkpoint = CheckpointFactory(activity=activity, school=school)
    asked = ActivityFactory(section=SectionFactory(roadmap=in_force))
    curators, _ = Party.objects.get_or_create(
        municipality=town.municipality, kind=Party.Kind.GROUP, name="кураторы", key="кураторы", group="curators"
    )
    ResponsibilityFactory(activity=asked, party=curators)
    things.curators_checkpoint = CheckpointFactory(activity=asked, school=school)
    things.done_checkpoint = CheckpointFactory(activity=activity, school=school, due_on=date(2026, 9, 30), done=True)
    things.document = OutputDocument.objects.create(
        municipality=town.municipality,
        activity=activity,
        file=files.store(b"%PDF-1.7 proof", name="Протокол.pdf", by=author),
        added_by=author,
    )
    Proof.objects.create(municipality=town.municipality, document=things.document, checkpoint=things.done_checkpoint)
    things.assignment = Assignment.objects.filter(school=school).first() or Assignment.objects.create(
        **of_school, curator=author, starts_on=date(2026, 1, 1)
    )
    things.visit = Visit.objects.create(
        **of_school, curator=author, visited_on=TODAY, purpose="Уроки", findings="Готовы"
    )
    things.consultation = Consultation.objects.create(**of_school, curator=author, held_on=TODAY, topic="Оценивание")
    things.agreement = Agreement.objects.create(
        **of_school, base_school=base, number=str(school.pk), signed_on=date(2026, 9, 1), subject="Наставничество"
    )
    things.recommendation = Recommendation.objects.create(
        **of_school, text="Посетить уроки", given_by=author, given_on=TODAY
    )
    things.report = ProgressReport.objects.create(
        **of_school, period=period, achieved="Занятия идут", difficulties="Нет", plans="Дальше"
    )
    earlier, _ = MonitoringPeriod.objects.get_or_create(
        municipality=town.municipality,
        starts_on=date(2026, 1, 1),
        defaults={"name": "II полугодие 2025/26", "ends_on": date(2026, 5, 31), "filing_due_on": date(2026, 5, 25)},
    )
    things.submitted_report = ProgressReport.objects.create(
        **of_school,
        period=earlier,
        achieved="Сделано",
        status=ProgressReport.Status.SUBMITTED,
        submitted_at="2026-05-20T10:00:00Z",
        submitted_by=town.people[Role.DIRECTOR],
    )
