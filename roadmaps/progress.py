"""How much is done and how much is late. States follow from the day that is passed in and are never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from roadmaps.models.checkpoint import SOON_DAYS


class State(StrEnum):
    """What a checkpoint is on a day."""

    DONE = "done"
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    CANCELLED = "cancelled"

    @property
    def tag(self) -> str:
        """Its look: one of the states that the style sheet knows."""
        return {"overdue": "late", "later": "idle", "cancelled": "idle"}.get(self.value, self.value)


STATES = DONE, OVERDUE, SOON, LATER, CANCELLED = tuple(State)  # in the order of the fields of Progress
SOON_MEANS = timedelta(days=SOON_DAYS)


class Point(Protocol):
    """What the rules read of a checkpoint."""

    due_on: date
    done_on: date | None
    cancelled_on: date | None


def state_of(point: Point, today: date) -> State:
    """A point due today is not overdue yet; «soon» is today and the next 14 days, both inclusive."""
    if point.cancelled_on:
        return CANCELLED
    if point.done_on:
        return DONE
    if point.due_on < today:
        return OVERDUE
    return SOON if point.due_on <= today + SOON_MEANS else LATER


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of checkpoints. Cancelled ones are in none but their own."""

    done: int = 0
    overdue: int = 0
    soon: int = 0
    later: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        return self.done + self.overdue + self.soon + self.later

    @property
    def arrived(self) -> int:
        """Those whose date has come: due before today, or done already."""
        return self.done + self.overdue

    @property
    def percent(self) -> int | None:
        """Done out of those whose date has come, rounded down so that 100 means all; None while there are none."""
        return self.done * 100 // self.arrived if self.arrived else None

    @property
    def is_empty(self) -> bool:
        return not (self.total or self.cancelled)


def count(points: Iterable[Point], today: date) -> Progress:
    """Progress of a batch of checkpoints on a day."""
    states = [state_of(point, today) for point in points]
    return Progress(*map(states.count, STATES))
