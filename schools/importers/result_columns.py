"""What the columns of a table of results mean: by their headings, then by what stands in them; a person may correct."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from schools.importers.columns import Heading, Meaning, find_heading, known_to, plain
from schools.importers.sheet import Sheet, shown
from schools.importers.words import grade_in, subject_in

COUNT_OF = r"^((кол-?во|количество|число|доля|процент|получил\w*|отмет\w+|оцен\w+|на|с|в|%|,)\W*)*"
UNIT = r"\W*(%|чел\w*|процент\w*|доля|шт|кол-?во)?\W*$"
SCHOOL = (
    r"^((полное |краткое |сокращенное )?(наименование|название)"
    r"( (оо|оу|школ\w+|образоват\w+ .*|организац\w+|учрежд\w+))?|"
    r"оо|оу|школа|школы|образовательн\w+ (организац|учрежден)\w+|организация|учреждение|группы участников)$"
)
PROCEDURE = r"^((оценочная )?процедура|вид (процедуры|экзамена|работы)|экзамен|форма( гиа)?|гиа)$"
NOT_TAKEN = r"качеств|\b4\W+(и\W+)?5\b|максимальн|наибольш|минимальн\w+ (балл|первичн)|место|рейтинг|медиан"
BELOW = r"\bне ?(преодол|справ|набра|сда|прош|достиг|перешаг|успева)|ниже (мин|порог|базов)|неудовл|двоек"
PASSED = r"преодол|справил|успеваем|обученност|выше (мин|порог)|набравш"
SCORE = r"(средн\w+|ср)\.?\s(\w+ )?балл|тестов\w+ балл|^средн(ее|ий)( значение| результат)?$|^балл$"
PARTICIPANTS = (
    r"участник|участвова|писавш|\bписал|\bсдава|выполнял|"
    r"(кол-?во|количество|число|всего) (\w+ )?(обуч|учащ|учен|уч\b|чел|выпуск)|"
    r"^(обучающихся|учащихся|учеников|выпускников|человек|чел|кол-?во|количество|всего)$"
)
MEANINGS = (
    Meaning("code", "Код школы", r"^(код\b|логин|огрн|инн)"),
    Meaning("school", "Школа", SCHOOL),
    Meaning("year", "Год", r"^(год|учебный год|календарный год|год проведения)$"),
    Meaning("procedure", "Процедура", PROCEDURE),
    Meaning("subject", "Предмет", r"^((учебный |наименование |название )?предмета?|дисциплина)$"),
    Meaning("grade", "Класс", r"^(класс|классы|параллель)$"),
    Meaning("letter", "Буква класса", r"^(литера?|буква)( класса)?$"),
    Meaning("below", "Ниже минимума", BELOW),
    Meaning("passed", "Преодолели минимум", PASSED),
    Meaning("", "", NOT_TAKEN),
    *(Meaning(f"mark{mark}", f"Отметок «{mark}»", rf"{COUNT_OF}{mark}{UNIT}") for mark in (2, 3, 4, 5)),
    Meaning("mean_mark", "Средняя отметка", r"(средн\w+|ср)\.?\s?(отмет|оцен)"),
    Meaning("mean_score", "Средний балл", SCORE),
    Meaning("participants", "Участников", PARTICIPANTS),
)
PERCENT = re.compile(r"%|процент|\bдол[яи]\b")
WITH_SHARES = ("below", "passed", "mark2", "mark3", "mark4", "mark5")
OF_ROWS = ("code", "school", "year", "procedure", "subject", "grade", "letter")
LABELS = {m.key: m.label for m in MEANINGS if m.key} | {
    f"{m.key}_percent": f"{m.label}, %" for m in MEANINGS if m.key in WITH_SHARES
}
known = known_to(MEANINGS)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a sheet is read: the meaning of each column, and the subject and grade that a heading over it names."""

    heading: Heading
    keys: tuple[str, ...]
    subjects: tuple[str, ...]
    grades: tuple[int | None, ...]

    def column(self, key: str) -> int | None:
        return self.keys.index(key) if key in self.keys else None

    def groups(self) -> list[tuple[tuple[str, int | None], dict[str, int]]]:
        """Columns of measures by the subject and grade over them: ("", None) where the row or the title says it."""
        found: dict[tuple[str, int | None], dict[str, int]] = {}
        for column, key in enumerate(self.keys):
            if key and key not in OF_ROWS:
                found.setdefault((self.subjects[column], self.grades[column]), {}).setdefault(key, column)
        common = found.pop(("", None), {}) if len(found) > 1 else {}
        return [(about, common | columns) for about, columns in found.items()]

    @property
    def is_by_subject(self) -> bool:
        """Subjects stand beside each other."""
        return len({subject for subject in self.subjects if subject}) > 1


