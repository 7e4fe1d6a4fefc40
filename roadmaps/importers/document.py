"""From a file to a reading: choose the roadmap table, then read what stands around it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from config.uploads import FileKind, check_upload

from roadmaps.importers.blocks import LEFT, OWN, Block, Grid, Paragraph, Row
from roadmaps.importers.columns import Header, find_header
from roadmaps.importers.docx import read_docx
from roadmaps.importers.errors import NoRoadmapTable
from roadmaps.importers.header import NAMED_PLAN, STAMP, read_head
from roadmaps.importers.parts import heading_of, read_parts, read_schools
from roadmaps.importers.periods import Span, read_period, spoken_span
from roadmaps.importers.reading import ReadSection, RoadmapReading
from roadmaps.importers.rows import read_rows
from roadmaps.importers.txt import read_txt
from roadmaps.importers.xlsx import read_xlsx

READERS = {FileKind.DOCX: read_docx, FileKind.XLSX: read_xlsx, FileKind.TXT: read_txt}
SCAN = (
    "В файле нет текста, только картинка. Распознайте текст (например, в программе сканера) "
    "и сохраните таблицу как DOCX или XLSX."
)
NOT_READ = {
    FileKind.PDF: "Таблицы из PDF не читаются. Сохраните документ как DOCX, XLSX или TXT.",
    FileKind.ODT: "Откройте этот текст в редакторе и сохраните как DOCX.",
    FileKind.ODS: "Откройте эту таблицу в редакторе и сохраните как XLSX.",
    FileKind.JPG: SCAN,
    FileKind.PNG: SCAN,
}
ACCEPTED = frozenset(READERS) | frozenset(NOT_READ)
NO_TABLE = (
    "В файле нет таблицы дорожной карты: нужна таблица с графами «Мероприятие» и «Срок» или «Ответственный». "
    "Проверьте, тот ли файл выбран; если карта есть только на бумаге, внесите её в таблицу Word или Excel."
)
YEAR = dt.timedelta(days=366)
LONGEST_TITLE = 250  # characters of a section title between two tables


@dataclass(frozen=True)
class Found:
    """A roadmap table with the index of its block."""

    place: int
    grid: Grid
    header: Header


@dataclass
class Annex:
    tables: list[Found] = field(default_factory=list)
    is_named: bool = False

    @property
    def row_count(self) -> int:
        return sum(len(table.grid.rows) for table in self.tables)


def read_document(file, name: str) -> RoadmapReading:
    """Read a roadmap from a seekable binary file.

    Raises `config.uploads.UploadRefused` when the file must not be opened, NoRoadmapTable without a roadmap.
    """
    kind = check_upload(file, allowed=ACCEPTED, name=name)
    if kind not in READERS:
        raise NoRoadmapTable(NOT_READ[kind])
    return read_blocks(READERS[kind](file))


def read_blocks(blocks: list[Block]) -> RoadmapReading:
    blocks = list(unfolded(blocks))
    tables = choose(blocks)
    if not tables:
        raise NoRoadmapTable(NO_TABLE if any(map(has_text, blocks)) else SCAN)
    header = tables[0].header
    grid = joined(blocks, tables)
    read = read_rows(grid.rows, header)
    if not any(section.activities for section in read.sections):
        raise NoRoadmapTable(NO_TABLE)
    lines = lines_of(blocks[: tables[0].place])
    head = read_head(lines, heading_of)
    parts = read_parts([*head.rest, *lines_of(below(blocks, tables))])
    stated = first_period(parts.period_text, read.period, head.title, head.order.title)
    period, period_doubts = fitted(stated, read.sections)
    return RoadmapReading(
        order=head.order,
        stamp=head.stamp,
        title=head.title,
        goal=parts.goal,
        tasks=parts.tasks,
        target_groups=parts.target_groups,
        expected_results=parts.expected_results,
        indicators=parts.indicators,
        schools=read_schools(lines),
        period=period,
        columns=header.columns,
        sections=read.sections,
        doubts=(*head.doubts, *period_doubts, *read.doubts, *missing(header)),
        unplaced=tuple(parts.unplaced),
        source=grid.rows,
        heading=(header.start, header.end),
    )


def rearranged(reading: RoadmapReading, keys: list[str]) -> RoadmapReading:
    """The same table read with its columns named by a person: one of `columns.KEYS` for each column."""
    columns = tuple(replace(column, key=key) for column, key in zip(reading.columns, keys, strict=True))
    header = Header(*reading.heading, columns)
    if "activity" not in header.keys:
        raise NoRoadmapTable("Укажите, в какой графе стоят мероприятия.")
    read = read_rows(reading.source, header)
    return replace(reading, columns=columns, sections=read.sections, doubts=(*read.doubts, *missing(header)))


def has_text(block: Block) -> bool:
    return bool(block.rows if isinstance(block, Grid) else block.text)


def missing(header: Header) -> list[str]:
    names = {"deadline": "сроков", "responsible": "ответственных", "result": "результатов"}
    absent = [name for key, name in names.items() if key not in header.keys]
    return [f"В таблице нет графы {' и '.join(absent)}."] if absent else []


def first_period(*sources: str | Span | None) -> Span | None:
    """The first of the places that name a period does."""
    found = (read_period(source) if isinstance(source, str) else source for source in sources)
    return next(filter(None, found), None)


def fitted(stated: Span | None, sections: tuple[ReadSection, ...]) -> tuple[Span | None, list[str]]:
    """The period with deadlines up to a year beyond its ends taken in, and what to ask about it.

    A plan for a year is often summed up in the next January; a date farther off is rather a slip of the pen.
    """
    spans = [spoken_span(activity.deadline_text) for section in sections for activity in section.activities]
    spans = list(filter(None, spans))
    if not stated:
        if not spans:
            return None, ["Период дорожной карты не назван: укажите его."]
        start, end = min(start for start, _ in spans), max(end for _, end in spans)
        return (start, end), ["Период дорожной карты не назван и взят по срокам мероприятий: проверьте его."]
    near = [span for span in spans if stated[0] - YEAR <= span[0] and span[1] <= stated[1] + YEAR]
    start, end = min([stated[0], *(start for start, _ in near)]), max([stated[1], *(end for _, end in near)])
    if (start, end) == stated:
        return stated, []
    return (start, end), [
        f"Назван период {written(stated)}, а сроки мероприятий занимают {written((start, end))}."
    ]


def written(span: Span) -> str:
    return f"{span[0]:%d.%m.%Y}–{span[1]:%d.%m.%Y}"


def unfolded(blocks: list[Block]) -> Iterator[Block]:
    """Rows above the heading of a roadmap table become paragraphs: a sheet may hold the whole document."""
    for block in blocks:
        header = find_header(block) if isinstance(block, Grid) else None
        if header and header.start:
            yield from (
                Paragraph("\t".join(text for _, text in row.own)) for row in block.rows[: header.start]
            )
            yield Grid(block.rows[header.start :])
        else:
            yield block


def choose(blocks: list[Block]) -> list[Found]:
    """Tables of the roadmap: those of the annex that is called a roadmap, or else has most rows."""
    annexes = [Annex()]
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if STAMP.match(block.text) and annexes[-1].tables:
                annexes.append(Annex())
            annexes[-1].is_named |= bool(NAMED_PLAN.match(block.text))
        elif header := find_header(block):
            annexes[-1].tables.append(Found(place, block, header))
        elif annexes[-1].tables and block.width == annexes[-1].tables[-1].grid.width:
            annexes[-1].tables.append(Found(place, block, Header(0, 0, annexes[-1].tables[0].header.columns)))
    return max(annexes, key=lambda annex: (bool(annex.tables), annex.is_named, annex.row_count)).tables


def joined(blocks: list[Block], tables: list[Found]) -> Grid:
    """One table of several: a line between two of them is a section, columns follow the first one."""
    rows = list(tables[0].grid.rows)
    first = tables[0]
    for above, table in pairwise(tables):
        between = [
            line for line in lines_of(blocks[above.place + 1 : table.place]) if not line.strip(". ").isdigit()
        ]
        if between and len(between[-1]) <= LONGEST_TITLE:
            rows.append(Row((between[-1],) * first.grid.width, OWN + LEFT * (first.grid.width - 1)))
        rows += reordered(table, first)
    return Grid(tuple(rows))


def reordered(table: Found, first: Found) -> Iterator[Row]:
    """Rows of a later table in the columns of the first one, without the later heading."""
    keys = [column.key for column in table.header.columns]
    wanted = [column.key for column in first.header.columns]
    same = keys == wanted or not table.header.end
    places = list(range(len(wanted))) if same else [keys.index(key) if key in keys else -1 for key in wanted]
    for row in table.grid.rows[table.header.end :]:
        cells = tuple(row.cells[place] if place >= 0 else "" for place in places)
        yield Row(cells, "".join(row.merged[place] if place >= 0 else OWN for place in places))


def below(blocks: list[Block], tables: list[Found]) -> list[Block]:
    """Blocks under the last table up to the next annex."""
    rest = blocks[tables[-1].place + 1 :]
    stamped = (isinstance(block, Paragraph) and bool(STAMP.match(block.text)) for block in rest)
    return rest[: next((place for place, is_stamp in enumerate(stamped) if is_stamp), len(rest))]


def lines_of(blocks: list[Block]) -> list[str]:
    """Text of the blocks, a line each; cells of a table that is no roadmap keep a tab between them."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += block.text.split("\n")
        else:
            lines += ["\t".join(text.replace("\n", " ") for _, text in row.own) for row in block.rows]
    return [line for line in lines if line.strip()]
