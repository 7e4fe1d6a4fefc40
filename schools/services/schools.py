"""What is changed about schools, always by somebody; every change goes into the school's history."""

from datetime import date

from django.db import models, transaction

from config import clock
from schools.models import School, SchoolEvent, User
from schools.services.writing import check_same_municipality, store

Kind = SchoolEvent.Kind
NAMES = ("short_name", "name")
OWN_EVENTS = {*NAMES, "is_base"}  # told by an event of their own


@transaction.atomic
def save_school(school: School, *, by: User, ground: str = "", on: date | None = None, **facts) -> School:
    """Store a new school or the changed facts of one. `ground` is the order or the file behind it.

    Raises ValidationError where a rule of the register refuses it.
    """
    before = None
    if school.pk:
        check_same_municipality(by, school)
        before = School.objects.select_for_update().get(pk=school.pk)
        _keep_the_rest(school, before, facts)
    school.municipality_id = by.municipality_id
    store(school, facts)
    happened = {"by": by, "ground": ground, "on": on or clock.today()}
    if before is None:
        tell(school, Kind.ADDED, **happened)
    else:
        _tell_what_changed(school, before, happened)
    return school


def _keep_the_rest(school: School, now: School, facts: dict) -> None:
    """What is not being changed stays as it is now: a school closed meanwhile stays closed."""
    for field in School._meta.concrete_fields:
        if field.name not in facts:
            setattr(school, field.attname, getattr(now, field.attname))


def tell(school: School, kind: str, *, by: User, on: date, **facts) -> SchoolEvent:
    """Write a line of the school's history."""
    event = {"municipality_id": school.municipality_id, "school": school, "kind": kind, "happened_on": on}
    return SchoolEvent.objects.create(**event, made_by=by, **facts)


def _tell_what_changed(school: School, before: School, happened: dict) -> None:
    if any(getattr(school, name) != getattr(before, name) for name in NAMES):
        tell(school, Kind.RENAMED, was_short_name=before.short_name, was_name=before.name, **happened)
    if school.is_base != before.is_base:
        tell(school, Kind.MADE_BASE if school.is_base else Kind.NOT_BASE, **happened)
    fields = [field for field in School._meta.concrete_fields if field.name not in OWN_EVENTS]
    changes = [
        {"name": field.verbose_name, "was": _said(before, field), "now": _said(school, field)}
        for field in fields
        if getattr(school, field.attname) != getattr(before, field.attname)
    ]
    if changes:
        tell(school, Kind.CHANGED, changes=changes, **happened)


def _said(school: School, field: models.Field) -> str:
    """A fact as the card shows it; «» where there is none."""
    value = getattr(school, field.name)
    if isinstance(field, models.BooleanField):
        return "да" if value else "нет"
    if field.choices:
        return str(dict(field.flatchoices)[value])
    return "" if value is None else str(value)
