"""The passports of a year side by side: schools × questions, with sums and means of what is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schools.jumps import shown
from schools.models import PassportQuestion, School, SocialPassport

Unit = PassportQuestion.Unit
NO_DATA = "нет данных"
STATES = {"submitted": ("done", "сдан"), "draft": ("soon", "черновик"), "missing": ("late", "не заполнен")}


@dataclass(frozen=True, slots=True)
class Row:
    """A school; `cells` are in the order of the questions, None where nothing was handed in."""

    school: School
    state: str
    passport: SocialPassport | None
    cells: tuple

    @property
    def tag(self) -> str:
        return STATES[self.state][0]

    @property
    def word(self) -> str:
        return STATES[self.state][1]

    @property
    def texts(self) -> list[str]:
        return [shown(cell) for cell in self.cells]


@dataclass(frozen=True, slots=True)
class Summary:
    questions: tuple[PassportQuestion, ...]
    rows: tuple[Row, ...]
    totals: tuple[str, ...]
    counts: Mapping[str, int]


def summarize(
    questions: Sequence[PassportQuestion], schools: Iterable[School], passports: Mapping[int, SocialPassport]
) -> Summary:
    """`passports` by school. Drafts are named and their numbers left out: the school may still change them."""
    rows = tuple(_row(questions, school, passports.get(school.pk)) for school in schools)
    totals = tuple(
        total(question, [row.cells[place] for row in rows if row.cells[place] is not None])
        for place, question in enumerate(questions)
    )
    counts = {state: sum(row.state == state for row in rows) for state in STATES}
    return Summary(tuple(questions), rows, totals, counts)


def _row(questions: Sequence[PassportQuestion], school: School, passport: SocialPassport | None) -> Row:
    if passport is None:
        return Row(school, "missing", None, (None,) * len(questions))
    if passport.submitted_at is None:
        return Row(school, "draft", passport, (None,) * len(questions))
    return Row(school, "submitted", passport, tuple(passport.values.get(question.code) for question in questions))


def total(question: PassportQuestion, values: Sequence) -> str:
    """Of counts the sum, of yes/no how many say yes, of shares and numbers the mean of schools to one decimal.

    The mean is of schools, not of pupils: it says what an average school is like.
    """
    if not values:
        return NO_DATA
    if question.unit == Unit.YES_NO:
        return f"да: {sum(values)} из {len(values)}"
    if question.unit == Unit.COUNT:
        return f"всего {shown(sum(values))}"
    return f"в среднем {shown(round(sum(values) / len(values), 1))}"


def in_order(rows: Iterable[Row], questions: Sequence[PassportQuestion], sort: str) -> list[Row]:
    """By a question's code, with «-» the largest first; schools without data stand last either way."""
    place = next(place for place, question in enumerate(questions) if question.code == sort.removeprefix("-"))
    known = [row for row in rows if row.cells[place] is not None]
    known.sort(key=lambda row: row.cells[place], reverse=sort.startswith("-"))
    return [*known, *(row for row in rows if row.cells[place] is None)]
