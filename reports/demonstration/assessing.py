"""Part of the second step of the demonstration: passports as they come in, self-assessments in every state."""

from datetime import date, timedelta

from curators.models import Assignment
from reports.demonstration.days import moment
from reports.demonstration.planning import Cast
from schools import services
from schools.models import School, SelfAssessment, SocialPassport
from schools.risks import Content
from schools.school_year import SchoolYear

# Of each school: which answers stand how far from the best one, and how far it has come. What is not named stands at 0.
ASSESSED = (
    ("МБОУ СОШ № 7", {"failure": 3, "motivation": 2, "staff": 2, "parents": 1}, "verified"),
    ("МБОУ ООШ № 76", {"staff": 3, "equipment": 3, "failure": 2, "wellbeing": 2}, "corrected"),
    ("МКОУ «Ключевская ООШ»", {"failure": 3, "competence": 2, "equipment": 2, "parents": 3}, "submitted"),
    ("МКОУ «Луговская СОШ»", {"staff": 2, "parents": 2}, "draft"),
)
MISSING, BEGUN, ON_BEHALF = "МКОУ «Дубровская СОШ»", "МКОУ «Ключевская ООШ»", "МБОУ ООШ № 76"


def assess(cast: Cast, year: SchoolYear, today: date) -> None:
    """Who has filled in what by `today`; the schools that are not named here have handed their passports in."""
    _passports(cast, year)
    filed_on, visited_on = (min(year.start + timedelta(days=days), today) for days in (40, 55))
    for name, levels, state in ASSESSED:
        _assess(cast, cast.schools[name], year, levels, state, filed_on, visited_on)


def _passports(cast: Cast, year: SchoolYear) -> None:
    rows = SocialPassport.objects.filter(municipality=cast.municipality)
    for passport in rows.select_related("school"):
        passport.filled_by = cast.director(passport.school)
        passport.save(update_fields=["filled_by"])
    current = {
        passport.school.short_name: passport for passport in rows.filter(year=year.first).select_related("school")
    }
    current[MISSING].delete()
    begun, asked = current[BEGUN], current[ON_BEHALF]
    begun.values = {**begun.values, "pupils_count": 2 * begun.values["pupils_count"]}
    begun.values.pop("good_marks_percent")
    begun.submitted_at = None
    begun.save()
    asked.values = {**asked.values, "vacancies_count": asked.values["vacancies_count"] + 7}
    asked.reasons = {"vacancies_count": "Летом на пенсию вышли семь учителей, трое переехали."}
    asked.filled_by, asked.is_on_behalf = cast.specialist, True
    asked.save()


def _assess(cast: Cast, school: School, year: SchoolYear, levels: dict, state: str, filed_on: date, on: date) -> None:
    content = Content.from_dict(cast.municipality.questionnaires.get().content)
    answers = {
        question.code: max(0, levels.get(question.risk, 0) - place % 2) for place, question in enumerate(content.asked)
    }
    if state == "draft":
        answers = dict(list(answers.items())[:9])
    row = services.save_assessment(
        school, year.first, by=cast.director(school), answers=answers, version=0, submit=state != "draft"
    )
    SelfAssessment.objects.filter(pk=row.pk).update(submitted_at=None if state == "draft" else moment(filed_on))
    care = Assignment.objects.current(on).filter(school=school).select_related("curator").first()
    if state not in ("verified", "corrected") or care is None:
        return
    seen = {"answer": 1, "note": "Педагог-психолог принят на половину ставки, приказ показали."}
    services.verify_assessment(
        SelfAssessment.objects.get(pk=row.pk),
        by=care.curator,
        visited_on=on,
        corrections={"staff_3": seen} if state == "corrected" else {},
        version=row.version,
    )
