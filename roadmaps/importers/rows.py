"""Rows of a roadmap table: section titles, activities, and rows that a page break has cut in two."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from roadmaps.importers.blocks import LEFT, OWN, UP, Row, glue, join_lines, squash
from roadmaps.importers.columns import NUMBER, TIME, Column, Header
from roadmaps.importers.periods import whole_period
from roadmaps.importers.reading import ReadActivity, ReadSection, Span

CROSS = re.compile(r"[xхv+*✓✔√●✗]$", re.IGNORECASE)
ROMAN = re.compile(r"[IVXLC]+[.)]*$")
UNFINISHED = re.compile(r"(?:[,(«–—-]|\b(?:и|или|в|во|на|по|с|со|к|о|об|от|для|из|за|при|под|над|между|до|у))$")
MOST_GAPS = 20  # numbers left out, before it is another way of numbering
LONGEST_MONTH = 40  # characters of a section title that is a deadline, as «Сентябрь 2023 года»
TAIL_OF_DATE = re.compile(r"20\d\d|г(?:од\w*)?\b")
HIDDEN = "Строка была скрыта в документе."
CUT = "Строка была разорвана переносом страницы и соединена: проверьте текст."


@dataclass
class Draft:
    """An activity while its rows are still coming in; `cells` are gathered by column."""

    cells: list[str]
    source: list[int]
    doubts: list[str] = field(default_factory=list)


@dataclass
class ReadRows:
    sections: tuple[ReadSection, ...]
    period: Span | None
    doubts: tuple[str, ...]


def read_rows(rows: tuple[Row, ...], header: Header) -> ReadRows:
    """Sections and activities below the heading; `period` when a row says nothing but the roadmap's years."""
    body = Table(rows, header.columns)
    heading = {tuple(map(squash, row.cells)) for row in rows[header.start : header.end]}
    for index in range(header.end, len(rows)):
        if tuple(map(squash, rows[index].cells)) not in heading and not is_count(rows[index]):
            body.take(index)
    return body.result()


def is_count(row: Row) -> bool:
    """The line «1 2 3 4 5» that numbers the columns."""
    return len(row.cells) > 2 and [cell.strip(". ") for cell in row.cells] == [
        str(place) for place in range(1, len(row.cells) + 1)
    ]


def starts_low(text: str) -> bool:
    return text[:1].islower() or text[:1] in ",.;:)»-–—"


def is_open(text: str) -> bool:
    """A text that cannot end here: an open quotation or bracket, a comma, a preposition."""
    return text.count("«") > text.count("»") or text.count("(") > text.count(")") or bool(UNFINISHED.search(text))


