"""What is open in a municipality and near its deadline or past it: three queries, whatever the number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from monitoring.models import ProgressReport
from monitoring.reminders.steps import FIRST_STEP
from roadmaps.models import Checkpoint, Responsibility


@dataclass(frozen=True, slots=True)
class Responsible:
    """A responsible party as a plan names it: an account, or a group that expands, or neither."""

    user_id: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a deadline that somebody answers for: a checkpoint or a school's progress report.

    `key` names it in the send log. `owner_id` is who answers when nobody else can be found.
    """

    key: str
    title: str
    due_on: date
    url_name: str
    pk: int
    school_id: int | None = None
    school: str = ""
    responsible: tuple[Responsible, ...] = ()
    owner_id: int | None = None


def open_things(municipality_id: int, today: date) -> list[Thing]:
    """Open checkpoints of approved roadmaps and reports not handed in, from the first step on."""
    horizon = today + timedelta(days=FIRST_STEP)  # a day off only moves a deadline further away
    return [*_checkpoints(municipality_id, horizon), *_reports(municipality_id, horizon)]


def _checkpoints(municipality_id: int, horizon: date) -> list[Thing]:
    rows = list(
        Checkpoint.objects.open()
        .in_force()
        .filter(municipality=municipality_id, due_on__lte=horizon)
        .values(
            "pk",
            "due_on",
            "school_id",
            "school__short_name",
            "activity_id",
            "activity__text",
            "activity__roadmap__owner_id",
        )
    )
    responsible = _responsible({row["activity_id"] for row in rows})
    return [
        Thing(
            key=f"checkpoint:{row['pk']}",
            title=row["activity__text"],
            due_on=row["due_on"],
            url_name="roadmaps:checkpoint",
            pk=row["pk"],
            school_id=row["school_id"],
            school=row["school__short_name"] or "",
            responsible=tuple(responsible[row["activity_id"]]),
            owner_id=row["activity__roadmap__owner_id"],
        )
        for row in rows
    ]


def _responsible(activity_ids: Iterable[int]) -> dict[int, list[Responsible]]:
    found: dict[int, list[Responsible]] = defaultdict(list)
    rows = Responsibility.objects.filter(activity__in=activity_ids).values_list(
        "activity_id", "party__user_id", "party__group"
    )
    for activity_id, user_id, group in rows:
        found[activity_id].append(Responsible(user_id, group))
    return found


def _reports(municipality_id: int, horizon: date) -> list[Thing]:
    rows = (
        ProgressReport.objects.unfiled()
        .with_deadline()
        .filter(municipality=municipality_id, deadline__lte=horizon)
        .values("pk", "deadline", "school_id", "school__short_name", "period__name", "status")
    )
    titles = {
        ProgressReport.Status.DRAFT: "Отчёт школы: {}",
        ProgressReport.Status.RETURNED: "Отчёт школы, возвращённый на доработку: {}",
    }
    return [
        Thing(
            key=f"report:{row['pk']}",
            title=titles[row["status"]].format(row["period__name"]),
            due_on=row["deadline"],
            url_name="monitoring:report",
            pk=row["pk"],
            school_id=row["school_id"],
            school=row["school__short_name"],
        )
        for row in rows
    ]
