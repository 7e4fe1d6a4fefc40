"""What is changed about social passports, always by somebody."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.models import PassportQuestion, School, SocialPassport, User
from schools.services.writing import check_same_municipality, store


@transaction.atomic
def save_passport(
    school: School, year: int, *, by: User, values: dict, reasons: dict, version: int | None, submit: bool
) -> SocialPassport:
    """Store the answers of a school for a year as a draft, or hand them in; who was last is kept.

    ValidationError when somebody else has saved it meanwhile, or when a draft would take back what was handed in.
    """
    check_same_municipality(by, school)
    School.objects.select_for_update(of=["self"]).get(pk=school.pk)  # two first savings come one after the other
    passport = SocialPassport.objects.filter(school=school, year=year).first()
    passport = passport or SocialPassport(school=school, year=year)
    if passport.version != (version or 0):
        raise ValidationError(
            "Пока вы заполняли паспорт, его сохранил другой сотрудник. Ваши числа в полях: проверьте и сохраните.",
            code="changed",
        )
    if passport.submitted_at and not submit:
        raise ValidationError("Паспорт уже сдан. Исправленный паспорт сдайте заново.")
    facts = {"values": values, "reasons": reasons, "municipality_id": by.municipality_id, "filled_by": by}
    facts |= {"is_on_behalf": by.school_id != school.pk, "version": passport.version + 1}
    return store(passport, facts | ({"submitted_at": timezone.now()} if submit else {}))


@transaction.atomic
def import_passports(year: int, values: Mapping[int, Mapping], *, by: User) -> int:
    """Store answers by school on the schools' behalf, all or none; the number of schools.

    What a table does not say stays as it was. A passport is handed in unless an obligatory answer is still missing.
    """
    locked = School.objects.visible_to(by).select_for_update(of=["self"]).filter(pk__in=values).order_by("pk")
    schools = list(locked)  # before their passports are read
    known = {passport.school_id: passport for passport in SocialPassport.objects.filter(year=year, school__in=schools)}
    asked = PassportQuestion.objects.visible_to(by).asked().filter(is_required=True)
    required = set(asked.values_list("code", flat=True))
    for school in schools:
        passport = known.get(school.pk) or SocialPassport(school=school, year=year, municipality_id=by.municipality_id)
        answers = {**passport.values, **values[school.pk]}
        facts = {"values": answers, "filled_by": by, "is_on_behalf": True, "version": passport.version + 1}
        if required <= answers.keys():
            facts["submitted_at"] = timezone.now()
        store(passport, facts)
    return len(schools)
