"""A roadmap's due days on the sheet of a month, weeks from Monday."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from config.templatetags.opora import plural
from roadmaps.looks.rows import PLANNED, Item, Mark, Plan
from roadmaps.progress import State, count, state_of

WEEKS = calendar.Calendar(calendar.MONDAY)
YEARS = range(2000, 2100)  # which have a sheet
WORDS = {
    State.DONE: "выполнено",
    State.OVERDUE: "просрочено",
    State.SOON: "скоро",
    State.LATER: "ещё не скоро",
    State.CANCELLED: "отменено",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity on one day. `point` is the only checkpoint of that day, None where there are several or none."""

    activity: int
    number: str
    text: str
    tag: str
    words: str
    point: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    is_inside: bool
    is_off: bool
    is_today: bool
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """`before` and `after` are the neighbouring months; `nearest` is one with due days where this one has none."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    before: date | None
    after: date | None
    nearest: date | None = None

    @property
    def entries_count(self) -> int:
        return sum(len(day.entries) for week in self.weeks for day in week)


def opens_at(plan: Plan) -> date:
    """The first day of the month to open with: today's inside the plan's period, else the nearest end of it."""
    return min(max(plan.today, plan.starts_on), plan.ends_on).replace(day=1)


def build(plan: Plan, month: date, *, is_working: Callable[[date], bool]) -> Month:
    """The month's sheet; days of its neighbours fill the first and the last week and stay empty."""
    by_day: dict[date, list[Entry]] = {}
    for item in plan.items:
        for day in sorted({mark.due_on for mark in item.marks if _same_month(mark.due_on, month)}):
            by_day.setdefault(day, []).append(_entry(item, day, plan))

    def day_of(on: date) -> Day:
        entries = tuple(by_day.get(on, ()))
        return Day(on, _same_month(on, month), not is_working(on), on == plan.today, entries)

    weeks = WEEKS.monthdatescalendar(month.year, month.month)
    return Month(
        first=month,
        weeks=tuple(tuple(map(day_of, week)) for week in weeks),
        before=_shifted(month, -1),
        after=_shifted(month, 1),
        nearest=None if by_day else _nearest(plan, month),
    )


def _same_month(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def _shifted(month: date, by: int) -> date | None:
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1) if number // 12 in YEARS else None


def _nearest(plan: Plan, month: date) -> date | None:
    days = plan.days
    return min(days, key=lambda day: abs((day - month).days)).replace(day=1) if days else None


def _entry(item: Item, day: date, plan: Plan) -> Entry:
    marks = [mark for mark in item.marks if mark.due_on == day]
    only = marks[0].pk if len(marks) == 1 else None
    tag, words = _stand(marks, plan)
    return Entry(item.pk, item.number, item.text, tag, words, only)


def _stand(marks: list[Mark], plan: Plan) -> tuple[str, str]:
    if not plan.is_settled:
        return "idle", PLANNED
    if len(marks) == 1:
        state = state_of(marks[0], plan.today)
        return state.tag, " · ".join(filter(None, [WORDS[state], marks[0].school]))
    progress = count(marks, plan.today)
    if progress.total == progress.done:
        tag = State.DONE.tag if progress.done else State.CANCELLED.tag
    else:
        tag = "late" if progress.overdue else "soon" if progress.soon else "idle"
    text = f"{plural(len(marks), 'школа,школы,школ')}: выполнено {progress.done}"
    return tag, f"{text}, просрочено {progress.overdue}" if progress.overdue else text
