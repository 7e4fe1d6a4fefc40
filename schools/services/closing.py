"""How a school leaves the register, and how it comes back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from config import clock
from schools.models import School, SchoolEvent, User
from schools.services.schools import tell
from schools.services.writing import check_same_municipality, store

Kind = SchoolEvent.Kind


@transaction.atomic
def close_school(school: School, *, by: User, closed_on: date, reason: str, ground: str = "") -> School:
    """Close a school for good from that day; what is known of it stays. Raises ValidationError if it is closed."""
    row = _open(school, by)
    store(row, {"closed_on": closed_on})
    tell(row, Kind.CLOSED, by=by, on=closed_on, ground=ground, reason=reason)
    return row


@transaction.atomic
def merge_school(school: School, *, by: User, into: School, closed_on: date, ground: str, reason: str = "") -> School:
    """Join a school to another by an order; the joined one is closed and keeps its own past.

    Raises ValidationError if either of them is closed.
    """
    check_same_municipality(by, into)
    # In the order of their numbers, so that two mergings cannot wait for each other.
    list(School.objects.select_for_update().filter(pk__in=[school.pk, into.pk]).order_by("pk"))
    row, into = _open(school, by), School.objects.get(pk=into.pk)
    if into.closed_on:
        raise ValidationError({"into": "Эта школа сама закрыта. Выберите действующую."})
    store(row, {"closed_on": closed_on, "merged_into": into})
    told = {"by": by, "on": closed_on, "ground": ground, "reason": reason}
    tell(row, Kind.MERGED, other=into, **told)
    tell(into, Kind.TOOK_IN, other=row, **told)
    return row


def what_keeps_closed(school: School) -> list[str]:
    """Why the closing of a school cannot be taken back, in sentences; empty where it can."""
    kept = []
    if school.merged_into and school.merged_into.closed_on:
        kept.append(f"Школа, к которой её присоединили, тоже закрыта: {school.merged_into}.")
    numbers = Q(pk=None)
    if school.code:
        numbers |= Q(code=school.code)
    if school.ogrn:
        numbers |= Q(ogrn=school.ogrn)
    heirs = School.objects.open().filter(numbers, municipality=school.municipality_id).exclude(pk=school.pk)
    kept += [f"Её код или ОГРН теперь у другой школы: {heir}." for heir in heirs.in_alphabet()]
    return kept


@transaction.atomic
def reopen_school(school: School, *, by: User, reason: str) -> School:
    """Take back a closing or a joining. Raises ValidationError where something depends on it by now."""
    check_same_municipality(by, school)
    row = School.objects.select_for_update().get(pk=school.pk)
    if not row.closed_on:
        raise ValidationError("Школа уже действует.")
    if kept := what_keeps_closed(row):
        raise ValidationError(kept)
    into = row.merged_into
    store(row, {"closed_on": None, "merged_into": None})
    told = {"by": by, "on": clock.today(), "reason": reason}
    tell(row, Kind.REOPENED, other=into, **told)
    if into:
        tell(into, Kind.PARTED, other=row, **told)
    return row


def _open(school: School, by: User) -> School:
    check_same_municipality(by, school)
    row = School.objects.select_for_update().get(pk=school.pk)
    if row.closed_on:
        raise ValidationError(f"Школа уже закрыта {row.closed_on:%d.%m.%Y}.")
    return row
