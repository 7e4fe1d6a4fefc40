"""What was understood of a document: frozen, comparable, storable as JSON between upload and acceptance."""

import datetime as dt
from dataclasses import asdict, dataclass

from roadmaps.importers.blocks import Row
from roadmaps.importers.columns import Column
from roadmaps.importers.periods import Span


@dataclass(frozen=True)
class ReadOrder:
    """The order that approves the roadmap; where the file has only the stamp of an annex, what that says."""

    number: str = ""
    date: dt.date | None = None
    city: str = ""
    title: str = ""
    signer: str = ""
    signer_position: str = ""
    clauses: int = 0


@dataclass(frozen=True)
class ReadStamp:
    """«Утверждён приказом … от … № …» over the annex; `date` is None when it is not complete."""

    number: str = ""
    date: dt.date | None = None
    text: str = ""


@dataclass(frozen=True)
class ReadIndicator:
    text: str
    target: str = ""


@dataclass(frozen=True)
class ReadActivity:
    """Wording as in the file. `extra` keeps cells of columns that a roadmap has no place for: heading, text.

    `source` names rows of `RoadmapReading.source`; more than one when a row was cut by a page break.
    """

    number: str
    text: str
    deadline_text: str = ""
    responsible_text: str = ""
    result: str = ""
    output_documents: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    source: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReadSection:
    """`title` is empty for activities that stand before the first section row."""

    title: str
    activities: tuple[ReadActivity, ...] = ()


@dataclass(frozen=True)
class RoadmapReading:
    """`doubts` are about the whole document, `table_doubts` about its table, the rest stand at their activities.

    `source` is the table itself, its heading included: rows `heading[0]` to `heading[1]` (exclusive).

    `unplaced` keeps the lines of the annex that belong to no known part, so that nothing is lost.
    """

    order: ReadOrder
    stamp: ReadStamp
    title: str
    goal: str
    tasks: tuple[str, ...]
    target_groups: tuple[str, ...]
    expected_results: tuple[str, ...]
    indicators: tuple[ReadIndicator, ...]
    schools: tuple[str, ...]
    period: Span | None
    columns: tuple[Column, ...]
    sections: tuple[ReadSection, ...]
    doubts: tuple[str, ...]
    table_doubts: tuple[str, ...]
    unplaced: tuple[str, ...]
    source: tuple[Row, ...]
    heading: tuple[int, int]

    @property
    def activities(self) -> tuple[ReadActivity, ...]:
        return tuple(activity for section in self.sections for activity in section.activities)

    def as_dict(self) -> dict:
        """Only what JSON knows; `from_dict` gives back an equal reading."""
        return plain(asdict(self))

    @classmethod
    def from_dict(cls, data: dict) -> "RoadmapReading":
        return cls(
            **{key: frozen(data[key]) for key in PLAIN},
            order=ReadOrder(**dated(data["order"])),
            stamp=ReadStamp(**dated(data["stamp"])),
            indicators=tuple(ReadIndicator(**indicator) for indicator in data["indicators"]),
            period=tuple(map(dt.date.fromisoformat, data["period"])) if data["period"] else None,
            columns=tuple(Column(**column) for column in data["columns"]),
            sections=tuple(section_from(section) for section in data["sections"]),
            source=tuple(Row(tuple(row["cells"]), row["merged"], row.get("hidden", False)) for row in data["source"]),
        )


PLAIN = (
    *("title", "goal", "tasks", "target_groups", "expected_results", "schools"),
    *("doubts", "table_doubts", "unplaced", "heading"),
)


def section_from(data: dict) -> ReadSection:
    activities = ({key: frozen(value) for key, value in activity.items()} for activity in data["activities"])
    return ReadSection(data["title"], tuple(ReadActivity(**activity) for activity in activities))


def dated(data: dict) -> dict:
    return data | {"date": dt.date.fromisoformat(data["date"]) if data["date"] else None}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def frozen(value):
    return tuple(frozen(inner) for inner in value) if isinstance(value, list | tuple) else value
