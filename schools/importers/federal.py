"""The federal list of schools with risks from whatever table holds it: whose row it is, which of our schools it names.

    reading = read_federal_list(sheets, names, towns=("Заречный городской округ", "Заречный"))
    reading.sure        # school's id → the line that names it by its code or its full name
    reading.doubtful    # lines that may mean one of ours: a person decides
    reading.unknown     # lines of our municipality, or of nobody knows whose, with a school that we do not have
    reading.elsewhere   # lines of other municipalities

No heading is needed: a school is looked for in every cell of a row. Pure.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from schools.importers.columns import plain
from schools.importers.naming import SchoolNames
from schools.importers.result_columns import known
from schools.importers.sheet import Sheet, TableRefused
from schools.importers.words import SCHOOLISH, level_of

LOOKED_AT = 300  # rows in which the column of schools is looked for
MOST_COLUMNS = 60
LONGEST = 300  # characters; what is longer names neither a school nor a municipality
MOST_LINES = 10_000
TOWN_HEADING = re.compile(r"муниципал|моуо|орган управления|^(район|мо|мр|го|ате|территория|город|округ)\b")
MANY = re.compile(r"муниципальных|муниципалитетов|районов|округов|городов")  # a title, not the name of one of them
GENERIC = re.compile(
    r"(город|муниципальн|округ|район|област|кра[йя]|республик|образовани|поселени|поселок|сельск)\w*|го|мо|мр|г|о|п"
)
BESIDE_A_TOWN = re.compile(  # in a title or in the name of an office
    r"(перечен|перечн|списо?к|управлени|отдел|департамент|комитет|администраци|организаци|учреждени|школ)\w*|"
    r"о[оу]|шнор|шнсу|\d+|год[ау]?|и|в|во|на|по|с|со|из|за|для"
)
ADJECTIVE = "ый ий ой ого его ому ему ым им ом ем"
DECLENSIONS = (  # how a name ends, and how it may end in other cases; the longest first
    (r"[ыио]й$", ADJECTIVE),
    (r"[ое]е$", "ое ее ого его ому ему ым им ом ем"),
    (r"[ая]я$", "ая яя ой ей ую юю"),
    (r"[ая]$", "а я ы и е у ю ой ей ою ею"),
    (r"[ое]$", "о е а я у ю ом ем ым"),
    (r"[ыи]$", " ы и ов ев ей ам ям ами ями ах ях"),
    (r"ь$", "ь я и ю е ем ью"),
    (r"(?<=[бвгджзклмнпрстфхцчшщ])$", " а у ом ем ым е"),
)
SHORTEST_CODE = 4  # digits; less is a number of the row
NO_SCHOOLS = "В файле не нашлось графы со школами: нужны названия или коды школ, по одной в строке."
BY_PART = "узнана не по полному названию"
TWICE = "такое название стоит в нескольких строках"
LIKE_OURS = "муниципалитет назван похоже на ваш, но не так"


class Whose(Enum):
    """Whose a line is, by the municipality that the table names."""

    OURS = auto()
    LIKE_OURS = auto()
    NOT_SAID = auto()
    ELSEWHERE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A row that names a school: where, how, which of ours if any, and what makes it doubtful."""

    place: str
    text: str
    school_id: int | None = None
    why: str = ""


@dataclass(slots=True)
class FederalReading:
    sure: dict[int, Line] = field(default_factory=dict)
    doubtful: list[Line] = field(default_factory=list)
    unknown: list[Line] = field(default_factory=list)
    elsewhere: list[Line] = field(default_factory=list)


def read_federal_list(sheets: Iterable[Sheet], names: SchoolNames, towns: Sequence[str]) -> FederalReading:
    """`towns` are what our municipality is called, the usual name first. Raises TableRefused where nothing is a list
    of schools."""
    lines = []
    for sheet in sheets:
        start = _start(sheet, names)
        if start:
            lines += _lines(sheet, *start, names, towns)
    if not lines:
        raise TableRefused(NO_SCHOOLS)
    if len(lines) > MOST_LINES:
        raise TableRefused(
            f"В файле {len(lines)} строк со школами, а в перечне бывает до {MOST_LINES}. Тот ли это файл?"
        )
    return _sorted(lines)


def _sorted(lines: list[tuple[Line, Whose]]) -> FederalReading:
    reading = FederalReading()
    times = Counter(line.school_id for line, whose in lines if whose is Whose.NOT_SAID)
    for line, whose in lines:
        if whose is Whose.ELSEWHERE:
            reading.elsewhere.append(line)
        elif line.school_id is None:
            reading.unknown.append(line)
        elif whose is Whose.OURS or (whose is Whose.NOT_SAID and times[line.school_id] == 1 and not line.why):
            reading.sure.setdefault(line.school_id, line)
        elif whose is Whose.LIKE_OURS:
            reading.doubtful.append(replace(line, why=LIKE_OURS))
        else:
            reading.doubtful.append(replace(line, why=line.why or TWICE))
    return reading


