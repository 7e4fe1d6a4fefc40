"""What becomes of a row's checkpoints when an order changes its deadline or who answers for it: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from roadmaps.expansion import Wanted


@dataclass(frozen=True, slots=True)
class Standing:
    """A checkpoint as it is. `is_open` means neither done nor cancelled."""

    pk: int
    planned_on: date
    school_id: int | None = None
    is_done: bool = False
    is_cancelled: bool = False
    by_order: bool = False  # cancelled by an amendment, not by a person

    @property
    def is_open(self) -> bool:
        return not self.is_done and not self.is_cancelled


@dataclass(frozen=True, slots=True)
class Resettled:
    """Keys of points to move (with the new day), to cancel, to bring back; and points to be made."""

    move: dict[int, date]
    cancel: tuple[int, ...]
    revive: tuple[int, ...]
    make: tuple[Wanted, ...]


def resettle(standing: Iterable[Standing], wanted: Iterable[Wanted]) -> Resettled:
    """Each school by itself: days that are planned stay; the others go over in order, what was done counts as done.

    Nothing that was done or that a person has cancelled is touched.
    """
    standing, wanted = list(standing), list(wanted)
    move: dict[int, date] = {}
    cancel: list[int] = []
    revive: list[int] = []
    make: list[Wanted] = []
    for school in {point.school_id for point in standing} | {point.school_id for point in wanted}:
        own = [point for point in standing if point.school_id == school]
        days = {point.due_on for point in wanted if point.school_id == school}
        revive += [point.pk for point in own if point.by_order and point.is_cancelled and point.planned_on in days]
        rest = sorted((p for p in own if p.planned_on not in days and not p.is_cancelled), key=lambda p: p.planned_on)
        new = sorted(days - {point.planned_on for point in own})
        surplus = max(len(rest) - len(new), 0)  # the latest work goes on, so the earliest days are dropped
        cancel += [point.pk for point in rest[:surplus] if point.is_open]
        for point, day in zip(rest[surplus:], new, strict=False):
            if point.is_open:
                move[point.pk] = day
        make += [Wanted(day, school) for day in new[len(rest) :]]
    return Resettled(move, tuple(cancel), tuple(revive), tuple(make))
