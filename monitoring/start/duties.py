"""The checkpoints a person answers for, the most urgent first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from config.templatetags.opora import plural
from roadmaps.models import Checkpoint, Party, Responsibility
from roadmaps.permissions import can_complete
from roadmaps.progress import State, state_of

MOST = 30
MOST_LATER = 4  # what is far off would only hide what is near


@dataclass(frozen=True, slots=True)
class Duty:
    """An open checkpoint. `tag` is a look of the style sheet, `when` says how far the deadline is.

    `can_report` is False for who is named in the plan, but does not mark checkpoints done.
    """

    pk: int
    text: str
    school: str
    due_on: date
    tag: str
    when: str
    can_report: bool
    is_later: bool


def duties_of(user, today: date, *, school_id: int | None = None) -> tuple[Duty, ...]:
    """Open checkpoints of the school, those that name the person, those that ask «кураторы».

    Of the last a curator has the municipality's and those of the schools in care.

    At most 30, and of those more than 14 days off only the next four. Two statements.
    """
    parties = Responsibility.objects.filter(activity=OuterRef("activity"))
    named = parties.filter(party__user=user)
    curators = parties.filter(party__group=Party.Group.CURATORS)
    in_care = user.assigned_school_ids_on(today)
    as_curator = Q(Exists(curators), school__in=in_care)
    if in_care:
        as_curator |= Q(Exists(curators), school=None)
    rows = (
        Checkpoint.objects.visible_to(user)
        .in_force()
        .open()
        .filter(Q(school=school_id, school__isnull=False) | Exists(named) | as_curator)
        .select_related("activity__roadmap", "school")
        .prefetch_related("activity__responsible")
        .only("due_on", "done_on", "cancelled_on", "activity__text", "activity__roadmap__status", "school__short_name")
        .order_by("due_on", "pk")
    )
    duties = [_duty(row, user, today, school_id) for row in rows[:MOST]]
    near = [duty for duty in duties if not duty.is_later]
    return (*near, *[duty for duty in duties if duty.is_later][:MOST_LATER])


def _duty(row: Checkpoint, user, today: date, school_id: int | None) -> Duty:
    state = state_of(row, today)
    return Duty(
        pk=row.pk,
        text=row.activity.text,
        school=row.school.short_name if row.school and row.school_id != school_id else "",
        due_on=row.due_on,
        tag=state.tag,
        when=when(row.due_on, today),
        can_report=can_complete(user, row),
        is_later=state == State.LATER,
    )


def when(due_on: date, today: date) -> str:
    """«просрочено на 3 дня», «сегодня», «осталось 5 дней»."""
    left = (due_on - today).days
    if left < 0:
        return f"просрочено на {plural(-left, 'день,дня,дней')}"
    return f"осталось {plural(left, 'день,дня,дней')}" if left else "сегодня"
