"""What is changed about social passports, always by somebody."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.models import PassportQuestion, School, SocialPassport, User
from schools.passport_changes import PassportChange, compare, digest_of
from schools.services.writing import check_same_municipality, store

CHANGED_SINCE = (
    "Пока вы проверяли таблицу, паспорта или вопросы изменились. Ничего не взято: на этой странице теперь то, что есть "
    "сейчас. Проверьте ещё раз и возьмите."
)


@transaction.atomic
def save_passport(
    school: School, year: int, *, by: User, values: dict, reasons: dict, version: int | None, submit: bool
) -> SocialPassport:
    """Store the answers of a school for a year as a draft, or hand them in; who was last is kept.

    ValidationError when somebody else has saved it meanwhile, when the school is closed, or when a draft would take
    back what was handed in.
    """
    check_same_municipality(by, school)
    locked = School.objects.select_for_update(of=["self"]).get(pk=school.pk)  # two first savings come one after another
    if locked.closed_on:
        raise ValidationError(f"Школа закрыта {locked.closed_on:%d.%m.%Y}: её паспорт больше не заполняется.")
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
def import_passports(year: int, values: Mapping[int, Mapping], *, by: User, seen: str | None = None) -> dict:
    """Store answers by school on the schools' behalf, all or none. Gives what `undo_passports` needs, by school.

    What a table does not say stays as it was, and a passport that it does not change is not touched. One is handed in
    unless an obligatory answer is still missing. Raises ValidationError where a school has been closed meanwhile, and
    where the changes are no longer those of the digest `seen`.
    """
    locked = School.objects.visible_to(by).select_for_update(of=["self"]).filter(pk__in=values).order_by("pk")
    schools = list(locked)  # before their passports are read
    for school in schools:
        if school.closed_on:
            raise ValidationError(f"{school} закрыта {school.closed_on:%d.%m.%Y}: проверьте таблицу ещё раз.")
    changes = changes_of(year, values, schools, by.municipality_id)
    if seen is not None and seen != digest_of(changes):
        raise ValidationError(CHANGED_SINCE)
    replaced = {}
    for change in changes:
        if change.is_new or change.is_changed:
            was = state_of(change.passport) if change.passport else None
            replaced[str(change.school.pk)] = {"was": was, "is": state_of(_write(change, year, by))}
    return replaced


def changes_of(year: int, values: Mapping, schools: Iterable[School], municipality_id: int) -> list[PassportChange]:
    """What the answers change of the passports of that year as they are now. Two statements."""
    found: dict[int, dict[int, SocialPassport]] = {year: {}, year - 1: {}}
    for passport in SocialPassport.objects.filter(municipality=municipality_id, year__in=found):
        found[passport.year][passport.school_id] = passport
    questions = list(PassportQuestion.objects.filter(municipality=municipality_id).asked())
    return compare(values, schools, found[year], found[year - 1], questions)


def _write(change: PassportChange, year: int, by: User) -> SocialPassport:
    city = {"municipality_id": by.municipality_id, "school": change.school, "year": year}
    passport = change.passport or SocialPassport(**city)
    facts = {"values": change.answers, "filled_by": by, "is_on_behalf": True, "version": passport.version + 1}
    # A reason speaks of the number beside which it was written, and of no other.
    facts["reasons"] = {
        code: text for code, text in passport.reasons.items() if passport.values.get(code) == change.answers.get(code)
    }
    return store(passport, facts | ({"submitted_at": timezone.now()} if change.is_complete else {}))


def state_of(passport: SocialPassport) -> dict:
    """What an import changes of a passport, as JSON keeps it."""
    handed_in = passport.submitted_at.isoformat() if passport.submitted_at else None
    facts = {"values": passport.values, "reasons": passport.reasons, "submitted_at": handed_in}
    return facts | {"filled_by_id": passport.filled_by_id, "is_on_behalf": passport.is_on_behalf}


def bring_back(year: int, replaced: Mapping[str, Mapping]) -> int:
    """Passports as they were before an import, in the transaction of the caller; how many were left.

    One that somebody has changed since stays as it is.
    """
    list(School.objects.select_for_update(of=["self"]).filter(pk__in=replaced).order_by("pk"))
    passports = {str(one.school_id): one for one in SocialPassport.objects.filter(year=year, school__in=replaced)}
    left = 0
    for school_id, kept in replaced.items():
        passport = passports.get(school_id)
        if passport is None or state_of(passport) | kept["is"] != state_of(passport):
            left += 1
        elif kept["was"] is None:
            passport.delete()
        else:
            was = kept["was"]
            handed_in = was["submitted_at"] and datetime.fromisoformat(was["submitted_at"])
            store(passport, was | {"submitted_at": handed_in, "version": passport.version + 1})
    return left