def _start(sheet: Sheet, names: SchoolNames) -> tuple[int, int] | None:
    """The first row of the list and the column where most cells name a school, ours or not."""
    found: dict[int, list[int]] = {}
    for row in range(min(LOOKED_AT, sheet.height)):
        for column in _columns(sheet, row):
            if _names_a_school(sheet.text(row, column), names):
                found.setdefault(column, []).append(row)
    column = max(found, key=lambda column: (len(found[column]), -column), default=None)
    return None if column is None else (found[column][0], column)


def _columns(sheet: Sheet, row: int) -> range:
    return range(min(MOST_COLUMNS, len(sheet.rows[row])))


def _names_a_school(text: str, names: SchoolNames) -> bool:
    if not _is_worth(text) or known(plain(text)):
        return False
    return bool(names.find(text) or (not text.isdigit() and SCHOOLISH.search(plain(text))))


def _lines(
    sheet: Sheet, first: int, column: int, names: SchoolNames, towns: Sequence[str]
) -> Iterator[tuple[Line, Whose]]:
    """Each row that names a school, and whose it is."""
    town_column, raised = _column_of_towns(sheet, first, column), _raised(sheet)
    whose = Whose.NOT_SAID
    for row in range(sheet.height):
        texts = [sheet.text(row, place) for place in _columns(sheet, row)]
        if town := _section(texts, towns):
            whose = _whose(town, towns)
            continue
        if town_column is not None and row >= first:
            town = sheet.text(*raised.get((row, town_column), (row, town_column)))
            whose = _whose(town, towns) if re.search(r"[а-яё]", town.lower()) else whose
        if row >= first and column < len(texts) and texts[column]:
            yield _line(sheet.place(row, column), texts[column], texts, names), whose


def _section(texts: list[str], towns: Sequence[str]) -> str:
    """A row of nothing but the name of a municipality speaks of the rows under it."""
    filled = [text for text in texts if text]
    is_text = len(filled) == 1 and len(filled[0]) <= LONGEST
    is_town = is_text and level_of(filled[0], towns[0]) == "town" and not MANY.search(plain(filled[0]))
    return filled[0] if is_town else ""


def _line(place: str, text: str, texts: list[str], names: SchoolNames) -> Line:
    exact = next((pk for cell in (text, *texts) if _is_worth(cell) and (pk := names.exact(cell))), None)
    if exact:
        return Line(place, text, exact)
    found = names.find(text) if _is_worth(text) else None
    return Line(place, text, found, BY_PART if found else "")


def _is_worth(text: str) -> bool:
    """Not the number of a row, nor a paragraph."""
    return 0 < len(text) <= LONGEST and not (text.isdigit() and len(text) < SHORTEST_CODE)


def _column_of_towns(sheet: Sheet, first: int, schools: int) -> int | None:
    """By the headings above the list; a title, alone in its row, is none."""
    for row in range(first):
        texts = [plain(sheet.text(row, column)[:LONGEST]) for column in _columns(sheet, row)]
        if sum(map(bool, texts)) > 1:
            for column, text in enumerate(texts):
                if column != schools and TOWN_HEADING.search(text):
                    return column
    return None


def _raised(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells under a merged one: a municipality that stands once beside its schools."""
    return {
        (row, left): (top, left)
        for top, left, bottom, right in sheet.merged
        if left == right
        for row in range(top, min(bottom, sheet.height - 1) + 1)
    }


def _whose(text: str, towns: Sequence[str]) -> Whose:
    """«Заречного г.о.» is ours where we are «Заречный городской округ»; «Заречье» is like ours, a person decides."""
    theirs = _words(text[:LONGEST])
    ours = [words for town in towns if (words := _words(town))]
    if any(_fit(words, theirs, _is_case_of) and _fit(theirs, words, lambda a, b: _is_case_of(b, a)) for words in ours):
        return Whose.OURS
    return Whose.LIKE_OURS if any(_fit(words, theirs, _is_like) for words in ours) else Whose.ELSEWHERE


def _fit(some: list[str], others: list[str], is_same: Callable[[str, str], bool]) -> bool:
    """Whether each has its like among the others."""
    return all(any(is_same(one, other) for other in others) for one in some)


def _words(text: str) -> list[str]:
    """What is left of a name without the kind of municipality and what offices and titles say beside it."""
    words = re.findall(r"[а-яa-z0-9]+", plain(text))
    return [word for word in words if not GENERIC.fullmatch(word) and not BESIDE_A_TOWN.fullmatch(word)]


def _is_case_of(one: str, other: str) -> bool:
    """Whether the other is the one, in the nominative, in whatever case."""
    if one == other:
        return True
    ending, cases = next(((end, cases) for end, cases in DECLENSIONS if re.search(end, one)), ("$", ""))
    stem = re.sub(ending, "", one)
    return bool(stem) and other.startswith(stem) and other[len(stem) :] in cases.split(" ")


def _is_like(one: str, other: str) -> bool:
    """But for the ending: none of four letters, one of five, two of more."""
    shorter = min(len(one), len(other))
    stem = shorter - min(2, max(0, shorter - 4))
    return shorter > 2 and one[:stem] == other[:stem]
