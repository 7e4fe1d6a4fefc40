"""The way of a roadmap from draft to approved and closed."""

import hashlib
import json
from datetime import date, timedelta

from django.db import transaction

from config import clock
from roadmaps.deadlines import Deadline
from roadmaps.expansion import Schools, wanted
from roadmaps.models import Activity, Checkpoint, Responsibility, Roadmap, RoadmapRemark
from roadmaps.services.refusals import NotPossible, locked, locked_draft
from roadmaps.services.wording import reread
from schools.models import School, User
from schools.school_year import SchoolYear

HALF_A_YEAR = timedelta(days=182)


@transaction.atomic
def submit(roadmap: Roadmap, *, by: User) -> Roadmap:
    """Hand a draft over for approval; it cannot be changed until it comes back."""
    row = locked_draft(roadmap)
    if not row.activities.exists():
        raise NotPossible("В карте нет ни одного мероприятия. Добавьте строки и отправьте снова.")
    row.status = Roadmap.Status.SUBMITTED
    row.submitted_at = clock.now()
    row.save(update_fields=["status", "submitted_at"])
    return _remark(row, by, "Отправлена на согласование")


@transaction.atomic
def return_to_draft(roadmap: Roadmap, *, by: User, comment: str) -> Roadmap:
    row = _submitted(roadmap, "Вернуть можно только карту, которая на согласовании.")
    row.status = Roadmap.Status.DRAFT
    row.save(update_fields=["status"])
    return _remark(row, by, "Возвращена на доработку", comment)


@transaction.atomic
def approve(roadmap: Roadmap, *, by: User, order_number: str, on: date) -> Roadmap:
    """Put a submitted roadmap in force: read the deadlines for good, freeze the text, make the checkpoints.

    Called when the order is signed, inside its transaction.
    """
    row = _submitted(roadmap, "Утвердить можно только карту, которая отправлена на согласование.")
    activities = reread(row.activities.select_related("section").in_order(), row.period, approved=on)
    row.status = Roadmap.Status.APPROVED
    row.approved_on, row.approved_by_order = on, order_number
    row.approved_text = frozen_text(row, activities)
    row.approved_sha256 = fingerprint(row.approved_text)
    row.save(update_fields=["status", "approved_on", "approved_by_order", "approved_text", "approved_sha256"])
    _make_checkpoints(row, activities, on)
    return _remark(row, by, f"Утверждена приказом № {order_number} от {on:%d.%m.%Y}")


@transaction.atomic
def close(roadmap: Roadmap, *, by: User) -> Roadmap:
    """The work is over: nothing is asked any more, everything stays to be read."""
    row = locked(roadmap)
    if not row.is_in_force:
        raise NotPossible("Завершить можно только утверждённую дорожную карту.")
    row.status = Roadmap.Status.CLOSED
    row.save(update_fields=["status"])
    return _remark(row, by, "Завершена")


def frozen_text(roadmap: Roadmap, activities: list[Activity]) -> dict:
    """The approved text as plain JSON, labels resolved: readable years later without today's tables."""
    sections = [
        {"title": section.title, "activities": [_frozen_row(a) for a in activities if a.section_id == section.pk]}
        for section in roadmap.sections.all()
    ]
    return {
        "title": roadmap.title,
        "school": roadmap.school.name if roadmap.school else None,
        "period": [roadmap.starts_on.isoformat(), roadmap.ends_on.isoformat()],
        "goal": roadmap.goal,
        "tasks": roadmap.tasks,
        "target_groups": roadmap.target_groups,
        "expected_results": roadmap.expected_results,
        "indicators": roadmap.indicators,
        "sections": sections,
        "order": {"number": roadmap.approved_by_order, "date": roadmap.approved_on and roadmap.approved_on.isoformat()},
    }


def fingerprint(text: dict) -> str:
    """SHA-256 of the frozen text in one canonical spelling (sorted keys, no blanks)."""
    spelling = json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelling.encode()).hexdigest()


def _frozen_row(activity: Activity) -> dict:
    return {
        "number": activity.number,
        "text": activity.text,
        "deadline": activity.deadline_text,
        "understood": activity.deadline.in_words,
        "due": [day.isoformat() for day in activity.due_dates],
        "responsible": activity.responsible_text,
        "result": activity.result,
        "output_documents": activity.output_documents,
    }


def _make_checkpoints(roadmap: Roadmap, activities: list[Activity], on: date) -> None:
    groups: dict[int, list[str]] = {}
    named = Responsibility.objects.filter(activity__roadmap=roadmap).exclude(party__group="")
    for activity_id, group in named.values_list("activity_id", "party__group"):
        groups.setdefault(activity_id, []).append(group)
    schools = _schools(roadmap, on)
    Checkpoint.objects.bulk_create(
        Checkpoint(
            municipality_id=roadmap.municipality_id,
            activity=activity,
            school_id=point.school_id,
            planned_on=point.due_on,
            due_on=point.due_on,
        )
        for activity in activities
        for point in wanted(
            Deadline.from_dict(activity.deadline_reading),
            groups.get(activity.pk, ()),
            schools,
            period=roadmap.period,
            approved=on,
        )
    )


def _schools(roadmap: Roadmap, on: date) -> Schools:
    """Whom the groups mean: the list of the school year that the plan is for, else that of the approval's year."""
    if roadmap.school_id:
        return Schools(own=roadmap.school_id)
    everyone = School.objects.filter(municipality=roadmap.municipality_id).open().in_alphabet()
    planned_for = min(roadmap.starts_on + HALF_A_YEAR, roadmap.ends_on)
    for day in (planned_for, on):
        supported = set(everyone.supported(SchoolYear.of(day).first).values_list("pk", flat=True).order_by())
        if supported:
            break
    ids = list(everyone.values_list("pk", flat=True))
    return Schools(supported=tuple(pk for pk in ids if pk in supported), open=tuple(ids))


def _submitted(roadmap: Roadmap, refusal: str) -> Roadmap:
    row = locked(roadmap)
    if row.status != Roadmap.Status.SUBMITTED:
        raise NotPossible(refusal)
    return row


def _remark(roadmap: Roadmap, by: User, action: str, text: str = "") -> Roadmap:
    RoadmapRemark.objects.create(
        municipality_id=roadmap.municipality_id, roadmap=roadmap, action=action, text=text, made_by=by
    )
    return roadmap
