"""What has become of one activity's checkpoints, in a few Russian words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.templatetags.opora import plural
from roadmaps.progress import Point, Progress, State, count, state_of

MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Summary:
    """`tag` is a look of the style sheet («done», «late», «soon», «idle») or empty; `schools` speaks of schools."""

    tag: str = ""
    text: str = ""
    schools: str = ""


def summarise(points: Sequence[Point], today: date) -> Summary:
    """Points of one activity, in order of their days; `school` of a point is a name or None."""
    progress = count(points, today)
    if not progress.total:
        return Summary("idle", "отменено")
    living = [point for point in points if not point.cancelled_on]
    if len(living) == 1:
        return Summary(_tag(progress), _one(living[0], today), _schools(living, today))
    return Summary(_tag(progress), _many(progress, living, today), _schools(living, today))


def _tag(progress: Progress) -> str:
    if progress.overdue:
        return "late"
    if progress.done == progress.total:
        return "done"
    return "soon" if progress.soon else "idle"


def _one(point: Point, today: date) -> str:
    state = state_of(point, today)
    if state == State.DONE:
        return f"выполнено {point.done_on:%d.%m.%Y}"
    if state == State.OVERDUE:
        return f"просрочено на {plural((today - point.due_on).days, 'день,дня,дней')}"
    return f"до {point.due_on:%d.%m.%Y}"


def _many(progress: Progress, points: Sequence[Point], today: date) -> str:
    if progress.done == progress.total:
        return "выполнено"
    text = f"выполнено {progress.done} из {progress.total}"
    if progress.overdue:
        return f"{text}, просрочено {progress.overdue}"
    ahead = next(point.due_on for point in points if not point.done_on)
    return f"{text}, ближайший срок {ahead:%d.%m.%Y}"


def _schools(points: Sequence[Point], today: date) -> str:
    """«5 школ, сдали 4; не сдала: СОШ № 3» for the latest day that has come, else for the first to come."""
    named = [point for point in points if point.school]
    if not named:
        return ""
    arrived = [point.due_on for point in named if point.due_on < today or point.done_on]
    day = max(arrived) if arrived else named[0].due_on
    group = [point for point in named if point.due_on == day]
    late = [point.school for point in group if state_of(point, today) == State.OVERDUE]
    done = sum(point.done_on is not None for point in group)
    if len(group) == 1:
        return group[0].school
    text = f"{plural(len(group), 'школа,школы,школ')}, сдали {done}"
    return f"{text}; {_not_yet(late)}" if late else text


def _not_yet(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    rest = len(names) - MOST_NAMES
    return f"{'не сдала' if len(names) == 1 else 'не сдали'}: {shown}{f' и ещё {rest}' if rest > 0 else ''}"
