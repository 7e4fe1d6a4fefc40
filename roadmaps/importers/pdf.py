"""PDF with a text layer: what stands on its pages, put together to paragraphs and tables.

The pages are taken apart in a process of their own (`roadmaps.pdf_pages`), under limits of time and memory.
"""

import json
import re
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import chain

from django.conf import settings

from config.uploads import PROTECTED
from roadmaps.importers.blocks import Block, Paragraph
from roadmaps.importers.errors import SCAN, NeedsTime, NoRoadmapTable, damaged, too_large
from roadmaps.importers.pdf_lines import Line, Wording, paragraphs
from roadmaps.importers.pdf_tables import Table, read_table

OUT_OF_TIME = (-signal.SIGKILL, -signal.SIGXCPU)
MOST_PAGES = 60
PAGE_NUMBER = re.compile(r"(?:стр(?:аница|\.)?\s*)?[-–—\s]*\d{1,4}[-–—\s]*(?:из\s+\d{1,4})?$", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
FEWEST_REPEATS = 3  # pages with the same first or last line: it is a running head
AS_DOCX = "Оставьте в файле только страницы дорожной карты или пришлите её как DOCX или XLSX."
REFUSALS = {
    "encrypted": PROTECTED,
    "scan": SCAN,
    "letters": "Текст в этом PDF виден, но не читается: в файле не записано, где какая буква. "
    "Сохраните его заново из Word или Excel либо пришлите сам документ DOCX или XLSX.",
    "pages": f"В PDF больше {MOST_PAGES} страниц. {AS_DOCX}",
    "large": f"Этот PDF слишком сложный. {AS_DOCX}",
}


@dataclass(frozen=True)
class Limits:
    """How much of a PDF is read at one go."""

    pages: int = MOST_PAGES
    seconds: int = 4  # of the processor; a page of text takes about 0.1
    wait_seconds: int = 15  # by the clock


AS_USUAL = Limits()
WHILE_A_PERSON_WAITS = Limits(pages=10)
IN_A_WORKER = Limits(seconds=60, wait_seconds=180)


def read_pdf(file, limits: Limits = AS_USUAL) -> list[Block]:
    """Blocks of a PDF; raises NoRoadmapTable when there is nothing to read or it is too much.

    NeedsTime when it was too much for these limits alone.
    """
    pages = pages_of(file, limits)
    if sum(len(cell["lines"]) for page in pages for table in page["tables"] for cell in table) > 50_000:
        raise too_large()
    lines = [[Line.of(line, number) for line in page["lines"]] for number, page in enumerate(pages)]
    lines = without_running(lines)
    tables = [
        [read_table(cells, number, page["width"]) for cells in page["tables"]] for number, page in enumerate(pages)
    ]
    cells = chain.from_iterable(cell.lines for page in tables for table in page for row in table.rows for cell in row)
    wording = Wording.of([*chain.from_iterable(lines), *cells])
    return blocks_of(lines, tables, wording, limit_of(lines, pages))


def pages_of(file, limits: Limits) -> list[dict]:
    """The pages as `roadmaps.pdf_pages` gives them."""
    try:
        done = subprocess.run(  # noqa: S603 - its words are ours
            [sys.executable, "-m", "roadmaps.pdf_pages", str(limits.pages), str(limits.seconds)],
            input=file.read(),
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=limits.wait_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NeedsTime(REFUSALS["large"]) from error
    if done.returncode in OUT_OF_TIME:
        raise NeedsTime(REFUSALS["large"])
    if done.returncode:  # out of memory
        raise NoRoadmapTable(REFUSALS["large"])
    answer = json.loads(done.stdout)
    if "pages" not in answer:
        reason = REFUSALS.get(answer["reason"])
        if answer["reason"] == "pages" and limits.pages < MOST_PAGES:
            raise NeedsTime(reason)
        raise NoRoadmapTable(reason) if reason else damaged()
    return answer["pages"]


def without_running(pages: list[list[Line]]) -> list[list[Line]]:
    """Lines of the pages without their numbers and the heads and feet that most of them repeat."""
    ends = Counter(shape for lines in pages for shape in {shape_of(line) for line in (*lines[:1], *lines[-1:])})
    running = {shape for shape, count in ends.items() if count >= max(FEWEST_REPEATS, len(pages) / 2)}
    return [[line for line in lines if not is_running(line, lines, running)] for lines in pages]


def is_running(line: Line, lines: list[Line], running: set[str]) -> bool:
    is_end = line is lines[0] or line is lines[-1]
    return is_end and bool(shape_of(line) in running or PAGE_NUMBER.match(line.text))


def shape_of(line: Line) -> str:
    return DIGITS.sub("#", line.text)


def limit_of(lines: list[list[Line]], pages: list[dict]) -> float:
    """How far paragraphs reach: as far as the longest line, and no less than the margins are alike."""
    every = list(chain.from_iterable(lines))
    width, left = min(page["width"] for page in pages), min((line.left for line in every), default=0)
    return max([width - left, *(line.right for line in every if line.right < width)])


def blocks_of(lines: list[list[Line]], tables: list[list[Table]], wording: Wording, limit: float) -> list[Block]:
    """Paragraphs and tables from top to bottom; a table at the top of a page may go on with the last one."""
    found: list[Table | list[Line]] = []
    for page_lines, page_tables in zip(lines, tables, strict=True):
        parts = sorted([*page_lines, *page_tables], key=top_of)
        for part in parts:
            last = found[-1] if found else None
            if isinstance(part, Line):
                if isinstance(last, list):
                    last.append(part)
                else:
                    found.append([part])
            elif isinstance(last, Table) and last.goes_on_with(part):
                last.take(part, wording)
            else:
                found.append(part)
    blocks: list[Block] = []
    for part in found:
        if isinstance(part, Table):
            blocks.append(part.grid(wording))
        else:
            blocks += map(Paragraph, paragraphs(part, limit, wording))
    return blocks


def top_of(part: Line | Table) -> float:
    return part.top
