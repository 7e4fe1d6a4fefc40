"""Which column of a table is which: by its heading, and where that says nothing, by what stands in it."""

import re
from dataclasses import dataclass, replace
from itertools import islice

from roadmaps.importers.blocks import LEFT, OWN, UP, Grid, Row, squash

KEYS = ("number", "section", "activity", "deadline", "responsible", "result", "output_document", "other")
LONGEST_HEADING = 160  # characters
MOST_SAMPLES = 200  # rows whose cells are looked at
MOST_TRIES = 20  # rows that look like a heading, before a table is given up

# The first telling word of a heading decides: «Период реализации отдельного действия» is a deadline.
TELLING = {
    "number": r"^(?:№|n\b|no\b|номер)",
    "deadline": r"\bсрок|\bпериод|\bдат[аы]\b|\bвремя\b|\bкогда\b|\bграфик|\bмесяц",
    "responsible": r"\bответств|\bисполнител|\bсоисполнител|\bкто\b",
    "output_document": r"\bвыходн\w* (?:документ|данн)|\bдокумент|\bформ\w+ (?:отч|предс|предъ)|\bподтвержд",
    "result": r"\bрезультат|\bожидаем|\bпрогнозируем|\bпланируем\w+ (?:итог|эффект)|\bэффект|\bитог",
    "activity": r"\bмероприят|\bдействи|\bсодержание (?:работ|деятельн)|\bвид\w* (?:работ|деятельн)|\bзадани",
}
VAGUE = {  # words that say something only when nothing else does
    "section": r"^(?:направлени|раздел|блок|этап|модуль|задача)",
    "result": r"\bпоказател|\bиндикатор",
    "activity": r"\bсодержание|\bнаименование|\bперечень|\bмеры\b|\bработ[аы]\b|\bвопрос",
}
NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]+)[.)]*$")
PART_OF_YEAR = re.compile(
    r"(?:(?:I{1,3}|IV|[1-4]|перв\w+|втор\w+|трет\w+|четв[её]рт\w+)[\s-]*(?:й|ое|ая|ый|ий)?\s*"
    r"(?:кв|квартал|полугоди|четверт|триместр)\w*\.?"
    r"|(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*|I{1,3}|IV)"
    r"(?:\s*20\d\d\s*(?:г\w*\.?)?)?$",
    re.IGNORECASE,
)
TIME = re.compile(
    r"январ|феврал|март|апрел|\bма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|\b20\d\d|"
    r"постоянно|в течени|ежемесячн|ежегодн|еженедельн|ежекварт|квартал|полугоди|график|\d\d\.\d\d|"
    r"\bнедел|по мере|учебн\w+ год",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"(?-i:[А-ЯЁ]\.\s?[А-ЯЁ]\.)|^(?:директор|руководител|зам|специалист|методист|куратор|администрац|управлени|отдел|"
    r"департамент|м[абк]?оу\b|му\b|мку\b|оо\b|школ|начальник|завед|рабоч\w+ групп|учител|педагог)",
    re.IGNORECASE,
)
PAPER = re.compile(
    r"^(?:приказ|справк|протокол|положени|отч[её]т|план|программ|материал|договор|соглашени|мониторинг|"
    r"аналитическ\w+ (?:справк|отч)|информаци|график|список|реестр|паспорт|письм|распоряжени|ссылк|"
    r"скриншот|лист|журнал)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Column:
    """`mark` is the part of the year that a cross in this column means, else empty."""

    key: str
    heading: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Header:
    """Rows `start` to `end` (exclusive) of a table are its heading; equal when there is none."""

    start: int
    end: int
    columns: tuple[Column, ...]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns)

    @property
    def is_roadmap(self) -> bool:
        return "activity" in self.keys and bool(self.keys & {"deadline", "responsible"})


def heading_key(text: str) -> str:
    """What a heading says: one of KEYS, or "" when it says nothing known."""
    text = squash(text).casefold().replace("ё", "е")
    for words in (TELLING, VAGUE):
        found = {key: match.start() for key, pattern in words.items() if (match := re.search(pattern, text))}
        if found:
            return min(found, key=found.get)
    return ""


