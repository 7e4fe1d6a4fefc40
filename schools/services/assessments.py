"""Self-assessments: filled by the school, verified by its curator; each step works out the risk factors anew."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.models import Municipality, Questionnaire, RiskFactor, RiskKind, School, SelfAssessment, User
from schools.risks import Content, profile
from schools.services.writing import check_same_municipality, store

CHANGED = "Пока вы заполняли анкету, её сохранил другой сотрудник. Ваши ответы на экране: проверьте и сохраните."
MEANWHILE = (
    "Тем временем другой сотрудник сохранил новую редакцию. Ваши правки на экране:"
    " откройте анкету ещё раз и внесите их в новую редакцию."
)
VERIFIED = "Куратор уже подтвердил самооценку: школа её больше не меняет."


@transaction.atomic
def save_assessment(
    school: School, year: int, *, by: User, answers: dict[str, int], version: int | None, submit: bool
) -> SelfAssessment:
    """Keep the answers as a draft, or hand them in; then the risks of the year follow from them.

    A first answer takes the newest version of the questionnaire and stays with it.
    """
    check_same_municipality(by, school)
    School.objects.select_for_update(of=["self"]).get(pk=school.pk)
    row = _of(school, year) or _begun(school, year)
    _check_version(row, version)
    if row.verified_by_id:
        raise ValidationError(VERIFIED)
    if row.submitted_at and not submit:
        raise ValidationError("Самооценка уже сдана. Исправленную сдайте заново.")
    facts = {"answers": answers, "filled_by": by, "is_on_behalf": by.school_id != school.pk, "version": row.version + 1}
    if submit:
        facts["submitted_at"] = timezone.now()
    store(row, facts)
    if submit:
        _work_out_risks(row)
    return row


@transaction.atomic
def verify_assessment(
    assessment: SelfAssessment, *, by: User, visited_on: date, corrections: dict[str, dict], version: int | None
) -> SelfAssessment:
    """What the curator confirmed and corrected on a visit; the risks follow from the corrected answers."""
    check_same_municipality(by, assessment)
    School.objects.select_for_update(of=["self"]).get(pk=assessment.school_id)  # as whoever answers does
    row = SelfAssessment.objects.select_related("questionnaire").get(pk=assessment.pk)
    _check_version(row, version)
    facts = {"corrections": corrections, "visited_on": visited_on, "verified_by": by, "version": row.version + 1}
    store(row, facts)
    _work_out_risks(row)
    return row


@transaction.atomic
def save_questionnaire(*, by: User, content: dict, version: int | None) -> Questionnaire:
    """A new version of the questionnaire, asked of schools that begin from now on. Nothing new makes no version.

    The library follows: it has a place for each risk of the questionnaire, called as the newest version calls it.
    """
    Municipality.objects.select_for_update(no_key=True).get(pk=by.municipality_id)
    newest = Questionnaire.objects.visible_to(by).newest()
    asked = Content.from_dict(content)
    if newest and Content.from_dict(newest.content) == asked:
        return newest
    if newest and newest.version != version:
        raise ValidationError(MEANWHILE)
    RiskKind.objects.bulk_create(
        [
            RiskKind(municipality_id=by.municipality_id, code=risk.code, title=risk.title, position=place)
            for place, risk in enumerate(asked.risks, start=1)
        ],
        update_conflicts=True,
        unique_fields=["municipality", "code"],
        update_fields=["title", "position"],
    )
    return Questionnaire.objects.create(
        municipality_id=by.municipality_id, version=newest.version + 1 if newest else 1, content=content, made_by=by
    )


def _of(school: School, year: int) -> SelfAssessment | None:
    return SelfAssessment.objects.filter(school=school, year=year).first()


def _begun(school: School, year: int) -> SelfAssessment:
    newest = Questionnaire.objects.filter(municipality=school.municipality_id).newest()
    if newest is None:
        raise ValidationError("Анкеты пока нет: её составляет специалист управления.")
    return SelfAssessment(school=school, year=year, municipality_id=school.municipality_id, questionnaire=newest)


def _check_version(row: SelfAssessment, version: int | None) -> None:
    if row.version != (version or 0):
        raise ValidationError(CHANGED, code="changed")


def _work_out_risks(row: SelfAssessment) -> None:
    """The risks of the school's year as the answers have them; what stood there before goes."""
    found = profile(Content.from_dict(row.questionnaire.content), row.agreed)
    kinds = {kind.code: kind for kind in RiskKind.objects.filter(municipality=row.municipality_id)}
    RiskFactor.objects.filter(school=row.school_id, year=row.year).delete()
    RiskFactor.objects.bulk_create(
        RiskFactor(
            municipality_id=row.municipality_id,
            school_id=row.school_id,
            year=row.year,
            name=risk.title,
            significance=risk.significance,
            kind=kinds.get(risk.code),
            reason=risk.why,
            assessment=row,
        )
        for risk in found
    )
