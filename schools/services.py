"""What is changed about schools and people, always by somebody."""

from django.db import models, transaction

from schools import emails
from schools.models import Municipality, School, SocialPassport, User


@transaction.atomic
def save_school(school: School, *, by: User, **facts) -> School:
    """Store a new school or the changed facts of one."""
    if school.pk:
        _check_same_municipality(by, school)
    school.municipality_id = by.municipality_id
    return _with(school, facts)


@transaction.atomic
def save_passport(passport: SocialPassport, *, by: User, **facts) -> SocialPassport:
    """Store the shares of one school and year; who was last is kept."""
    _check_same_municipality(by, passport.school)
    passport.municipality_id, passport.filled_by = by.municipality_id, by
    return _with(passport, facts)


@transaction.atomic
def add_person(*, by: User, **facts) -> User:
    """Open an account without a password; a letter with a link lets the person set one."""
    person = User(municipality_id=by.municipality_id)
    person.set_unusable_password()
    _with(person, facts)
    emails.invite(person)
    return person


@transaction.atomic
def change_person(person: User, *, by: User, **facts) -> User:
    """Store what changed about a person; closing the account ends the person's sessions with the next request."""
    _check_same_municipality(by, person)
    return _with(User.objects.select_for_update(of=["self"]).get(pk=person.pk), facts)


def change_own_phone(person: User, phone: str) -> None:
    User.objects.filter(pk=person.pk).update(phone=phone)


@transaction.atomic
def save_parameters(municipality: Municipality, *, by: User, **facts) -> Municipality:
    if municipality.pk != by.municipality_id:
        raise ValueError("Another municipality")
    return _with(municipality, facts)


def _with(row: models.Model, facts: dict):
    """Save a row with new facts unless a rule of the database refuses them (ValidationError)."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean(exclude=["password"])
    row.save()
    return row


def _check_same_municipality(by: User, row: models.Model) -> None:
    """The last guard: no form lets a foreign row come this far."""
    if row.municipality_id != by.municipality_id:
        raise ValueError("A row of another municipality")