def find_header(grid: Grid) -> Header | None:
    """The heading of a roadmap table and what its columns are, or None when this is no roadmap table."""
    headings = (index for index, row in enumerate(grid.rows) if is_heading(row))
    for index in islice(headings, MOST_TRIES):
        end = index + 1
        while end < len(grid.rows) and goes_on(grid.rows[end], grid.rows[index]):
            end += 1
        header = Header(index, end, name_columns(grid, index, end))
        if header.is_roadmap:
            return header
    header = Header(0, 0, by_content(grid.rows, [Column("")] * grid.width))
    return header if header.is_roadmap and "number" in header.keys else None


def is_heading(row: Row) -> bool:
    texts = [text for _, text in row.own]
    if len(texts) < 2 or any(len(text) > LONGEST_HEADING for text in texts) or NUMBER.match(row.cells[0]):
        return False
    keys = {heading_key(text) for text in texts} - {""}
    return len(keys) >= 2 and ("activity" in keys or len(keys) >= 3)


def goes_on(row: Row, heading: Row) -> bool:
    """A second line of the heading: parts of the year under «Сроки», or cells merged with the line above."""
    texts = [text for _, text in row.own]
    divided = LEFT in heading.merged or any(not cell for cell in heading.cells)
    return (
        bool(texts)
        and (UP in row.merged or (divided and not row.cells[0]))
        and (all(PART_OF_YEAR.match(text) or heading_key(text) for text in texts))
    )


def name_columns(grid: Grid, start: int, end: int) -> tuple[Column, ...]:
    columns = []
    for place in range(grid.width):
        parts = list(dict.fromkeys(row.cells[place] for row in grid.rows[start:end] if row.cells[place]))
        mark = parts[-1] if parts and PART_OF_YEAR.match(squash(parts[-1])) else ""
        columns.append(
            Column("deadline" if mark else heading_key(" ".join(parts)), squash(" ".join(parts)), squash(mark))
        )
    return by_content(grid.rows[end:], without_repeats(with_an_activity(columns)))


def with_an_activity(columns: list[Column]) -> list[Column]:
    """«Направление работы» beside «Мероприятие» divides the table into sections; alone it is the activity."""
    if any(column.key == "activity" for column in columns):
        return columns
    place = next((place for place, column in enumerate(columns) if column.key == "section"), None)
    return [replace(column, key="activity") if index == place else column for index, column in enumerate(columns)]


def without_repeats(columns: list[Column]) -> list[Column]:
    """Only deadlines may stand in several columns; of two others with one name the clearer one has it."""
    seen: dict[str, int] = {}
    result = list(columns)
    for place, column in enumerate(columns):
        first = seen.get(column.key)
        if column.key in ("", "deadline") or first is None:
            seen[column.key] = place
            continue
        clearer = column.key == "activity" and "мероприят" not in columns[first].heading.casefold()
        loser = first if clearer and "мероприят" in column.heading.casefold() else place
        result[loser] = Column("other", columns[loser].heading)
        seen[column.key] = place if loser == first else first
    return result


def by_content(rows: tuple[Row, ...], columns: list[Column]) -> tuple[Column, ...]:
    """Name the columns that have no known heading by what stands in them."""
    named = list(columns)
    open_places = [place for place, column in enumerate(columns) if not column.key]
    rows = tuple(row for row in rows[:MOST_SAMPLES] if len(row.own) > 1)
    cells = {place: own_cells(rows, place) for place in open_places}
    taken = {column.key for column in columns}
    tests = {"number": (NUMBER, 0.6), "deadline": (TIME, 0.5), "responsible": (PERSON, 0.5)}
    for key, (pattern, least) in tests.items():
        shares = {place: share(pattern, cells[place]) for place in open_places}
        best = max(shares, key=shares.get, default=None)
        if key not in taken and best is not None and shares[best] >= least:
            named[best] = Column(key, columns[best].heading)
            open_places.remove(best)
    for key in ("activity", "result", "output_document"):
        place = next((place for place in open_places if cells[place] and not columns[place].heading), None)
        if key not in taken and place is not None and (key != "output_document" or share(PAPER, cells[place]) > 0.5):
            named[place] = Column(key)
            open_places.remove(place)
    return tuple(Column(column.key or "other", column.heading, column.mark) for column in named)


def own_cells(rows: tuple[Row, ...], place: int) -> list[str]:
    return [row.cells[place] for row in rows if row.cells[place] and row.merged[place] == OWN]


def share(pattern: re.Pattern, cells: list[str]) -> float:
    return sum(bool(pattern.search(cell)) for cell in cells) / len(cells) if cells else 0.0
