"""A table schools × questions becomes answers of passports; whatever cannot be taken is named by its cell."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schools.importers.columns import find_heading, plain
from schools.importers.naming import SchoolNames
from schools.importers.sheet import EMPTY, Sheet, TableRefused
from schools.models import PassportQuestion

Unit = PassportQuestion.Unit
SCHOOL = re.compile(r"^(школа|школы|оо|организация|(полное |краткое )?(наименование|название)( .*)?)$")
PERSON = re.compile(r"фамили|\bфио\b|\bф\. ?и\. ?о\b")
NOT_TAKEN = frozenset({"паспорт"})  # a column of our own summary
NOTHING = frozenset({"", "-", "–", "—", "нет данных", "н/д"})
YES, NO = frozenset({"да", "есть", "+", "1"}), frozenset({"нет", "0"})
LARGEST = 10**7
NO_HEADING = (
    "Не нашли строку с названиями граф. Нужна графа «Школа» и графы с вопросами паспорта, как в бланке; бланк можно "
    "скачать на странице «Социальные паспорта»."
)
NAMES_OF_PEOPLE = (
    "В таблице есть графа с фамилиями. Имена детей и родителей в Опору не загружают: удалите эту графу и выберите "
    "файл ещё раз."
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


def read_passports(sheets: Sequence[Sheet], questions: Sequence[PassportQuestion], names: SchoolNames) -> PassportTable:
    """The first sheet with a known heading. Raises TableRefused where there is none, or where people are named."""
    codes = {plain(text): question for question in questions for text in (question.title, question.label)}

    def known(text: str) -> str:
        return "school" if SCHOOL.match(text) else codes[text].code if text in codes else ""

    for sheet in sheets:
        heading = find_heading(sheet, known)
        if heading is None:
            continue
        titles = [plain(heading.text(column)) for column in range(len(heading.parts))]
        if any(PERSON.search(title) for title in titles):
            raise TableRefused(NAMES_OF_PEOPLE)
        lowest = [plain(parts[-1]) if parts else "" for parts in heading.parts]
        keys = [known(low) or known(title) for low, title in zip(lowest, titles, strict=True)]
        if "school" in keys:
            return _read_rows(_Reading(sheet, keys, {q.code: q for q in questions}, names), heading)
    raise TableRefused(NO_HEADING)


@dataclass(slots=True)
class _Reading:
    sheet: Sheet
    keys: list[str]
    questions: Mapping[str, PassportQuestion]
    names: SchoolNames
    table: PassportTable = field(default_factory=PassportTable)

    def refuse(self, row: int, column: int, said: str) -> None:
        text = self.sheet.text(row, column)[:60]
        self.table.errors.append(CellError(self.sheet.place(row, column), text, said))


def _read_rows(reading: _Reading, heading) -> PassportTable:
    for column, key in enumerate(reading.keys):
        title = heading.text(column)
        if title and not key and plain(title) not in NOT_TAKEN:
            reading.refuse(heading.last, column, "Такого вопроса в паспорте нет: графа не загрузится.")
        elif key and reading.keys.index(key) != column:
            reading.refuse(heading.last, column, "Такая графа уже была: останется первая.")
    seen: set[int] = set()
    for row in heading.rows(reading.sheet):
        _read_row(reading, row, seen)
    return reading.table


def _read_row(reading: _Reading, row: int, seen: set[int]) -> None:
    at = reading.keys.index("school")
    written = reading.sheet.text(row, at)
    if plain(written) == "по муниципалитету" or reading.sheet.is_blank(row):
        return
    school = reading.names.find(written)
    if school is None:
        reading.refuse(row, at, "Такой школы нет в списке." if written else "Не указана школа.")
        return
    if school in seen:
        reading.refuse(row, at, "Эта школа уже была выше: оставьте одну строку.")
        reading.table.values.pop(school, None)
        return
    seen.add(school)
    before, answers = len(reading.table.errors), {}
    for column, key in enumerate(reading.keys):
        if key in reading.questions and reading.keys.index(key) == column:
            answers[key] = _read_cell(reading, row, column, reading.questions[key])
    answered = {code: value for code, value in answers.items() if value is not None}
    if answered and len(reading.table.errors) == before:
        reading.table.values[school] = answered


def _read_cell(reading: _Reading, row: int, column: int, question: PassportQuestion):
    if reading.sheet.formula(row, column) == EMPTY:
        reading.refuse(row, column, "Здесь формула без значения: откройте файл в Excel и сохраните заново.")
        return None
    try:
        return understood(question, reading.sheet.value(row, column))
    except ValueError as refusal:
        reading.refuse(row, column, str(refusal))
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
