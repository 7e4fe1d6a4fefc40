"""Two municipalities with everything in them: who tries, and what can be tried.

In each town the director's school is also the curator's; `own` holds objects of that school and of the municipality,
`other` the same kinds of objects of another school of the town.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

from config import files
from config.models import Job, StoredFile
from curators.models import Agreement, Assignment, Consultation, Recommendation, Visit
from monitoring.models import Indicator, MonitoringPeriod, ProgressReport
from reports.builders import semester
from reports.models import Acquaintance, DynamicsNote, Order, PlanFact, SemesterReport
from roadmaps import services
from roadmaps.importers import ReadActivity, ReadOrder, ReadSection, ReadStamp, RoadmapReading
from roadmaps.models import Edition, OutputDocument, Party, Proof, Roadmap, RoadmapImport, RowRemark
from roadmaps.services.editions import freeze
from schools import services as schools
from schools.models import (
    ExamResult,
    IdentificationMethod,
    Municipality,
    PassportImport,
    RecommendedActivity,
    RegisterImport,
    RiskFactor,
    School,
    SelfAssessment,
    User,
)
from schools.roles import Role
from schools.services import equip
from tests.roadmaps.factories import (
    ActivityFactory,
    CheckpointFactory,
    ResponsibilityFactory,
    RoadmapFactory,
    SectionFactory,
)
from tests.schools import tables
from tests.schools.factories import (
    MunicipalityFactory,
    SchoolFactory,
    SupportStatusFactory,
    UserFactory,
)

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
    equip(town.municipality)
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
    _add_identification(town)
    _add_roadmaps_of_the_municipality(town)
    _add_orders(town)
    _add_reports_of_the_municipality(town, period)
    _add_tables_of_results(town)
    for things, author in ((town.own, town.people[Role.CURATOR]), (town.other, town.people[Role.SPECIALIST])):
        _add_roadmaps_of_a_school(town, things)
        _add_proofs(town, things, author)
        _add_care_of_a_school(town, things, base, author)
        things.result = ExamResult.objects.create(
            municipality=town.municipality, school=things.school, year=2026, procedure="oge", subject="Химия", grade=9,
            participants_count=20, below_minimum_count=3, mean=3.5,
        )  # fmt: skip
        _add_reports_of_a_school(town, things, period)
        things.school_dynamics = _dynamics_note(town, things.school, town.people[Role.DIRECTOR])
    return town


def _add_identification(town: Town) -> None:
    """A method in force with the draft of its next version, a run that is looked through, one that is confirmed."""
    own, specialist = town.own, town.people[Role.SPECIALIST]
    own.method = IdentificationMethod.objects.get(municipality=town.municipality, code="points")
    own.version = own.method.versions.get()
    own.version_draft = schools.next_draft(own.method, by=specialist)
    own.run = schools.start_run(own.version, year=TODAY.year, by=specialist)
    own.run_school = own.run.schools.get(school=own.school)
    own.run_confirmed = schools.confirm_run(
        schools.start_run(own.version, year=TODAY.year - 1, by=specialist), by=specialist
    )


def _add_roadmaps_of_the_municipality(town: Town) -> None:
    own, city, specialist = town.own, {"municipality": town.municipality}, town.people[Role.SPECIALIST]
    own.passport_question = town.municipality.passport_questions.first()
    own.questionnaire = town.municipality.questionnaires.get()
    own.recommended = RecommendedActivity.objects.filter(municipality=town.municipality).first()
    own.person = town.people[Role.METHODIST]
    own.party = Party.objects.create(**city, kind=Party.Kind.PERSON, name="Лунёва А. И.", key="лунёва а и")
    own.draft = RoadmapFactory(**city, owner=specialist)
    own.draft_section = SectionFactory(roadmap=own.draft)
    own.draft_activity = ActivityFactory(section=own.draft_section)
    own.row_remark = RowRemark.objects.create(
        **city, roadmap=own.draft, activity=own.draft_activity, row="Семинар", text="Поясните", made_by=specialist
    )
    own.submitted = RoadmapFactory(**city, owner=specialist, status=Roadmap.Status.SUBMITTED)
    ActivityFactory(section=SectionFactory(roadmap=own.submitted))
    own.approved = RoadmapFactory(**city, owner=specialist, in_force=True)
    activity = ActivityFactory(section=SectionFactory(roadmap=own.approved))
    own.town_checkpoint = CheckpointFactory(activity=activity)
    own.edition = _edition(own.approved, specialist)
    own.amendment, own.amendment_submitted = (_amendment(city, specialist) for _ in range(2))
    services.submit(own.amendment_submitted, by=specialist)
    own.roadmap_import = RoadmapImport.objects.create(
        **city, file=_paper(town), reading=READING.as_dict(), created_by=specialist
    )
    own.register_import = _register_import(town)
    own.passport_taken, own.passport_import = (_passport_import(town, year) for year in (2025, 2026))
    schools.take_passports(own.passport_taken, by=specialist)


def _register_import(town: Town) -> RegisterImport:
    """A table that brings one new school."""
    table = "Краткое наименование;Код\nМБОУ СОШ № 77;770077\n"
    file = files.store(table.encode(), name="Школы.csv", by=town.people[Role.SPECIALIST])
    return RegisterImport.objects.create(
        municipality=town.municipality,
        file=file,
        meanings=["short_name", "code"],
        created_by=town.people[Role.SPECIALIST],
    )


def _passport_import(town: Town, year: int) -> PassportImport:
    """A table that brings one new passport."""
    by, table = town.people[Role.SPECIALIST], f"Школа;Обучающихся\n{town.other.school.short_name};12\n"
    file = files.store(table.encode(), name="Паспорта.csv", by=by)
    return PassportImport.objects.create(municipality=town.municipality, file=file, year=year, created_by=by)


def _add_orders(town: Town) -> None:
    own, file = town.own, _paper(town)
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
    Acquaintance.objects.create(municipality=town.municipality, order=own.order, user=town.people[Role.DIRECTOR])


def _add_reports_of_the_municipality(town: Town, period: MonitoringPeriod) -> None:
    own, city, specialist = town.own, {"municipality": town.municipality}, town.people[Role.SPECIALIST]
    file, done = _paper(town), {**city, "created_by": specialist, "status": Job.Status.DONE}
    own.period = period
    own.indicator = Indicator.objects.create(
        **city, code="trained", name="Обученные команды", unit=Indicator.Unit.COUNT
    )
    own.job = Job.objects.create(**done, kind="reports.semester", subject="1", title="Справка")
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
    printing = Job.objects.create(**done, kind="reports.plan_fact", subject="2", title="План-факт")
    own.plan_fact = PlanFact.objects.create(
        **city, roadmap=own.approved, as_of=TODAY, pdf=file, docx=file, xlsx=file, job=printing, built_by=specialist
    )
    own.dynamics_note = _dynamics_note(town, None, specialist)


def _dynamics_note(town: Town, school: School | None, by: User) -> DynamicsNote:
    city = {"municipality": town.municipality}
    job = Job.objects.create(
        **city, created_by=by, status=Job.Status.DONE, kind="reports.dynamics", subject="3", title="Справка о динамике"
    )
    return DynamicsNote.objects.create(
        **city,
        school=school,
        about=str(school or town.municipality),
        as_of=TODAY,
        pdf=_paper(town),
        job=job,
        built_by=by,
    )


def _add_tables_of_results(town: Town) -> None:
    """One taken, one waiting, with a school that is not known."""
    by, line = town.people[Role.SPECIALIST], [2025, "ВПР", "История", 7, 20, 4, 3.4]
    town.own.taken_results = tables.take(tables.csv([town.own.school.short_name, *line]), by)
    rows = ([town.other.school.short_name, *line], ["Вечерняя школа", *line])
    town.own.result_import = tables.hand_in(tables.csv(*rows), by)


def _paper(town: Town) -> StoredFile:
    """The same bytes are kept once."""
    return files.store(b"%PDF-1.7", name="Справка.pdf", by=town.people[Role.SPECIALIST])


def _amendment(city: dict, by: User) -> Roadmap:
    """The draft of changes of a further roadmap in force."""
    plan = RoadmapFactory(**city, owner=by, in_force=True)
    ActivityFactory(section=SectionFactory(roadmap=plan))
    draft = services.begin_amendment(plan, by=by)
    draft.activities.update(text="Иначе")
    return draft


def _edition(roadmap: Roadmap, by: User) -> Edition:
    """The text of a roadmap that was approved before anything was frozen."""
    freeze(roadmap, list(roadmap.activities.in_order()), by=by, order_number="17-о", on=date(2026, 9, 1))
    return Edition.objects.get(roadmap=roadmap)


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


def _add_roadmaps_of_a_school(town: Town, things) -> None:
    facts = {"municipality": town.municipality, "school": things.school, "owner": town.people[Role.SPECIALIST]}
    things.school_draft = RoadmapFactory(**facts)
    things.school_section = SectionFactory(roadmap=things.school_draft)
    things.school_activity = ActivityFactory(section=things.school_section)
    things.school_approved = RoadmapFactory(**facts, in_force=True)
    activity, asked = (ActivityFactory(section=SectionFactory(roadmap=things.school_approved)) for _ in range(2))
    curators, _ = Party.objects.get_or_create(
        municipality=town.municipality, kind=Party.Kind.GROUP, name="кураторы", key="кураторы", group="curators"
    )
    ResponsibilityFactory(activity=asked, party=curators)
    of_school = {"school": things.school}
    things.checkpoint = CheckpointFactory(activity=activity, **of_school)
    things.curators_checkpoint = CheckpointFactory(activity=asked, **of_school)
    things.done_checkpoint = CheckpointFactory(activity=activity, **of_school, due_on=date(2026, 9, 30), done=True)


def _add_proofs(town: Town, things, author: User) -> None:
    """A document of whoever looks after the school, and one that the director has handed in."""
    things.document = _proof(things, "Протокол.pdf", author).document
    things.proof = _proof(things, "Приказ.pdf", town.people[Role.DIRECTOR])


def _proof(things, name: str, by: User) -> Proof:
    point = things.done_checkpoint
    city = {"municipality": point.municipality}
    document = OutputDocument.objects.create(
        **city, activity=point.activity, file=files.store(f"%PDF-1.7 {name}".encode(), name=name, by=by), added_by=by
    )
    return Proof.objects.create(**city, document=document, checkpoint=point)


def _add_care_of_a_school(town: Town, things, base: School, author: User) -> None:
    of_school = {"municipality": town.municipality, "school": things.school}
    things.assignment = Assignment.objects.filter(school=things.school).first() or Assignment.objects.create(
        **of_school, curator=author, starts_on=date(2026, 1, 1)
    )
    things.visit = Visit.objects.create(
        **of_school, curator=author, visited_on=TODAY, purpose="Уроки", findings="Готовы"
    )
    things.consultation = Consultation.objects.create(**of_school, curator=author, held_on=TODAY, topic="Оценивание")
    things.agreement = Agreement.objects.create(
        **of_school,
        base_school=base,
        number=str(things.school.pk),
        signed_on=date(2026, 9, 1),
        subject="Наставничество",
    )
    things.assessment = SelfAssessment.objects.create(
        **of_school,
        year=2026,
        questionnaire=town.municipality.questionnaires.get(),
        answers={"staff_1": 3},
        filled_by=author,
        submitted_at="2026-10-01T10:00:00Z",
    )
    RiskFactor.objects.create(
        **of_school,
        year=2026,
        kind=town.municipality.risk_kinds.get(code="staff"),
        name="Дефицит педагогических кадров",
        significance=RiskFactor.Significance.HIGH,
        assessment=things.assessment,
    )
    things.recommendation = Recommendation.objects.create(
        **of_school, text="Посетить уроки", given_by=author, given_on=TODAY
    )


def _add_reports_of_a_school(town: Town, things, period: MonitoringPeriod) -> None:
    of_school = {"municipality": town.municipality, "school": things.school}
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
