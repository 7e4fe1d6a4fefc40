"""What is changed about social passports, always by somebody."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.models import School, SocialPassport, User
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
