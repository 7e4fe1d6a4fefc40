"""What a run knows of the schools: frozen, made of plain values, so that it goes into JSON and comes back the same."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Result:
    """A school's result in one procedure, subject and grade of a calendar year; both means are on the same scale.

    `is_in_marks`: the means are marks from 2 to 5, otherwise points from 0 to 100. What is not known is None.
    """

    year: int
    procedure: str
    subject: str
    grade: int
    participants: int | None
    below_minimum: int | None
    is_in_marks: bool = True
    mean: float | None = None
    region_mean: float | None = None

    @property
    def below_percent(self) -> float | None:
        """Share of the participants who are below the minimum; None where nobody took part or it is not known."""
        known = self.participants and self.below_minimum is not None
        return 100 * self.below_minimum / self.participants if known else None


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """A school. `values` are the answers of its social passports by school year and code of the question, yes is 1.

    `is_listed` says whether the federal list of the year names it; None while that list has not been entered.
    """

    pk: int
    name: str
    results: tuple[Result, ...] = ()
    values: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    is_listed: bool | None = None

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any]) -> Self:
        values = {int(year): dict(of_year) for year, of_year in facts["values"].items()}
        return cls(**{**facts, "values": values, "results": tuple(Result(**row) for row in facts["results"])})


@dataclass(frozen=True, slots=True)
class Question:
    """What a value of the passport is called, and its unit («%», «км», «чел.», or none)."""

    label: str
    unit: str = "%"


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called on the day of the run: questions of the passport, procedures."""

    questions: Mapping[str, Question] = field(default_factory=dict)
    procedures: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any]) -> Self:
        questions = {code: Question(**question) for code, question in facts["questions"].items()}
        return cls(questions, dict(facts["procedures"]))

    def question(self, code: str) -> Question:
        """A question that is asked no longer still has a name: its code."""
        return self.questions.get(code, Question(code, ""))


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a run looks at. `year` is the calendar year in which the school year of the list starts."""

    year: int
    schools: tuple[SchoolFacts, ...]
    names: Names = field(default_factory=Names)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, facts: Mapping[str, Any]) -> Self:
        """The inputs that `as_dict` gave, after a journey through JSON."""
        return cls(
            year=facts["year"],
            schools=tuple(SchoolFacts.from_dict(school) for school in facts["schools"]),
            names=Names.from_dict(facts["names"]),
        )
