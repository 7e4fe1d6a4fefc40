"""The history of a school as a person reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from schools.models import SchoolEvent

Kind = SchoolEvent.Kind
OF_ANOTHER = {
    Kind.MERGED: "Присоединена к школе",
    Kind.TOOK_IN: "Присоединена школа",
    Kind.PARTED: "Отменено присоединение школы",
    Kind.REOPENED: "Отменено присоединение к школе",  # a closing that is taken back names no other school
}


@dataclass(frozen=True, slots=True)
class Line:
    """One event: the day from which it counts, what happened, why, and who entered it when."""

    day: date
    text: str
    details: tuple[str, ...]
    who: str
    made_at: datetime


def lines(events: Iterable[SchoolEvent]) -> list[Line]:
    """In the order of the events; `made_by` and `other` should be at hand already."""
    return [
        Line(event.happened_on, _text(event), _details(event), str(event.made_by or ""), event.made_at)
        for event in events
    ]


def _text(event: SchoolEvent) -> str:
    if event.other and event.kind in OF_ANOTHER:
        return f"{OF_ANOTHER[event.kind]} {event.other}"
    return str(event.get_kind_display())


def _details(event: SchoolEvent) -> tuple[str, ...]:
    former = (event.was_short_name, event.was_name) if event.kind == Kind.RENAMED else ()
    said = [f"прежнее название: {name}" for name in dict.fromkeys(filter(None, former))]
    said += [f"{change['name']}: {change['was'] or 'нет'} → {change['now'] or 'нет'}" for change in event.changes]
    return tuple(said + [text for text in (event.ground, event.reason) if text])
