"""The end of a roadmap: a summary in words, the counts of that day, and nothing is asked any more."""

from datetime import date

from django.db import transaction

from config import clock
from roadmaps.closing import Outcome, RowPoints, outcome
from roadmaps.models import Checkpoint, Roadmap
from roadmaps.services.refusals import NotPossible, locked
from roadmaps.services.remarks import remark
from schools.models import User


def outcome_of(roadmap: Roadmap, today: date) -> Outcome:
    """What it has come to by the day, rows in order. Two statements."""
    points: dict[int, list[Checkpoint]] = {}
    for point in Checkpoint.objects.filter(activity__roadmap=roadmap):
        points.setdefault(point.activity_id, []).append(point)
    rows = roadmap.activities.order_by("section__position", "position", "pk")
    told = [RowPoints(row.number, row.text, tuple(points.get(row.pk, ()))) for row in rows]
    return outcome(told, today)


@transaction.atomic
def close(roadmap: Roadmap, *, by: User, summary: str = "") -> Roadmap:
    """The work is over: nothing is asked any more, everything stays to be read. Without a summary the counts tell."""
    row = locked(roadmap)
    if not row.is_in_force:
        raise NotPossible("Завершить можно только утверждённую дорожную карту.")
    if Roadmap.objects.filter(amends=row).exists():
        raise NotPossible("В карту готовятся изменения. Сначала утвердите их приказом или удалите их проект.")
    today = clock.today()
    found = outcome_of(row, today)
    row.status, row.closed_on = Roadmap.Status.CLOSED, today
    row.closing_summary, row.closing_facts = summary or found.in_words, found.as_dict()
    row.save(update_fields=["status", "closed_on", "closing_summary", "closing_facts"])
    return remark(row, by, "Завершена")
