"""Opening a roadmap to everybody, and closing it again."""

from django.db import transaction

from config import clock
from roadmaps.models import Roadmap
from roadmaps.services.refusals import NotPossible, locked
from roadmaps.services.remarks import remark
from schools.models import User


@transaction.atomic
def publish(roadmap: Roadmap, *, by: User) -> Roadmap:
    """Open the public page; open already, it stays as it is. The address never changes."""
    row = locked(roadmap)
    if not row.approved_on or row.school_id:
        raise NotPossible("Открыть для всех можно только утверждённую карту муниципалитета.")
    if row.published_at:
        return row
    row.published_at = clock.now()
    return _save(row, by, "Публичная страница включена")


@transaction.atomic
def unpublish(roadmap: Roadmap, *, by: User) -> Roadmap:
    """Close the public page: its address answers that there is nothing."""
    row = locked(roadmap)
    if not row.published_at:
        return row
    row.published_at = None
    return _save(row, by, "Публичная страница выключена")


def _save(row: Roadmap, by: User, action: str) -> Roadmap:
    row.save(update_fields=["published_at"])
    return remark(row, by, action)
