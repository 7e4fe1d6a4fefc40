"""The self-assessments of a year by school: who has not filled in, what waits for the curator, which risks are high."""

from collections import defaultdict
from dataclasses import dataclass

from schools.models import RiskFactor, School, SelfAssessment

STATES = {
    "missing": ("late", "не заполнена"),
    "draft": ("soon", "черновик"),
    "submitted": ("idle", "сдана, ждёт куратора"),
    "verified": ("done", "подтверждена"),
}


@dataclass(frozen=True, slots=True)
class Row:
    school: School
    state: str
    high: tuple[str, ...]
    medium_count: int
    on_behalf: bool = False

    @property
    def tag(self) -> str:
        return STATES[self.state][0]

    @property
    def word(self) -> str:
        return STATES[self.state][1]

    @property
    def is_filed(self) -> bool:
        return self.state in ("submitted", "verified")


def register(user, year: int) -> list[Row]:
    """Open schools that the person sees and the lists of the year ask about, or that have answered. Three statements.

    Schools on no list are not asked, as the project of help has it; they may answer.
    """
    schools = School.objects.visible_to(user).open().in_alphabet()
    listed = set(School.objects.supported(year).filter(municipality=user.municipality_id).values_list("pk", flat=True))
    found = {row.school_id: row for row in SelfAssessment.objects.visible_to(user).filter(year=year)}
    risks = defaultdict(list)
    for risk in RiskFactor.objects.visible_to(user).filter(year=year).order_by("name"):
        risks[risk.school_id].append(risk)
    return [
        _row(school, found.get(school.pk), risks[school.pk])
        for school in schools
        if school.pk in listed or school.pk in found
    ]


def _row(school: School, assessment: SelfAssessment | None, risks: list[RiskFactor]) -> Row:
    high = tuple(risk.name for risk in risks if risk.significance == RiskFactor.Significance.HIGH)
    medium = sum(risk.significance == RiskFactor.Significance.MEDIUM for risk in risks)
    state = assessment.state if assessment else "missing"
    return Row(school, state, high, medium, bool(assessment and assessment.is_on_behalf))
