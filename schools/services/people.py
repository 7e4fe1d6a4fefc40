"""What is changed about people and the municipality's parameters, always by somebody."""

from django.db import transaction

from schools import emails
from schools.models import Municipality, User
from schools.services.writing import check_same_municipality, store


@transaction.atomic
def add_person(*, by: User, **facts) -> User:
    """Open an account without a password; a letter with a link lets the person set one."""
    person = User(municipality_id=by.municipality_id)
    person.set_unusable_password()
    store(person, facts)
    emails.invite(person)
    return person


@transaction.atomic
def change_person(person: User, *, by: User, **facts) -> User:
    """Store what changed about a person; closing the account ends the person's sessions with the next request."""
    check_same_municipality(by, person)
    return store(User.objects.select_for_update(of=["self"]).get(pk=person.pk), facts)


def change_own_phone(person: User, phone: str) -> None:
    User.objects.filter(pk=person.pk).update(phone=phone)


@transaction.atomic
def save_parameters(municipality: Municipality, *, by: User, **facts) -> Municipality:
    if municipality.pk != by.municipality_id:
        raise ValueError("Another municipality")
    return store(municipality, facts)
