"""A half-year with something of everything: what the tests of the semester report count."""

from datetime import date
from decimal import Decimal

from curators.models import Assignment, Consultation, Recommendation, Visit
from monitoring.models import Indicator, IndicatorValue, MonitoringPeriod, ProgressReport
from roadmaps.models import Roadmap
from schools.roles import Role
from schools.school_year import SchoolYear
from tests.reports.factories import ActivityFactory, CheckpointFactory, SectionFactory
from tests.schools.factories import MunicipalityFactory, SchoolFactory, SupportStatusFactory, UserFactory

AS_OF = date(2026, 12, 20)
START, END = date(2026, 9, 1), date(2026, 12, 31)


def make_half_year(schools: int = 3, municipality=None) -> MonitoringPeriod:
    """A town with supported schools, each with a point in every state, a visit, a consultation and a report."""
    town = municipality or MunicipalityFactory()
    before = MonitoringPeriod.objects.create(
        municipality=town,
        name="II полугодие 2025/26",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 5, 31),
        filing_due_on=date(2026, 6, 10),
    )
    period = MonitoringPeriod.objects.create(
        municipality=town, name="I полугодие 2026/27", starts_on=START, ends_on=END, filing_due_on=date(2027, 1, 15)
    )
    curator = UserFactory(municipality=town, role=Role.CURATOR, last_name="Лебедева")
    section = SectionFactory(roadmap__municipality=town, title="Работа с кадрами")
    activities = [ActivityFactory(section=section, number=f"{number}.") for number in range(1, 6)]
    for _ in range(schools):
        add_school(town, period, curator, activities)
    CheckpointFactory(activity=activities[0], planned_on=date(2026, 10, 1), **done_by(curator))
    CheckpointFactory(activity=activities[0], planned_on=date(2027, 3, 1))  # of the next half-year
    approve(section.roadmap)
    draft = CheckpointFactory(activity__section__roadmap__municipality=town)  # of a roadmap that nobody approved
    assert draft.activity.roadmap.status == Roadmap.Status.SUBMITTED
    add_indicators(town, before, period)
    return period


def done_by(person) -> dict:
    return {"done_on": date(2026, 10, 2), "done_by": person, "done_text": "Провели"}


def approve(roadmap: Roadmap) -> None:
    Roadmap.objects.filter(pk=roadmap.pk).update(
        status=Roadmap.Status.APPROVED, approved_on=date(2026, 9, 4), approved_by_order="17-о"
    )


def add_school(town, period, curator, activities) -> None:
    """Five points: done, overdue, moved, ahead, cancelled."""
    school = SupportStatusFactory(school=SchoolFactory(municipality=town), year=SchoolYear.of(START).first).school
    point = {"school": school}
    CheckpointFactory(activity=activities[0], **point, planned_on=date(2026, 10, 1), **done_by(curator))
    CheckpointFactory(activity=activities[1], **point, planned_on=date(2026, 12, 19))
    CheckpointFactory(
        activity=activities[2],
        **point,
        planned_on=date(2026, 11, 1),
        due_on=date(2027, 2, 1),
        move_reason="Ждём приборы",
    )
    CheckpointFactory(activity=activities[3], **point, planned_on=AS_OF)
    CheckpointFactory(
        activity=activities[4],
        **point,
        planned_on=date(2026, 11, 5),
        cancelled_on=date(2026, 11, 2),
        cancel_reason="Отпала нужда",
    )
    mine = {"municipality": town, "school": school, "curator": curator}
    Assignment.objects.create(**mine, starts_on=START)
    Visit.objects.create(**mine, visited_on=date(2026, 10, 7), purpose="Знакомство", findings="Порядок")
    Consultation.objects.create(**mine, held_on=date(2026, 10, 8), topic="План урока", participants_count=4)
    Consultation.objects.create(**mine, held_on=date(2027, 1, 12), topic="После полугодия", participants_count=9)
    Recommendation.objects.create(
        municipality=town, school=school, text="Завести наставников", given_by=curator, given_on=date(2026, 10, 9)
    )
    ProgressReport.objects.create(
        municipality=town,
        school=school,
        period=period,
        status=ProgressReport.Status.ACCEPTED,
        difficulties="Болели двое учителей",
        submitted_at="2026-12-18T10:00:00+03:00",
        submitted_by=curator,
    )


def add_indicators(town, before, period) -> None:
    def value(indicator, period, number, numerator=None, denominator=None):
        IndicatorValue.objects.create(
            municipality=town,
            indicator=indicator,
            period=period,
            value=Decimal(number),
            numerator=numerator,
            denominator=denominator,
            source="Опрос школ",
        )

    share = Indicator.objects.create(
        municipality=town,
        code="share",
        name="Доля обученных команд",
        unit=Indicator.Unit.PERCENT,
        target=100,
        position=101,
    )
    value(share, before, "33.33", 1, 3)
    value(share, period, "66.67", 2, 3)
    bank = Indicator.objects.create(
        municipality=town, code="bank", name="Собран банк практик", unit=Indicator.Unit.YES_NO, target=1, position=102
    )
    value(bank, period, "1")
    Indicator.objects.create(
        municipality=town, code="none", name="Число наставников", unit=Indicator.Unit.COUNT, position=103
    )
