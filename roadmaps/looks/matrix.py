"""A roadmap as activities by schools: in each cell what became of that school's part."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.alphabet import natural_key
from roadmaps.looks.rows import Item, Mark, Plan, by_section
from roadmaps.progress import Progress, State, count, state_of

TOWN = "Муниципалитет"
SHORT = {
    State.DONE: "вып.",
    State.OVERDUE: "проср.",
    State.SOON: "скоро",
    State.LATER: "позже",
    State.CANCELLED: "отм.",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A look and a short word. `point` is the only checkpoint, None where there are several or, in a draft, none."""

    tag: str
    word: str
    school: int | None
    point: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    item: Item
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A school, or the municipality with an empty id, with the counts of its checkpoints."""

    school: int | None
    title: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]


def build(plan: Plan) -> Matrix:
    """Columns are the municipality, if it has a part of its own, and the schools as one counts them."""
    titles = {mark.school_id: mark.school or TOWN for item in plan.items for mark in item.marks}
    ids = sorted(titles, key=lambda key: (key is not None, natural_key(titles[key]), key or 0))
    of_school: dict[int | None, list[Mark]] = {key: [] for key in ids}
    for item in plan.items:
        for mark in item.marks:
            of_school[mark.school_id].append(mark)
    return Matrix(
        columns=tuple(Column(key, titles[key], count(of_school[key], plan.today)) for key in ids),
        groups=tuple(
            Group(title, tuple(_row(item, plan, ids) for item in items)) for title, items in by_section(plan.items)
        ),
    )


def _row(item: Item, plan: Plan, ids: Sequence[int | None]) -> Row:
    cells: dict[int | None, list[Mark]] = {}
    for mark in item.marks:
        cells.setdefault(mark.school_id, []).append(mark)
    return Row(item, tuple(_cell(cells[key], plan) if key in cells else None for key in ids))


def _cell(marks: Sequence[Mark], plan: Plan) -> Cell:
    school = marks[0].school_id
    if not plan.is_settled:
        days = f"{marks[0].due_on:%d.%m.%y}" if len(marks) == 1 else f"{len(marks)} ср."
        return Cell("idle", days, school)
    if len(marks) == 1:
        state = state_of(marks[0], plan.today)
        return Cell(state.tag, SHORT[state], school, marks[0].pk)
    return Cell(*_many(count(marks, plan.today)), school)


def _many(progress: Progress) -> tuple[str, str]:
    """Of several points the worst comes first: what is late, else how many are done."""
    if progress.overdue:
        return State.OVERDUE.tag, f"{SHORT[State.OVERDUE]} {progress.overdue}"
    if not progress.total:
        return State.CANCELLED.tag, SHORT[State.CANCELLED]
    if progress.done == progress.total:
        return State.DONE.tag, SHORT[State.DONE]
    return ("soon" if progress.soon else "idle"), f"{progress.done} из {progress.total}"
