"""What happens to a checkpoint: done, taken back, moved, cancelled."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction

from config import clock
from roadmaps.models import Checkpoint, OutputDocument
from roadmaps.services.documents import attach
from roadmaps.services.points import CANCELLATION
from roadmaps.services.refusals import NotPossible, locked_points
from schools.models import User


@transaction.atomic
def complete(
    checkpoint: Checkpoint,
    *,
    by: User,
    done_on: date,
    text: str,
    files: Iterable = (),
    kind: str = OutputDocument.Kind.OTHER,
    number: str = "",
    dated_on: date | None = None,
    also: Iterable[Checkpoint] = (),
    participants_count: int | None = None,
    hours_count: Decimal | None = None,
) -> Checkpoint:
    """Record that it was done, and keep the files that prove it, `also` for others of its activity.

    Raises NotPossible for a day that cannot be.
    """
    also = list(also)
    row = _open(checkpoint, also)
    if done_on > clock.today():
        raise NotPossible("Дата выполнения ещё не наступила.")
    if done_on < row.activity.roadmap.starts_on:
        raise NotPossible("Дата выполнения раньше, чем началась дорожная карта.")
    row.done_on, row.done_text, row.done_by = done_on, text, by
    row.participants_count, row.hours_count = participants_count, hours_count
    row.reported_at = clock.now()
    row.save(update_fields=["done_on", "done_text", "done_by", "participants_count", "hours_count", "reported_at"])
    for upload in files:
        attach(row, upload, by=by, kind=kind, number=number, dated_on=dated_on, also=also)
    return row


@transaction.atomic
def reopen(checkpoint: Checkpoint, *, by: User) -> Checkpoint:
    """Take the mark or the cancellation back. Text and files stay, so that they need not be given again.

    Raises NotPossible for a row that an order has struck out.
    """
    (row,) = locked_points([checkpoint])
    if row.activity.excluded_on:
        raise NotPossible("Мероприятие исключено приказом: его контрольные точки больше не открывают.")
    row.done_on = row.done_by = row.reported_at = None
    row.cancelled_on = row.cancelled_by = None
    row.cancel_reason, row.is_cancelled_by_order = "", False
    row.save(update_fields=["done_on", "done_by", "reported_at", *CANCELLATION])
    return row


@transaction.atomic
def move(checkpoint: Checkpoint, *, by: User, to: date, reason: str) -> Checkpoint:
    """Set another due date; the planned one stays beside it."""
    row = _open(checkpoint)
    row.due_on, row.move_reason, row.moved_by = to, reason, by
    row.save(update_fields=["due_on", "move_reason", "moved_by"])
    return row


@transaction.atomic
def cancel(checkpoint: Checkpoint, *, by: User, reason: str) -> Checkpoint:
    row = _open(checkpoint)
    row.cancelled_on, row.cancelled_by, row.cancel_reason = clock.today(), by, reason
    row.save(update_fields=["cancelled_on", "cancelled_by", "cancel_reason"])
    return row


def _open(checkpoint: Checkpoint, also: Iterable[Checkpoint] = ()) -> Checkpoint:
    """The checkpoint, still open; `also` are locked with it, lest two wait for each other."""
    row = next(point for point in locked_points([checkpoint, *also]) if point.pk == checkpoint.pk)
    if row.done_on:
        raise NotPossible("Выполнение уже отмечено.")
    if row.cancelled_on:
        raise NotPossible("Эта контрольная точка отменена.")
    return row
