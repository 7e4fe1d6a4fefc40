"""From a line of a planned sheet to rows of results: who, what, and the figures, each checked where it stands."""

from collections.abc import Callable
from itertools import islice

from schools.importers.figures import Figures, Shares, combine
from schools.importers.naming import key
from schools.importers.reading import About, Asked, Reading, Row
from schools.importers.result_columns import OF_ROWS, Plan
from schools.importers.sheet import EMPTY, KEPT, Sheet
from schools.importers.values import Problem, Wrong, count, mean, numeric, share
from schools.importers.words import (
    GRADES,
    LONGEST_TITLE,
    REMARK,
    class_of,
    grade_of,
    level_of,
    procedure_in,
    subject_of,
    year_in,
)
from schools.models.result import FIRST_YEAR, Procedure, Scale

LOOKED_AT = 500  # rows from which the kind of a column is judged
ASKED = ("year", "procedure", "subject", "grade")
BASIC = "Математика (базовая)"
NO_VALUE = "в ячейке формула, а её значения в файле нет. Откройте таблицу в Excel, сохраните её и загрузите снова"


class SheetReader:
    """Reads one sheet line by line into a Reading. `seen` are the keys of all sheets with the first sheet and row."""

    def __init__(
        self, sheet: Sheet, plan: Plan, about: About, asked: Asked, reading: Reading, seen: dict[tuple, tuple[str, int]]
    ) -> None:
        self.sheet, self.plan, self.asked, self.reading, self.seen = sheet, plan, asked, reading, seen
        self.groups = plan.groups()
        self.about = about
        self.columns = {name: plan.column(name) for name in OF_ROWS}
        self.measures = [column for column, name in enumerate(plan.keys) if name and name not in OF_ROWS]
        self.raised = _raised(sheet, plan)
        self.shares = {about: Shares.of(columns, self._samples(columns)) for about, columns in self.groups}
        self.scales = {about: self._scale(columns) for about, columns in self.groups}
        self.formulas: list[str] = []
        self.school_above: int | None = None
        if about.year and about.year > asked.this_year:
            self._wrong(0, 0, f"{about.year} год ещё не наступил")
            self.about = About(None, about.procedure, about.subject, about.grade)

    def read(self, row: int) -> None:
        filled = [column for column, value in enumerate(self.sheet.rows[row]) if value != ""]
        if len(filled) == 1 and isinstance(self.sheet.rows[row][filled[0]], str):
            self._take_section(self.sheet.rows[row][filled[0]])
        elif any(column in self.measures for column in filled):
            try:
                self._read_line(row)
            except _Stop:
                return

    def finish(self) -> None:
        if self.formulas:
            more = f" и ещё {len(self.formulas) - 1}" if len(self.formulas) > 1 else ""
            text = f"здесь{more} — формулы: взяты их последние сохранённые значения"
            self.reading.warnings.append(Problem(self.sheet.name, self.formulas[0], text))

    def _take_section(self, text: str) -> None:
        """A line with nothing but «Русский язык, 6 класс» speaks of the lines under it."""
        found = About.of(text)
        is_title = len(text) < LONGEST_TITLE and not REMARK.match(text)
        if is_title and self.asked.names.find(text) is None and (found.subject or found.grade):
            self.about = found.filled(self.about)

    def _read_line(self, row: int) -> None:
        school, level = self._whose(row)
        if level == "country":
            return
        self.school_above = school
        about = self._about(row, school or level)
        for (subject, grade), columns in self.groups:
            its = About(None, "", subject, grade).filled(about)
            its = its.filled(About(grade=GRADES.get(its.procedure)))
            problems = len(self.reading.errors)
            figures = self._figures(row, (subject, grade), columns, its)
            if len(self.reading.errors) > problems:
                self._refuse(school or level, its)
            if figures is None:
                continue
            missing = {name for name in ASKED if not getattr(its, name)}
            if missing:
                self.reading.missing |= missing
                continue
            self._keep(row, school, level, its, figures, columns)

    def _keep(
        self, row: int, school: int | None, level: str, about: About, figures: Figures, columns: dict[str, int]
    ) -> None:
        got = Row(
            self.sheet.name, row, school, self._named(row), level,
            about.year, about.procedure, about.subject[:80], about.grade, figures.scale,  # type: ignore[arg-type]
            figures.participants, figures.marks, figures.below, figures.below_percent if level else None, figures.mean,
            columns,
        )  # fmt: skip
        letter = "" if level else self._letter(row)
        key = (*got.key, letter) if letter else got.key
        if key in self.seen:
            text = f"вторая строка для той же школы, предмета и класса ({about.subject}, {about.grade}{letter} класс)"
            self._wrong(row, self._name_column, f"{text}: первая — {self._where(*self.seen[key])}")
            if letter:
                self._refuse(school, about)
            return
        self.seen[key] = (self.sheet.name, row)
        if letter:
            self.reading.classes.setdefault(got.key, {})[letter] = got
        else:
            self.reading.rows.append(got)

    def _where(self, sheet: str, row: int) -> str:
        return f"строка {row + 1}" + ("" if sheet == self.sheet.name else f" листа «{sheet}»")

    def _letter(self, row: int) -> str:
        """«А» of a class; "" of a parallel."""
        own = self._text(row, "letter").strip("«»\"' ").upper()
        in_grade = class_of(self._text(row, "grade"))
        return own or (in_grade[1] if in_grade else "")

    # Whose row it is

    @property
    def _name_column(self) -> int:
        column = self.columns["school"]
        return column if column is not None else self.columns["code"] or 0

    def _named(self, row: int) -> str:
        return self._text(row, "school") or self._text(row, "code")

    def _whose(self, row: int) -> tuple[int | None, str]:
        name, code = self._text(row, "school"), self._text(row, "code")
        if not name and not code:
            stopped = self._stopped(row, self._name_column, "не указана школа")
            self._refuse(self.school_above, About())
            raise stopped
        found = self.asked.names.find(name) or self.asked.names.find(code)
        if found:
            return found, ""
        level = level_of(name or code, self.asked.town, self.asked.region)
        if level:
            return None, level
        if key(name or code) in self.asked.skipped:
            raise _Stop
        self.reading.unknown.setdefault(name or code, self.sheet.place(row, self._name_column))
        raise self._stopped(row, self._name_column, f"«{(name or code)[:80]}» — такой школы в списке нет")

    def _text(self, row: int, name: str) -> str:
        column = self.columns[name]
        if column is None:
            return ""
        return self.sheet.text(*self.raised.get((row, column), (row, column)))

    # What was measured

    def _about(self, row: int, whose: int | str | None) -> About:
        try:
            return About(
                self._own(row, "year", self._year),
                self._own(row, "procedure", procedure_in) or "",
                self._own(row, "subject", subject_of) or "",
                self._own(row, "grade", self._grade),
            ).filled(self.about)
        except _Stop:
            subject = self._text(row, "subject")
            self._refuse(whose, About(subject=subject_of(subject) if subject else self.about.subject))
            raise

    def _own(self, row: int, name: str, understand: Callable):
        """What the row's own column says; a text that means nothing is an error of the row."""
        text = self._text(row, name)
        if not text:
            return None
        got = understand(text)
        if not got:
            wanted = {
                "year": "нужен год, например 2026",
                "procedure": "нужна процедура: ВПР, ОГЭ, ЕГЭ, ГВЭ или диагностика",
                "grade": "нужен класс от 1 до 11, можно с буквой: 9 или 9А",
            }.get(name, "непонятно")
            raise self._stopped(row, self.columns[name] or 0, f"«{text[:40]}» — {wanted}")
        if name == "year" and got > self.asked.this_year:
            raise self._stopped(row, self.columns[name] or 0, f"{got} год ещё не наступил")
        return got

    @staticmethod
    def _year(text: str) -> int | None:
        got = year_in(text)
        return got if got and got >= FIRST_YEAR else None

    @staticmethod
    def _grade(text: str) -> int | None:
        in_class = class_of(text)
        return in_class[0] if in_class else grade_of(text)

    # The figures

    def _figures(self, row: int, group: tuple, columns: dict[str, int], about: About) -> Figures | None:
        """None where nothing stands or something is wrong, which has then been said."""
        shares, scale = self.shares[group], self._scale_of(group, about)
        read: dict[str, float | None] = {}
        problems = len(self.reading.errors)
        for name, column in columns.items():
            try:
                read[name] = self._value(row, name, column, shares, scale)
            except Wrong as wrong:
                self._wrong(row, column, str(wrong))
        if len(self.reading.errors) > problems or all(value is None for value in read.values()):
            return None
        try:
            figures = combine(read, shares, scale)
        except Wrong as wrong:
            self._wrong(row, columns.get("participants", next(iter(columns.values()))), str(wrong))
            return None
        if figures and figures.doubt:
            place = self.sheet.address(row, columns.get("mean_mark", columns.get("mean_score", 0)))
            self.reading.warnings.append(Problem(self.sheet.name, place, figures.doubt))
        return figures

    def _value(self, row: int, name: str, column: int, shares: "Shares", scale: str) -> float | None:
        value = self.sheet.value(row, column)
        formula = self.sheet.formula(row, column)
        if formula == EMPTY:
            raise Wrong(NO_VALUE)
        if formula == KEPT:
            self.formulas.append(self.sheet.address(row, column))
        if name in ("mean_mark", "mean_score"):
            return mean(value, *((2, 5) if name == "mean_mark" or scale == Scale.MARKS else (0, 100)))
        if name in shares.names:
            got = numeric(value)
            return share(got * shares.factor if got is not None and shares.factor != 1 else value)
        return count(value)

    def _samples(self, columns: dict[str, int]) -> list[dict[str, float]]:
        return [
            {
                name: value
                for name, column in columns.items()
                if isinstance(value := self.sheet.value(row, column), float)
            }
            for row in islice(self.plan.heading.rows(self.sheet), LOOKED_AT)
        ]

    def _scale(self, columns: dict[str, int]) -> str:
        """Of the column of mean scores: where all are between 2 and 5 they are marks, whatever it is called."""
        if "mean_score" not in columns:
            return Scale.MARKS
        means = [line["mean_score"] for line in self._samples({"mean_score": columns["mean_score"]}) if line]
        counted = [value for value in means if value]
        return Scale.MARKS if counted and all(2 <= value <= 5 for value in counted) else Scale.POINTS

    def _scale_of(self, group: tuple, about: About) -> str:
        if about.procedure == Procedure.EGE and about.subject == BASIC:
            return Scale.MARKS
        return self.scales[group]

    # Problems

    def _wrong(self, row: int, column: int, text: str) -> None:
        self.reading.errors.append(Problem(self.sheet.name, self.sheet.address(row, column), text))

    def _refuse(self, whose: int | str | None, about: About) -> None:
        """The line with the last error spoils the parallel that it may belong to."""
        self.reading.refused.setdefault(whose, []).append((about, self.reading.errors[-1].place))

    def _stopped(self, row: int, column: int, text: str) -> "_Stop":
        self._wrong(row, column, text)
        return _Stop()


class _Stop(Exception):
    """Nothing of this line can be taken; why has been said."""


def _raised(sheet: Sheet, plan: Plan) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells under a merged one: a school that stands once beside several subjects."""
    wanted = {column for column, name in enumerate(plan.keys) if name in OF_ROWS}
    return {
        (row, column): (top, left)
        for top, left, bottom, right in sheet.merged
        if top > plan.heading.last
        for row in range(top, min(bottom, sheet.height - 1) + 1)
        for column in wanted
        if left <= column <= right
    }