class Table:
    """Takes the rows of a table one by one."""

    def __init__(self, rows: tuple[Row, ...], columns: tuple[Column, ...]):
        self.rows, self.columns = rows, columns
        self.places = {column.key: place for place, column in enumerate(columns)}
        self.sections: list[tuple[str, list[Draft]]] = [("", [])]
        self.doubts: list[str] = []
        self.periods: list[tuple[str, Span]] = []

    def cell(self, row: Row, key: str) -> str:
        return row.cells[self.places[key]] if key in self.places else ""

    @property
    def last(self) -> Draft | None:
        return next((drafts[-1] for _, drafts in reversed(self.sections) if drafts), None)

    def take(self, index: int) -> None:
        row = self.rows[index]
        if not row.own or (len(row.own) == 1 and row.own[0][1].strip("–— -.").isdigit()):
            return  # an empty line, or the number of a page
        self.follow_section_column(row)
        title = self.title(index)
        if title:
            self.sections.append((title, []))
            if row.hidden:
                self.doubts.append(f"Заголовок раздела был скрыт в документе: «{title}».")
        elif self.is_continuation(row):
            self.join(index)
        else:
            self.add(index)

    def follow_section_column(self, row: Row) -> None:
        title = squash(self.cell(row, "section"))
        if title and row.merged[self.places["section"]] == OWN and title != self.sections[-1][0]:
            self.sections.append((title, []))

    def title(self, index: int) -> str:
        """The title when this row is the head of a section, else an empty string."""
        row = self.rows[index]
        if len(row.own) == 1 and UP not in row.merged:
            place, text = row.own[0]
            wide = row.merged.count(LEFT) * 2 >= len(row.cells) - 1 > 0
            high = place <= max(self.places.get("activity", 0), 1)
            whole = not (self.last and (starts_low(text) or is_open(self.last.cells[place])))
            return squash(text) if not NUMBER.match(text) and (wide or (high and whole)) else ""
        if len(row.own) == 2 and [place for place, _ in row.own] == [
            self.places.get("number"), self.places.get("activity")
        ]:  # fmt: skip
            return squash(" ".join(text for _, text in row.own)) if self.leads(index) else ""
        return ""

    def leads(self, index: int) -> bool:
        """A row of a number and a text alone is a section when the next counts inside it: «2.» and «2.1.»."""
        own = self.cell(self.rows[index], "number")
        following = next((self.cell(row, "number") for row in self.rows[index + 1 :] if row.own), "")
        inside = following.startswith(own.rstrip(".)") + ".") and following.rstrip(".)") != own.rstrip(".)")
        return inside or bool(ROMAN.match(own) and following and not ROMAN.match(following))

    def is_continuation(self, row: Row) -> bool:
        """A row without a number goes on with the one above, unless it begins anew or brings its own deadline."""
        if not self.last or self.cell(row, "number"):
            return False
        text = self.cell(row, "activity")
        goes_on = starts_low(text) or is_open(self.last.cells[self.places["activity"]])
        return not text or (goes_on and not self.has_own_deadline(row))

    def has_own_deadline(self, row: Row) -> bool:
        text = self.cell(row, "deadline")
        return bool(TIME.search(text)) and not TAIL_OF_DATE.match(text) and not is_open(self.cell_above("deadline"))

    def cell_above(self, key: str) -> str:
        return self.last.cells[self.places[key]] if self.last and key in self.places else ""

    def join(self, index: int) -> None:
        for place, text in self.rows[index].own:
            self.last.cells[place] = glue(self.last.cells[place], text)
        self.last.source.append(index)
        for doubt in (CUT, *([HIDDEN] if self.rows[index].hidden else [])):
            if doubt not in self.last.doubts:
                self.last.doubts.append(doubt)

    def add(self, index: int) -> None:
        row = self.rows[index]
        doubts = [HIDDEN] if row.hidden else []
        if not self.cell(row, "activity"):
            rest = " ".join(text for _, text in row.own)[:80]
            self.doubts.append(f"Строка без текста мероприятия пропущена: «{rest}».")
            return
        if "number" in self.places and not self.cell(row, "number"):
            doubts.append("У мероприятия нет номера.")
        shared = [
            self.columns[place].heading for place, mark in enumerate(row.merged) if mark == UP and row.cells[place]
        ]
        if shared:
            doubts.append(f"Общая ячейка с предыдущей строкой: {', '.join(f'«{heading}»' for heading in shared)}.")
        self.sections[-1][1].append(Draft(list(row.cells), [index], doubts))

    def result(self) -> ReadRows:
        period = self.drop_period_row()
        above, sections = "", []
        for title, drafts in self.sections:
            activities = []
            for draft in drafts:
                activities.append(self.finished(draft, title, above))
                above = activities[-1].deadline_text or above
            if title or activities:
                sections.append(ReadSection(title, tuple(activities)))
        return ReadRows(tuple(sections), period, (*self.doubts, *self.number_doubts()))

    def drop_period_row(self) -> Span | None:
        """A lone row «2022–2025 гг.» is the roadmap's period; several («2022 год», «2023») are sections."""
        found = [(place, span) for place, (title, _) in enumerate(self.sections) if (span := whole_period(title))]
        if len(found) != 1:
            return None
        place, span = found[0]
        self.sections[place - 1][1].extend(self.sections.pop(place)[1])
        return span

    def finished(self, draft: Draft, section: str, above: str) -> ReadActivity:
        texts = {column.key: cell for column, cell in zip(self.columns, draft.cells, strict=True)}
        deadline = self.deadline(draft)
        if "deadline" not in self.places and len(section) <= LONGEST_MONTH and TIME.search(section):
            deadline = section
            draft.doubts.append("Срок взят из заголовка раздела.")
        if not deadline:
            draft.doubts.append(f"Срок не указан{f'; в строке выше: «{squash(above)}»' if above else ''}.")
        if texts.get("responsible") == "":
            draft.doubts.append("Не указан ответственный.")
        return ReadActivity(
            number=squash(texts.get("number", "")),
            text=join_lines(texts["activity"]),
            deadline_text=deadline,
            responsible_text=texts.get("responsible", ""),
            result=join_lines(texts.get("result", "")),
            output_documents=documents(texts.get("output_document", "")),
            extra=tuple(self.beside(draft)),
            doubts=tuple(draft.doubts),
            source=tuple(draft.source),
        )

    def beside(self, draft: Draft) -> Iterator[tuple[str, str]]:
        for column, cell in zip(self.columns, draft.cells, strict=True):
            if column.key == "other" and cell:
                yield column.heading, cell

    def deadline(self, draft: Draft) -> str:
        """The deadline cell; crosses under parts of the year become their names."""
        texts = []
        for column, cell in zip(self.columns, draft.cells, strict=True):
            if column.key == "deadline" and cell:
                crossed = column.mark and CROSS.match(cell)
                texts.append(column.mark if crossed else glue(column.mark, cell))
        if any(column.mark for column in self.columns) and texts:
            draft.doubts.append("Срок собран из отметок в нескольких графах.")
        return ", ".join(texts)

    def number_doubts(self) -> list[str]:
        numbers = [self.cell(self.rows[draft.source[0]], "number") for _, drafts in self.sections for draft in drafts]
        numbers = [number.strip(".) ") for number in numbers if number]
        twice = [number for number, count in Counter(numbers).items() if count > 1]
        counted = {int(number) for number in numbers if number.isdigit()}
        gaps = [str(count) for count in range(1, min(max(counted, default=0), 999)) if count not in counted]
        return [
            *([f"Номера повторяются: {', '.join(twice)}."] if twice else []),
            *([f"Нет строк с номерами: {', '.join(gaps)}."] if gaps and len(gaps) <= MOST_GAPS else []),
        ]


def documents(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (squash(part) for part in re.split(r";|\n", join_lines(text)))))
