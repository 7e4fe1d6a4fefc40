"""A table schools × questions becomes answers of passports; whatever cannot be taken is named by its cell."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from schools.importers.columns import Heading, find_heading, plain
from schools.importers.naming import SchoolNames
from schools.importers.sheet import EMPTY, Sheet, TableRefused
from schools.importers.values import FIRST_DATE, LAST_DATE
from schools.models import PassportQuestion

Unit = PassportQuestion.Unit
SCHOOL = re.compile(r"^(школа|школы|оо|организация|(полное |краткое )?(наименование|название)( .*)?)$")
NOT_TAKEN = frozenset({"паспорт"})  # a column of our own summary
SCHOOL_KEY = "school"
NOTHING = frozenset({"", "-", "–", "—", "нет данных", "н/д"})
YES, NO = frozenset({"да", "есть", "+", "1"}), frozenset({"нет", "0"})
LARGEST = 10**7
NO_QUESTION = "Такого вопроса в паспорте нет. Скажите ниже, что стоит в этой графе или что она не нужна."
NO_HEADING = (
    "Не нашли строку с названиями граф. Нужна графа «Школа» и графы с вопросами паспорта, как в бланке; бланк можно "
    "скачать на странице «Социальные паспорта»."
)


@dataclass(frozen=True, slots=True)
class CellError:
    """Where it stands, what stands there, and what is wrong with it."""

    place: str
    text: str
    said: str


@dataclass(slots=True)
class PassportTable:
    """Answers by school and code; `errors` in the order of the table. A row with an error is not among the answers."""

    values: dict[int, dict] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)


def table_of(sheets: Sequence[Sheet], questions: Sequence[PassportQuestion]) -> tuple[Sheet, Heading]:
    """The first sheet with a heading that names schools and questions. Raises TableRefused where there is none."""
    for sheet in sheets:
        heading = find_heading(sheet, _known(questions))
        if heading and SCHOOL_KEY in keys_of(heading, questions):
            return sheet, heading
    raise TableRefused(NO_HEADING)


def keys_of(heading: Heading, questions: Sequence[PassportQuestion]) -> list[str]:
    """What each column is by its heading: `SCHOOL_KEY`, the code of a question, or "" for anything else."""
    known = _known(questions)
    return [
        known(plain(parts[-1]) if parts else "") or known(plain(heading.text(column)))
        for column, parts in enumerate(heading.parts)
    ]


def _known(questions: Sequence[PassportQuestion]) -> Callable[[str], str]:
    codes = {plain(text): question.code for question in questions for text in (question.title, question.label)}
    return lambda text: SCHOOL_KEY if SCHOOL.match(text) else codes.get(text, "")


@dataclass(slots=True)
class PassportReader:
    """Reads the rows of a table; `keys` as `keys_of` gives them or a person has said, `closed` are schools by id."""

    sheet: Sheet
    keys: Sequence[str]
    questions: Mapping[str, PassportQuestion]
    names: SchoolNames
    closed: Mapping[int, dt.date]
    table: PassportTable = field(default_factory=PassportTable)

    def read(self, heading: Heading, *, is_told: bool) -> PassportTable:
        """`is_told`: a person has said what the columns mean, so that those left out are meant to be."""
        for column, key in enumerate(self.keys):
            title = heading.text(column)
            if title and not key and not is_told and plain(title) not in NOT_TAKEN:
                self.refuse(heading.last, column, NO_QUESTION)
            elif key and self.keys.index(key) != column:
                self.refuse(heading.last, column, "Такая графа уже была: останется первая.")
        seen: dict[int, int] = {}
        for row in heading.rows(self.sheet):
            self._read_row(row, seen)
        return self.table

    def refuse(self, row: int, column: int, said: str) -> None:
        text = self.sheet.text(row, column)[:60]
        self.table.errors.append(CellError(self.sheet.place(row, column), text, said))

    def _read_row(self, row: int, seen: dict[int, int]) -> None:
        at = self.keys.index(SCHOOL_KEY)
        written = self.sheet.text(row, at)
        if plain(written) == "по муниципалитету" or self.sheet.is_blank(row):
            return
        school = self.names.find(written)
        if refusal := self._refusal(school, written, seen):
            self.refuse(row, at, refusal)
            self.table.values.pop(school or 0, None)
            return
        seen[school] = row
        before, answers = len(self.table.errors), {}
        for column, key in enumerate(self.keys):
            if key in self.questions and self.keys.index(key) == column:
                answers[key] = self._read_cell(row, column, self.questions[key])
        answered = {code: value for code, value in answers.items() if value is not None}
        if answered and len(self.table.errors) == before:
            self.table.values[school] = answered

    def _refusal(self, school: int | None, written: str, seen: dict[int, int]) -> str:
        if school is None:
            return "Такой школы нет в списке." if written else "Не указана школа."
        if school in seen:
            return f"Эта школа уже была в строке {seen[school] + 1}: оставьте одну из двух."
        if day := self.closed.get(school):
            return f"Школа закрыта {day:%d.%m.%Y}: паспорт закрытой школы не загружается."
        return ""

    def _read_cell(self, row: int, column: int, question: PassportQuestion):
        if self.sheet.formula(row, column) == EMPTY:
            self.refuse(row, column, "Здесь формула без значения: откройте файл в Excel и сохраните заново.")
            return None
        try:
            return understood(question, self.sheet.value(row, column))
        except ValueError as refusal:
            self.refuse(row, column, str(refusal))
            return None


def understood(question: PassportQuestion, value):
    """The answer as it is stored, a share or number to one decimal; None for nothing.

    Raises ValueError with a sentence for what cannot be an answer to the question.
    """
    text = str(value).strip().lower()
    if text in NOTHING:
        return None
    if question.unit == Unit.YES_NO:
        if value is True or text in YES or value == 1:
            return True
        if value is False or text in NO or value == 0:
            return False
        raise ValueError("Ответьте «да» или «нет».")
    number = _number(value)
    if question.unit == Unit.COUNT and number != int(number):
        raise ValueError("Нужно целое число.")
    if question.unit == Unit.COUNT and FIRST_DATE <= number <= LAST_DATE:
        raise ValueError("Похоже на дату, записанную числом. Впишите количество.")
    number = round(number, 1)
    low, high = float(question.minimum or 0), float(question.maximum or LARGEST)
    if number < low:
        raise ValueError("Число не может быть отрицательным." if low == 0 else f"Число не может быть меньше {low:g}.")
    if number > high:
        is_share = question.unit == Unit.PERCENT and high == 100
        raise ValueError("Доля не может быть больше 100 %." if is_share else f"Число не может быть больше {high:g}.")
    return int(number) if number == int(number) else number


def _number(value) -> float:
    if isinstance(value, dt.date | dt.datetime | dt.time | dt.timedelta):
        raise ValueError("Здесь дата, а нужно число: задайте ячейке числовой формат.")
    if isinstance(value, bool):
        raise ValueError("Нужно число.")
    if isinstance(value, float | int):
        return float(value)
    text = re.sub(r"[\s\u00a0]|%$", "", str(value)).replace(",", ".")
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,6})?", text):
        raise ValueError("Нужно число, а здесь текст.")
    return float(text)
