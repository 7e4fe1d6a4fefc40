"""Indicators and their targets: in a sentence, or in a table of their own."""

import re

from roadmaps.importers.blocks import Grid, squash
from roadmaps.importers.columns import NUMBER
from roadmaps.importers.reading import ReadIndicator

QUANTITY = r"\d+(?:[.,]\d+)?(?:\s*[-–—]\s*\d+(?:[.,]\d+)?)?"
UNIT = r"(?:%|процент\w*|человек\w*|чел\.?|балл\w*|ед(?:иниц\w*|\.)|школ\w*|договор\w*|шт\.?|раз\w*|команд\w*)"
BOUND = r"(?:не (?:менее|более|ниже|выше|меньше|больше)(?: чем)?(?: на)?|до|от|на|более|менее|свыше|≥|≤|>|<)"
TARGET = re.compile(
    rf"[\s:(–—-]*(?P<target>{BOUND}\s*(?!20\d\d\b){QUANTITY}(?:\s*{UNIT})?"
    rf"|(?<=[–—:=-]\s){QUANTITY}(?:\s*{UNIT})?|{QUANTITY}\s*{UNIT})\s*\)?[\s;.,]*$",
    re.IGNORECASE,
)
TAIL = 80  # characters at the end of a sentence that may hold its target
NAME = re.compile(r"(?:наименование |название )?(?:целев\w+ )?(?:показател|индикатор|критери)", re.IGNORECASE)
PLANNED = re.compile(r"целев|план|значени|\b20\d\d", re.IGNORECASE)
KNOWN = re.compile(r"базов|факт|исходн|текущ|достигнут", re.IGNORECASE)


def read_indicator(text: str) -> ReadIndicator:
    """An indicator and its target where the sentence ends with one: «… — 100%», «… не менее 4»."""
    head, tail = text[:-TAIL], text[-TAIL:]
    found = TARGET.search(tail)
    if not found:
        return ReadIndicator(text)
    return ReadIndicator((head + tail[: found.start()]).rstrip(" –—-:;,("), squash(found["target"]))


def read_indicator_table(grid: Grid) -> tuple[ReadIndicator, ...]:
    """Indicators of a table headed «Показатель … Целевое значение», empty for any other table.

    Of several years each is named: «2023 г.: 60 %; 2024 г.: 80 %».
    """
    heading = grid.rows[0].cells if grid.rows else ()
    name = next((place for place, text in enumerate(heading) if NAME.match(text)), None)
    planned = [
        place for place, text in enumerate(heading) if place != name and PLANNED.search(text) and not KNOWN.search(text)
    ]
    if name is None or not planned:
        return ()
    rows = [row for row in grid.rows[1:] if len(row.own) > 1 and not NUMBER.match(row.cells[name])]
    return tuple(ReadIndicator(squash(row.cells[name]), target(row.cells, heading, planned)) for row in rows)


def target(cells: tuple[str, ...], heading: tuple[str, ...], planned: list[int]) -> str:
    if len(planned) == 1:
        return squash(cells[planned[0]])
    return "; ".join(f"{squash(heading[place])}: {squash(cells[place])}" for place in planned if cells[place])
