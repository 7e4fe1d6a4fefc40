"""What a person has put right in a reading, and what of it stays when the columns get another meaning."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from roadmaps.cells import TEXTS
from roadmaps.importers.columns import Header
from roadmaps.importers.document import rearranged
from roadmaps.importers.reading import ReadActivity, RoadmapReading


@dataclass(frozen=True)
class Lost:
    """A correction that has no place in the new reading."""

    row: ReadActivity  # as it is corrected
    name: str  # of its field

    @property
    def text(self) -> str:
        value = getattr(self.row, self.name)
        return value if isinstance(value, str) else "\n".join(value)


def corrected(reading: RoadmapReading) -> dict[tuple[int, ...], tuple[ReadActivity, ReadActivity]]:
    """Rows that say something else than the document, by their source: as read and as corrected."""
    fresh = {row.source: row for row in rearranged(reading, keys_of(reading)).activities}
    rows = ((fresh[row.source], row) for row in reading.activities if row.source in fresh)
    return {row.source: (read, row) for read, row in rows if changed_names(read, row) or read.doubts != row.doubts}


def keys_of(reading: RoadmapReading) -> list[str]:
    return [column.key for column in reading.columns]


def changed_names(read: ReadActivity, row: ReadActivity) -> list[str]:
    return [name for name in TEXTS if getattr(read, name) != getattr(row, name)]


def rearranged_with_corrections(reading: RoadmapReading, keys: list[str]) -> tuple[RoadmapReading, list[Lost]]:
    """The table read with other columns. A correction stays where its cell is read as before; others are lost.

    Raises NoRoadmapTable when no column is the activity.
    """
    before, after = corrected(reading), rearranged(reading, keys)
    kept: dict[tuple[int, ...], ReadActivity] = {}
    lost: list[Lost] = []
    fresh = {row.source: row for row in after.activities}
    for source, (read, row) in before.items():
        names = changed_names(read, row)
        same = [name for name in names if source in fresh and getattr(fresh[source], name) == getattr(read, name)]
        lost += [Lost(row, name) for name in names if name not in same]
        if source in fresh and len(same) == len(names) and not changed_names(read, fresh[source]):
            kept[source] = replace(fresh[source], doubts=row.doubts, **{name: getattr(row, name) for name in same})
        elif same:
            kept[source] = replace(fresh[source], **{name: getattr(row, name) for name in same})
    sections = tuple(
        replace(section, activities=tuple(kept.get(row.source, row) for row in section.activities))
        for section in after.sections
    )
    return replace(after, sections=sections), lost


def samples(reading: RoadmapReading, most: int = 3) -> Iterator[list[str]]:
    """For each column the first texts that stand in it below the heading."""
    header = Header(*reading.heading, reading.columns)
    rows = reading.source[header.end :]
    for place in range(len(reading.columns)):
        texts = dict.fromkeys(
            row.cells[place] for row in rows if place < len(row.cells) and len(row.own) > 1 and row.cells[place]
        )
        yield list(texts)[:most]