@lru_cache(maxsize=5_000)
def known_in_results(text: str) -> str:
    """Also a subject is a heading: schools below each other, subjects beside each other."""
    return known(text) or subject_in(text)


def plan(sheet: Sheet, recalled: dict[str, list[str]], is_school: Callable[[str], bool], title: str) -> Plan | None:
    """The columns of a sheet; None without a heading. `recalled` are keys by fingerprint that a person has confirmed.

    `title` says what a column of nothing but a subject holds: a mean, or the share below the minimum.
    """
    heading = find_heading(sheet, known_in_results)
    if heading is None:
        return None
    columns = range(len(heading.parts))
    named = [[subject_in(part) for part in heading.parts[column] if not _measure([part])] for column in columns]
    subjects = [next(filter(None, names), "") for names in named]
    grades = [next((g for part in heading.parts[c] if (g := grade_in(part))), None) for c in columns]
    keys = recalled.get(heading.fingerprint)
    if keys is None or len(keys) != len(heading.parts):
        keys = _by_headings(heading, subjects, grades, title)
        _by_content(keys, sheet, heading, is_school)
    return Plan(heading, tuple(keys), tuple(subjects), tuple(grades))


def _by_headings(heading: Heading, subjects: list[str], grades: list[int | None], title: str) -> list[str]:
    keys: list[str] = []
    taken = set()
    for column, parts in enumerate(heading.parts):
        key = _measure(parts) or (_usual(title) if subjects[column] else "")
        place = (key, "" if key in OF_ROWS else (subjects[column], grades[column]))
        keys.append("" if place in taken else key)
        taken.add(place)
    return keys


def _measure(parts: Sequence[str]) -> str:
    """The key that the lowest text names, or all of them together; a share where any of them says so."""
    texts = [plain(part) for part in parts]
    key = next((key for text in [*reversed(texts), ", ".join(texts)] if text and (key := known(text))), "")
    is_share = key in WITH_SHARES and any(PERCENT.search(text) for text in texts)
    return f"{key}_percent" if is_share or (key == "passed" and "успеваем" in " ".join(texts)) else key


def _usual(title: str) -> str:
    key = known(plain(title))
    if key.startswith(("below", "passed")):
        return f"{key}_percent"
    return "mean_mark" if re.search(r"отмет|оценк", title.lower()) else "mean_score"


def _by_content(keys: list[str], sheet: Sheet, heading: Heading, is_school: Callable[[str], bool]) -> None:
    """Find the columns of schools and subjects by what stands in them, where no heading names them."""
    for wanted, fits in (("school", is_school), ("subject", lambda text: bool(subject_in(text)))):
        if wanted in keys:
            continue
        for column, key in enumerate(keys):
            values = (sheet.value(row, column) for row in islice(heading.rows(sheet), 200))
            texts = [shown(value) for value in values if isinstance(value, str) and value]
            if not key and texts and sum(map(fits, texts)) * 2 > len(texts):
                keys[column] = wanted
                break
