"""Approved texts, frozen: as plain JSON with labels resolved, and with a hash."""

import hashlib
import json
from datetime import date

from roadmaps.analysis import ANALYSIS
from roadmaps.models import Activity, Edition, Roadmap
from schools.models import User


def freeze(
    roadmap: Roadmap,
    activities: list[Activity],
    *,
    by: User,
    order_number: str,
    on: date,
    changes: dict | None = None,
    draft_key: int | None = None,
) -> None:
    """Keep the text that is in force from that day on as the roadmap's current edition; the roadmap is not saved."""
    text = frozen_text(roadmap, activities)
    if roadmap.edition > 1:
        text["amended_by"] = {"edition": roadmap.edition, "number": order_number, "date": on.isoformat()}
    roadmap.approved_text, roadmap.approved_sha256 = text, fingerprint(text)
    Edition.objects.create(
        municipality_id=roadmap.municipality_id,
        roadmap=roadmap,
        number=roadmap.edition,
        order_number=order_number,
        in_force_from=on,
        text=text,
        sha256=roadmap.approved_sha256,
        changes=changes or {},
        draft_key=draft_key,
        made_by=by,
    )


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
        **({name: getattr(roadmap, name) for name in ANALYSIS} if roadmap.school_id else {}),
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
