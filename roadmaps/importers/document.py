"""From a file to a reading."""

import datetime as dt
import re
from dataclasses import replace
from zipfile import ZipFile

from config.uploads import FileKind, check_upload
from roadmaps.importers.blocks import Block, Grid
from roadmaps.importers.columns import Header
from roadmaps.importers.docx import read_docx
from roadmaps.importers.errors import SCAN, NoRoadmapTable, too_large
from roadmaps.importers.header import read_head
from roadmaps.importers.indicators import read_indicator_table
from roadmaps.importers.parts import heading_of, read_parts, read_schools
from roadmaps.importers.pdf import AS_USUAL, Limits, read_pdf
from roadmaps.importers.periods import Span, read_period, spoken_span
from roadmaps.importers.reading import ReadIndicator, ReadSection, RoadmapReading
from roadmaps.importers.rows import read_rows
from roadmaps.importers.tables import below, choose, joined, lines_of, texts_of, unfolded
from roadmaps.importers.txt import read_txt
from roadmaps.importers.xlsx import read_xlsx

READERS = {FileKind.DOCX: read_docx, FileKind.XLSX: read_xlsx, FileKind.PDF: read_pdf, FileKind.TXT: read_txt}
NOT_READ = {
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
IN_A_PICTURE = (
    "В файле есть картинки, но нет таблицы дорожной карты. Если таблица вставлена картинкой, это скан, и текста в нём "
    "нет: распознайте его (например, в программе сканера) и сохраните таблицу как DOCX или XLSX."
)
NO_LINES = (
    "В этом PDF нет таблицы дорожной карты: таблица узнаётся по линиям между графами «Мероприятие» и «Срок» или "
    "«Ответственный». Если линий в ней нет, пришлите сам документ DOCX или XLSX."
)
PICTURE_IN_PDF = re.compile(rb"/Subtype\s*/Image\b")
YEAR = dt.timedelta(days=366)
LONGEST_TEXT = 20_000  # characters of one paragraph or cell


def read_document(file, name: str, *, limits: Limits = AS_USUAL) -> RoadmapReading:
    """Read a roadmap from a seekable binary file; `limits` are those of a PDF.

    Raises `config.uploads.UploadRefused` when the file must not be opened, NoRoadmapTable without a roadmap.
    """
    kind = check_upload(file, allowed=ACCEPTED, name=name)
    if kind not in READERS:
        raise NoRoadmapTable(NOT_READ[kind])
    try:
        return read_blocks(read_pdf(file, limits) if kind == FileKind.PDF else READERS[kind](file))
    except NoRoadmapTable as refusal:
        if str(refusal) != NO_TABLE:
            raise
        other = IN_A_PICTURE if has_pictures(file, kind) else NO_LINES if kind == FileKind.PDF else NO_TABLE
        raise NoRoadmapTable(other) from refusal


def has_pictures(file, kind: FileKind) -> bool:
    """Whether a table may stand in the file as a picture."""
    file.seek(0)
    if kind == FileKind.PDF:
        return bool(PICTURE_IN_PDF.search(file.read()))
    if kind == FileKind.TXT:
        return False
    with ZipFile(file) as archive:
        return any("/media/" in name for name in archive.namelist())


def read_blocks(blocks: list[Block]) -> RoadmapReading:
    """Read what a reader of files has handed on; raises NoRoadmapTable."""
    if any(len(text) > LONGEST_TEXT for block in blocks for text in texts_of(block)):
        raise too_large("текста в одном абзаце")
    blocks = list(unfolded(blocks))
    tables = choose(blocks)
    if not tables:
        raise NoRoadmapTable(NO_TABLE if any(text for block in blocks for text in texts_of(block)) else SCAN)
    grid, header = joined(blocks, tables), tables[0].header
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
        indicators=parts.indicators or indicators_of(blocks),
        schools=read_schools(lines),
        period=period,
        columns=header.columns,
        sections=read.sections,
        doubts=(*head.doubts, *period_doubts),
        table_doubts=(*read.doubts, *missing(header)),
        unplaced=tuple(parts.unplaced),
        source=grid.rows,
        heading=(header.start, header.end),
    )


def rearranged(reading: RoadmapReading, keys: list[str]) -> RoadmapReading:
    """The same table read with its columns named by a person: one of `columns.KEYS` for each column.

    Raises NoRoadmapTable when none of them is the activity.
    """
    columns = tuple(replace(column, key=key) for column, key in zip(reading.columns, keys, strict=True))
    header = Header(*reading.heading, columns)
    if "activity" not in header.keys:
        raise NoRoadmapTable("Укажите, в какой графе стоят мероприятия.")
    read = read_rows(reading.source, header)
    doubts = (*read.doubts, *missing(header))
    return replace(reading, columns=columns, sections=read.sections, table_doubts=doubts)


def indicators_of(blocks: list[Block]) -> tuple[ReadIndicator, ...]:
    tables = (read_indicator_table(block) for block in blocks if isinstance(block, Grid))
    return next(filter(None, tables), ())


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
    return (start, end), [f"Назван период {written(stated)}, а сроки мероприятий занимают {written((start, end))}."]


def written(span: Span) -> str:
    return f"{span[0]:%d.%m.%Y}–{span[1]:%d.%m.%Y}"
