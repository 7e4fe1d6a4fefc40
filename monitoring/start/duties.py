"""The checkpoints a person answers for, the most urgent first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from config.templatetags.opora import plural
from roadmaps.models import Checkpoint, Responsibility
from roadmaps.progress import state_of

MOST = 30


@dataclass(frozen=True, slots=True)
class Duty:
    """An open checkpoint. `tag` is a look of the style sheet, `when` says how far the deadline is."""

    pk: int
    text: str
    school: str
    due_on: date
    tag: str
    when: str


def duties_of(user, today: date, *, school_id: int | None = None) -> tuple[Duty, ...]:
    """Open checkpoints of the school and those whose responsible party is the person; at most 30, in one statement."""
    named = Responsibility.objects.filter(activity=OuterRef("activity"), party__user=user)
    rows = (
        Checkpoint.objects.visible_to(user)
        .in_force()
        .open()
        .filter(Q(school=school_id, school__isnull=False) | Exists(named))
        .select_related("activity", "school")
        .only("due_on", "done_on", "cancelled_on", "activity__text", "school__short_name")
        .order_by("due_on", "pk")
    )
    return tuple(
        Duty(
            pk=row.pk,
            text=row.activity.text,
            school=row.school.short_name if row.school and row.school_id != school_id else "",
            due_on=row.due_on,
            tag=state_of(row, today).tag,
            when=when(row.due_on, today),
        )
        for row in rows[:MOST]
    )


def when(due_on: date, today: date) -> str:
    """«просрочено на 3 дня», «сегодня», «осталось 5 дней»."""
    left = (due_on - today).days
    if left < 0:
        return f"просрочено на {plural(-left, 'день,дня,дней')}"
    return f"осталось {plural(left, 'день,дня,дней')}" if left else "сегодня"
