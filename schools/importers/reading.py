"""What reading a table of results is given, and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schools.importers.naming import SchoolNames
from schools.importers.result_columns import Plan
from schools.importers.sheet import Sheet
from schools.importers.values import Problem
from schools.importers.words import grade_in, procedure_in, subject_in, year_in


@dataclass(slots=True)
class Row:
    """One result: of a school, or with `level` «town» or «region» what results are compared with.

    `sheet` and `row` (counted from 0) are where it stands, `columns` where its figures stand; `marks` are counts of the
    marks 2, 3, 4 and 5; `below_percent` is kept for levels alone, schools have the count.
    """

    sheet: str
    row: int
    school_id: int | None
    school: str
    level: str
    year: int
    procedure: str
    subject: str
    grade: int
    scale: str
    participants: int | None = None
    marks: tuple[int, int, int, int] | None = None
    below: int | None = None
    below_percent: float | None = None
    mean: float | None = None
    columns: Mapping[str, int] = field(default_factory=dict)

    def cell(self, *measures: str) -> str:
        """«F3» of the first of the measures that has a column of its own, else of the first that there is."""
        named = (self.columns[name] for name in measures if name in self.columns)
        return Sheet.address(self.row, next(named, next(iter(self.columns.values()), 0)))

    @property
    def key(self) -> tuple:
        """What there is one row of."""
        return self.school_id or self.level, self.year, self.procedure, self.subject, self.grade


@dataclass(frozen=True)
class About:
    """What is measured, as far as it is known: from a title, the name of a sheet or file, or from a person."""

    year: int | None = None
    procedure: str = ""
    subject: str = ""
    grade: int | None = None

    def filled(self, other: "About") -> "About":
        """With what the other knows, where this one does not."""
        return About(
            self.year or other.year,
            self.procedure or other.procedure,
            self.subject or other.subject,
            self.grade or other.grade,
        )

    def may_be(self, key: tuple) -> bool:
        """Whether it may speak of the row of that key (`Row.key`): what it does not know may be anything."""
        own = self.year, self.procedure, self.subject[:80], self.grade
        return all(not mine or mine == theirs for mine, theirs in zip(own, key[1:], strict=True))

    @classmethod
    def of(cls, text: str) -> "About":
        return cls(year_in(text), procedure_in(text), subject_in(text), grade_in(text))


@dataclass(frozen=True)
class Asked:
    """What reading needs to know: `given` goes before titles, columns of the table before `given`."""

    names: SchoolNames
    this_year: int
    given: About = About()
    recalled: dict[str, list[str]] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()  # keys of spellings whose rows a person has left out
    town: str = ""
    region: str = ""
    file_name: str = ""


@dataclass
class Reading:
    layout: str
    rows: list[Row] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)  # spelling → the cell where it stands first
    classes: dict[tuple, dict[str, Row]] = field(default_factory=dict)  # by key and letter, until they are added up
    refused: dict[object, list[tuple[About, str]]] = field(
        default_factory=dict
    )  # by school: lines with an error, where
    tables: list[tuple[Sheet, Plan]] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)  # of «year», «procedure», «subject», «grade», what nothing says
