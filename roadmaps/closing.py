"""What a roadmap has come to when it is closed: counts and what was not done. Pure."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from config.templatetags.opora import plural
from roadmaps.progress import Point, State, state_of


@dataclass(frozen=True, slots=True)
class RowPoints:
    """A row and its checkpoints."""

    number: str
    text: str
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class NotDone:
    number: str
    text: str
    left: int
    total: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """`left` were neither done nor cancelled, `overdue` of them late; `not_done` are the rows that have such points."""

    done: int
    left: int
    overdue: int
    cancelled: int
    not_done: tuple[NotDone, ...] = ()

    @property
    def total(self) -> int:
        return self.done + self.left

    def as_dict(self) -> dict:
        return asdict(self) | {"total": self.total}

    @property
    def in_words(self) -> str:
        """A first wording of the summary: «Выполнено 34 из 40 контрольных точек (85 %), не выполнено 6…»"""
        if not self.total:
            return "Контрольных точек с установленным сроком в карте не было."
        whole = plural(self.total, "контрольной точки,контрольных точек,контрольных точек")
        parts = [f"Выполнено {self.done} из {whole} ({self.done * 100 // self.total} %)"]
        if self.left:
            rows = plural(len(self.not_done), "мероприятию,мероприятиям,мероприятиям")
            parts.append(f"не выполнено {self.left} по {rows}")
        if self.cancelled:
            parts.append(f"отменено {self.cancelled}")
        return f"{', '.join(parts)}."


def outcome(rows: Iterable[RowPoints], today: date) -> Outcome:
    """What is open when a roadmap is closed will not be done any more, whatever its day."""
    done = left = overdue = cancelled = 0
    not_done = []
    for row in rows:
        living = [point for point in row.points if not point.cancelled_on]
        own = sum(not point.done_on for point in living)
        overdue += sum(state_of(point, today) == State.OVERDUE for point in living)
        done, left, cancelled = done + len(living) - own, left + own, cancelled + len(row.points) - len(living)
        if own:
            not_done.append(NotDone(row.number, row.text, own, len(living)))
    return Outcome(done, left, overdue, cancelled, tuple(not_done))
