"""What a deadline is: the wording as written and what was understood of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from roadmaps.deadlines.kinds import Kind
from roadmaps.deadlines.words import in_words


@dataclass(frozen=True, slots=True)
class Deadline:
    """A wording and its reading. `due` are the days by which something has to be shown, in order.

    `start` is empty for «до …»; for what recurs, `start` opens the first occurrence and `end` closes
    the last one. `doubts` are Russian sentences for the screen: what the reader is not sure of.
    """

    wording: str
    kind: Kind
    start: date | None = None
    end: date | None = None
    recurrence: str = "none"
    due: tuple[date, ...] = ()
    place: str = ""
    note: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """The reading in a few Russian words, to be shown beside the cell."""
        return in_words(self)

    def as_dict(self) -> dict[str, Any]:
        """The reading as JSON can hold it; dates are ISO strings."""
        return {
            "wording": self.wording,
            "kind": self.kind.value,
            "start": self.start and self.start.isoformat(),
            "end": self.end and self.end.isoformat(),
            "recurrence": self.recurrence,
            "due": [day.isoformat() for day in self.due],
            "place": self.place,
            "note": self.note,
            "doubts": list(self.doubts),
        }

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> Deadline:
        """The reading that `as_dict` gave. Raises KeyError or ValueError for anything else."""
        return cls(
            wording=kept["wording"],
            kind=Kind(kept["kind"]),
            start=kept["start"] and date.fromisoformat(kept["start"]),
            end=kept["end"] and date.fromisoformat(kept["end"]),
            recurrence=kept["recurrence"],
            due=tuple(date.fromisoformat(day) for day in kept["due"]),
            place=kept["place"],
            note=kept["note"],
            doubts=tuple(kept["doubts"]),
        )
