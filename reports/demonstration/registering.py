"""Part of the first step of the demonstration: how the register came about, and what results are compared with."""

from datetime import date

from reports.demonstration import places
from reports.demonstration.results import KINDS, by_marks, region_figures
from schools import services
from schools.models import ExamResult, Municipality, ResultBenchmark, School, User
from schools.roles import Role
from schools.school_year import SchoolYear

LONG_AGO = 4  # years; of the year after it nothing is known: a gap in the charts


def register(municipality: Municipality, schools: tuple[places.SchoolFacts, ...], year: SchoolYear) -> None:
    """Earlier results with a year missing, the region's figures; in the large one also what happened to schools."""
    rows = {school.short_name: school for school in municipality.schools.all()}
    _compare(municipality, year)
    for facts in schools:
        _long_ago(rows[facts.short_name], facts, year)
    if places.JOINED.heir in rows:
        by = municipality.users.filter(role=Role.SPECIALIST).first()
        _join(rows[places.JOINED.heir], year, by)
        _rename(rows[places.RENAMED[0]], year, by)
        _make_base(rows[places.MADE_BASE], year, by)


def _compare(municipality: Municipality, year: SchoolYear) -> None:
    ResultBenchmark.objects.bulk_create(
        ResultBenchmark(
            municipality=municipality,
            level=ResultBenchmark.Level.REGION,
            year=year.first - LONG_AGO,
            **figures,
        )
        for figures in region_figures(LONG_AGO)
        if figures["grade"] < 11
    )


def _long_ago(school: School, facts: places.SchoolFacts, year: SchoolYear) -> None:
    ExamResult.objects.bulk_create(
        ExamResult(
            municipality=school.municipality,
            school=school,
            year=year.first - LONG_AGO,
            **by_marks(facts, kind, LONG_AGO, place),
        )
        for place, kind in enumerate(KINDS)
    )


def _join(heir: School, year: SchoolYear, by: User) -> None:
    joined = School.objects.create(
        municipality=heir.municipality,
        short_name=places.JOINED.short_name,
        name=places.JOINED.name,
        kind=School.Kind.PRIMARY,
        address=places.JOINED.address,
        is_rural=True,
    )
    for place, (procedure, subject, grade) in enumerate(KINDS[:2]):
        ExamResult.objects.create(
            municipality=heir.municipality, school=joined, year=year.first - 4, procedure=procedure, subject=subject,
            grade=grade - 2, participants_count=7, below_minimum_count=1 + place, mean="3.4",
        )  # fmt: skip
    services.merge_school(
        joined,
        by=by,
        into=heir,
        closed_on=date(year.first - 2, 9, 1),
        ground=f"Постановление администрации от 14.06.{year.first - 2} № 611",
    )


def _rename(school: School, year: SchoolYear, by: User) -> None:
    present, former = (school.short_name, school.name), places.RENAMED[1:]
    School.objects.filter(pk=school.pk).update(short_name=former[0], name=former[1])
    services.save_school(
        school,
        by=by,
        ground=f"Приказ от 20.05.{year.first - 1} № 87-о",
        on=date(year.first - 1, 8, 1),
        short_name=present[0],
        name=present[1],
    )


def _make_base(school: School, year: SchoolYear, by: User) -> None:
    School.objects.filter(pk=school.pk).update(is_base=False)
    ground = f"Приказ от 25.08.{year.first - 1} № 140-о"
    services.save_school(school, by=by, ground=ground, on=date(year.first - 1, 9, 1), is_base=True)
