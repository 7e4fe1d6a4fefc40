"""What a wording means is kept beside it: the deadline of a row, read for its roadmap's period."""

from collections.abc import Iterable
from datetime import date

from roadmaps.deadlines import Period, read_deadline
from roadmaps.models import Activity

READING = ["deadline_kind", "deadline_reading", "due_dates"]


def read_into(activity: Activity, period: Period, *, approved: date | None = None) -> None:
    """Set what was understood of the row's deadline; nothing is saved."""
    deadline = read_deadline(activity.deadline_text, period=period, approved=approved)
    activity.deadline_kind = deadline.kind.value
    activity.deadline_reading = deadline.as_dict()
    activity.due_dates = list(deadline.due)


def reread(activities: Iterable[Activity], period: Period, *, approved: date | None = None) -> list[Activity]:
    """Read the deadlines again after the period changed or the approval became known, and save them."""
    rows = list(activities)
    for activity in rows:
        read_into(activity, period, approved=approved)
    Activity.objects.bulk_update(rows, READING, batch_size=200)
    return rows
