"""What is done for schools: assigning curators, recording visits and consultations, agreements, recommendations.

Each verb is one transaction and says who did it. Refusals are ValidationErrors fit for the form they came from.
"""

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from curators.models import Agreement, Assignment, Consultation, Recommendation, Visit
from schools.models import School, User

Record = TypeVar("Record", Visit, Consultation)


@transaction.atomic
def assign(
    school: School, curator: User, *, by: User, starts_on: date, ends_on: date | None = None, by_order: str = ""
) -> Assignment:
    """Let a person look after a school from–to, both inclusive; a school may have several curators."""
    _check_same_municipality(by, school, curator)
    if not User.objects.may_look_after().filter(pk=curator.pk).exists():
        raise ValidationError({"curator": "Этот сотрудник не может быть куратором."})
    # The lock keeps two clicks from passing the check together.
    School.objects.select_for_update().get(pk=school.pk)
    if Assignment.objects.filter(school=school, curator=curator).overlapping(starts_on, ends_on).exists():
        raise ValidationError({"curator": "Этот куратор уже закреплён за школой в эти дни."})
    assignment = Assignment(
        municipality_id=by.municipality_id, school=school, curator=curator,
        starts_on=starts_on, ends_on=ends_on, by_order=by_order, assigned_by=by,
    )  # fmt: skip
    return _checked(assignment)


@transaction.atomic
def end(assignment: Assignment, *, by: User, ends_on: date) -> Assignment:
    """Set the last day of an assignment, inclusive."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    assignment.ends_on, assignment.ended_by = ends_on, by
    return _checked(assignment)


def record_visit(
    school: School, *, by: User, visited_on: date, purpose: str, findings: str, recommendations: str = ""
) -> Visit:
    """Record a visit. The same form sent twice gives the row of the first time."""
    which = {"school": school, "visited_on": visited_on, "purpose": purpose}
    return _record(Visit, by, which, {"findings": findings, "recommendations": recommendations})


def record_consultation(
    school: School,
    *,
    by: User,
    held_on: date,
    topic: str,
    audience: str,
    form: str,
    participants_count: int,
    outcome: str = "",
) -> Consultation:
    """Record a consultation. The same form sent twice gives the row of the first time."""
    which = {"school": school, "held_on": held_on, "topic": topic, "audience": audience}
    return _record(
        Consultation, by, which, {"form": form, "participants_count": participants_count, "outcome": outcome}
    )


@transaction.atomic
def change(record: Record, *, by: User, version: int, **facts) -> Record:
    """Correct a visit or a consultation that was read as `version`.

    Raises ValidationError with the code `conflict` if somebody else has changed it since.
    """
    _check_same_municipality(by, record, facts["school"])
    model = type(record)
    record = model.objects.select_for_update().get(pk=record.pk)
    if record.version != version:
        raise ValidationError("Пока вы писали, запись изменил другой сотрудник.", code="conflict")
    for name, value in facts.items():
        setattr(record, name, value)
    record.changed_by, record.changed_at, record.version = by, timezone.now(), version + 1
    return _checked(record)


@transaction.atomic
def record_agreement(
    school: School,
    base_school: School,
    *,
    by: User,
    number: str,
    signed_on: date,
    subject: str,
    ends_on: date | None = None,
) -> Agreement:
    """Record an agreement between a base school and a supported one."""
    _check_same_municipality(by, school, base_school)
    agreement = Agreement(
        municipality_id=by.municipality_id, school=school, base_school=base_school, number=number,
        signed_on=signed_on, ends_on=ends_on, subject=subject, recorded_by=by,
    )  # fmt: skip
    return _checked(agreement)


@transaction.atomic
def recommend(school: School, *, by: User, audience: str, text: str, given_on: date) -> Recommendation:
    """Address a recommendation about a school. The same text of the same day sent twice gives the first row."""
    _check_same_municipality(by, school)
    School.objects.select_for_update().get(pk=school.pk)
    recommendation, _ = Recommendation.objects.get_or_create(
        municipality_id=by.municipality_id, school=school, audience=audience, text=text, given_on=given_on, given_by=by
    )
    return recommendation


@transaction.atomic
def complete(recommendation: Recommendation, *, by: User, done_on: date, text: str) -> Recommendation:
    """Mark a recommendation carried out; who was first stays."""
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if recommendation.done_on:
        raise ValidationError(f"Рекомендация уже отмечена выполненной {recommendation.done_on:%d.%m.%Y}.")
    if done_on < recommendation.given_on:
        raise ValidationError({"done_on": "Раньше, чем дана рекомендация."})
    recommendation.done_on, recommendation.done_text, recommendation.done_by = done_on, text, by
    return _checked(recommendation)


@transaction.atomic
def _record(model: type[Record], by: User, which: dict, said: dict) -> Record:
    _check_same_municipality(by, which["school"])
    row, is_new = model.objects.get_or_create(
        curator=by, **which, defaults={**said, "municipality_id": by.municipality_id}
    )
    if not is_new and any(getattr(row, name) != value for name, value in said.items()):
        raise ValidationError("Такая запись за этот день уже есть. Откройте её в списке и допишите.", code="twice")
    return row


def _checked(row: models.Model):
    """Save a row that no rule of the database refuses, or say which one would."""
    row.full_clean()
    row.save()
    return row


def _check_same_municipality(by: User, *rows: models.Model) -> None:
    """The last guard: forms offer nothing foreign, and a foreign row here is a mistake of the program."""
    if any(row.municipality_id != by.municipality_id for row in rows):
        raise ValueError("A row of another municipality")
