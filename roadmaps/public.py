"""What everybody may read of an approved roadmap: the text of the order and counts, nothing of any one school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from roadmaps.models import Activity, Checkpoint, Roadmap
from roadmaps.progress import Point, Progress, count

ROW = ("id", "section_id", "section__title", "number", "text", "deadline_text", "responsible_text", "result")
POINT = ("activity_id", "due_on", "done_on", "cancelled_on")


@dataclass(frozen=True, slots=True)
class Reached:
    """A checkpoint without a name: neither whose it is nor who reported."""

    due_on: date
    done_on: date | None
    cancelled_on: date | None


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    text: str
    deadline: str
    responsible: str
    result: str
    tag: str
    state: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PublicRoadmap:
    """The page as everybody gets it on a day."""

    sections: tuple[Section, ...]
    progress: Progress
    as_of: date

    @property
    def has_results(self) -> bool:
        return any(row.result for section in self.sections for row in section.rows)


def build(roadmap: Roadmap, *, as_of: date) -> PublicRoadmap:
    """Rows as the order prints them. Two statements."""
    of_row: dict[int, list[Reached]] = {}
    points = Checkpoint.objects.filter(activity__roadmap=roadmap, activity__excluded_on=None).values_list(*POINT)
    for activity, due, done, cancelled in points:
        of_row.setdefault(activity, []).append(Reached(due, done, cancelled))
    sections: dict[tuple[int, str], list[Row]] = {}
    for pk, section, title, *texts in Activity.objects.filter(roadmap=roadmap).in_order().values_list(*ROW):
        sections.setdefault((section, title), []).append(Row(*texts, *state_of_row(of_row.get(pk, ()), as_of)))
    everything = [point for points in of_row.values() for point in points]
    return PublicRoadmap(
        sections=tuple(Section(title, tuple(rows)) for (_, title), rows in sections.items()),
        progress=count(everything, as_of),
        as_of=as_of,
    )


def state_of_row(points: Iterable[Point], today: date) -> tuple[str, str]:
    """A look and words. Counts only: what is late is counted, never named."""
    progress = count(points, today)
    if progress.is_empty:
        return "idle", "без отдельного срока"
    if not progress.total:
        return "idle", "отменено"
    if progress.done == progress.total:
        return "done", "выполнено"
    if not progress.arrived:
        return "idle", "срок не наступил"
    words = "выполняется" if progress.total == 1 else f"выполнено {progress.done} из {progress.total}"
    late = "срок прошёл" if progress.total == 1 else f"просрочено {progress.overdue}"
    return "soon", f"{words}, {late}" if progress.overdue else words
