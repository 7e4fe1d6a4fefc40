"""What a draft that amends a roadmap changes in it: pure, row by row and cell by cell.

Rows and sections are matched by identity: the draft's remembers the one that it was copied from (`source`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Self

from roadmaps.analysis import ANALYSIS
from roadmaps.cells import TEXTS

HEAD = ("title", "period", "goal", "tasks", "target_groups", "expected_results", "indicators", *ANALYSIS)


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class SectionText:
    key: int
    title: str
    source: int | None = None


@dataclass(frozen=True, slots=True)
class RowText:
    """`section` is the key of a section of the same plan."""

    key: int
    section: int
    texts: Mapping[str, str]
    source: int | None = None


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan as its texts; each text of the head is a list of lines. Sections and rows are in order."""

    head: Mapping[str, list[str]]
    sections: tuple[SectionText, ...] = ()
    rows: tuple[RowText, ...] = ()

    def title_of(self, section: int) -> str:
        return next((one.title for one in self.sections if one.key == section), "")


@dataclass(frozen=True, slots=True)
class HeadChange:
    name: str
    old: list[str]
    new: list[str]


@dataclass(frozen=True, slots=True)
class SectionChange:
    kind: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of the plan in force (`source`) and of the draft (`key`); a new one has no old texts, a removed one no new.

    `names` are the cells that differ. `section` is the title it stood under (a new row: stands under), `moved_to` the
    title of another section that it goes to; `after` is the number of the row before a new one.
    """

    kind: str
    key: int | None = None
    source: int | None = None
    section: str = ""
    old: dict[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    is_moved: bool = False
    moved_to: str = ""
    after: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """The row as it is known today: before the change, if it stood there."""
        return self.old or self.new


@dataclass(frozen=True, slots=True)
class Changes:
    head: tuple[HeadChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    rows: tuple[RowChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.head or self.sections or self.rows)

    def of_kind(self, kind: str) -> list[RowChange]:
        return [row for row in self.rows if row.kind == kind]

    def as_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: dict) -> Self:
        """The object that `as_dict` was made from, after a journey through JSON; of nothing, no changes."""
        return cls(
            tuple(HeadChange(**one) for one in kept.get("head", ())),
            tuple(SectionChange(**one) for one in kept.get("sections", ())),
            tuple(RowChange(**{**one, "names": tuple(one["names"])}) for one in kept.get("rows", ())),
        )


def compare(base: PlanText, draft: PlanText) -> Changes:
    """What the draft changes in the plan in force. The order of rows inside a section says nothing and is not told."""
    head = [
        HeadChange(name, list(base.head[name]), list(draft.head[name]))
        for name in HEAD
        if [same(line) for line in base.head[name]] != [same(line) for line in draft.head[name]]
    ]
    return Changes(tuple(head), tuple(_sections(base, draft)), tuple(_rows(base, draft)))


def same(text: str) -> str:
    """What counts in a text: everything but blanks and line ends."""
    return " ".join(text.split())


def _sections(base: PlanText, draft: PlanText) -> Iterable[SectionChange]:
    known = {section.key: section.title for section in base.sections}
    kept = {section.source for section in draft.sections}
    for section in draft.sections:
        if section.source not in known:
            yield SectionChange(Kind.NEW, new=section.title)
        elif same(known[section.source]) != same(section.title):
            yield SectionChange(Kind.CHANGED, known[section.source], section.title)
    for section in base.sections:
        if section.key not in kept:
            yield SectionChange(Kind.REMOVED, old=section.title)


def _rows(base: PlanText, draft: PlanText) -> Iterable[RowChange]:
    """In the order of the draft, those removed at the end in the order of the plan in force."""
    old = {row.key: row for row in base.rows}
    came_from = {section.key: section.source for section in draft.sections}
    kept, before = set(), ""
    for row in draft.rows:
        stood = old.get(row.source) if row.source not in kept else None
        if stood is None:
            title = draft.title_of(row.section)
            yield RowChange(Kind.NEW, row.key, section=title, new=dict(row.texts), names=TEXTS, after=before)
        else:
            kept.add(stood.key)
            change = _changed(base, draft, stood, row, is_moved=came_from.get(row.section) != stood.section)
            if change.names or change.is_moved:
                yield change
        before = row.texts["number"]
    for row in base.rows:
        if row.key not in kept:
            title = base.title_of(row.section)
            yield RowChange(Kind.REMOVED, source=row.key, section=title, old=dict(row.texts), names=TEXTS)


def _changed(base: PlanText, draft: PlanText, stood: RowText, row: RowText, *, is_moved: bool) -> RowChange:
    return RowChange(
        Kind.CHANGED,
        row.key,
        stood.key,
        base.title_of(stood.section),
        dict(stood.texts),
        dict(row.texts),
        tuple(name for name in TEXTS if same(stood.texts[name]) != same(row.texts[name])),
        is_moved,
        draft.title_of(row.section) if is_moved else "",
    )
