"""How a progress report stands on a day: a look of the style sheet and a few Russian words."""

from datetime import date, timedelta
from typing import NamedTuple

from config.templatetags.opora import plural
from monitoring.models import ProgressReport
from roadmaps.models.checkpoint import SOON_DAYS

Status = ProgressReport.Status


class ReportState(NamedTuple):
    """`tag` is done, late, soon or idle."""

    tag: str
    text: str


def state_of(status: str, deadline: date, today: date) -> ReportState:
    """The deadline is inclusive: a report due today is not late yet."""
    if status == Status.ACCEPTED:
        return ReportState("done", "Принят")
    if status == Status.SUBMITTED:
        return ReportState("soon", "На проверке")
    if deadline < today:
        what = "Возвращён, просрочен" if status == Status.RETURNED else "Не сдан, просрочен"
        return ReportState("late", f"{what} на {plural((today - deadline).days, 'день,дня,дней')}")
    if status == Status.RETURNED:
        return ReportState("soon", f"Возвращён, до {deadline:%d.%m.%Y}")
    return ReportState(
        "soon" if deadline <= today + timedelta(days=SOON_DAYS) else "idle", f"Сдать до {deadline:%d.%m.%Y}"
    )
