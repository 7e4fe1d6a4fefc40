"""A small town before its plan is approved: two supported schools, five people, a half-year."""

from dataclasses import dataclass
from datetime import date

from monitoring.models import ProgressReport
from monitoring.services.periods import open_reports
from roadmaps.models import Checkpoint
from schools.models import School
from schools.roles import Role
from tests.curators.factories import AssignmentFactory
from tests.monitoring.factories import PeriodFactory
from tests.roadmaps.importers.documents import HEADING, ORDER, PARTS, STAMP, TITLE, as_docx
from tests.schools.factories import PASSWORD, MunicipalityFactory, SchoolFactory, SupportStatusFactory, UserFactory

PRACTICES = 24  # enough rows for the appendix of the order to go over the page
ROWS = [
    ["Подготовка"],
    ["1.", "Создать рабочую группу", "до 10 декабря 2026 г.", "методический кабинет", "Приказ"],
    ["2.", "Провести входные диагностики", "до 23 ноября 2026 г.", "руководители школ", "Справка"],
    ["3.", "Посетить уроки", "в течение учебного года", "кураторы", "Карты посещений"],
    ["Работа"],
    *(
        [f"{n}.", f"Провести практикум № {n} для учителей", "март 2027 года", "методический кабинет", "Материалы"]
        for n in range(4, 4 + PRACTICES)
    ),
]
ACTIVITIES = 3 + PRACTICES


@dataclass(frozen=True)
class Town:
    """`school` is the director's and the curator's, `other_school` the other director's."""

    school: School
    other_school: School
    emails: dict[str, str]

    @property
    def report(self) -> ProgressReport:
        return ProgressReport.objects.get(school=self.school)

    def checkpoint(self, school: School | None, text: str) -> Checkpoint:
        return Checkpoint.objects.get(school=school, activity__text=text)


def settle() -> Town:
    municipality = MunicipalityFactory(name="Заречный район")
    school, other = (SchoolFactory(municipality=municipality, short_name=f"МБОУ СОШ № {n}") for n in (7, 9))
    for supported in (school, other):
        SupportStatusFactory(school=supported)
    SchoolFactory(municipality=municipality, short_name="МБОУ лицей № 1", is_base=True)
    people = {
        "specialist": UserFactory(municipality=municipality, role=Role.SPECIALIST, password=PASSWORD),
        "head": UserFactory(municipality=municipality, role=Role.HEAD, position="Начальник отдела", password=PASSWORD),
        "director": UserFactory(municipality=municipality, role=Role.DIRECTOR, school=school, password=PASSWORD),
        "stranger": UserFactory(municipality=municipality, role=Role.DIRECTOR, school=other, password=PASSWORD),
        "curator": UserFactory(municipality=municipality, role=Role.CURATOR, password=PASSWORD),
    }
    AssignmentFactory(municipality=municipality, school=school, curator=people["curator"], starts_on=date(2026, 9, 1))
    open_reports(PeriodFactory(municipality=municipality))
    return Town(school, other, {name: person.email for name, person in people.items()})


def document() -> bytes:
    """The order with its plan, as an office would have it in Word."""
    return as_docx(*ORDER, *STAMP, TITLE, *PARTS, [HEADING, *ROWS])
