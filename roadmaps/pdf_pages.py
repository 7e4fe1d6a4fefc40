"""Lines of text and cells of tables on the pages of a PDF: `python -m roadmaps.pdf_pages PAGES SECONDS < FILE`.

A process of its own with little memory and time: what a PDF unpacks to is known only when it is unpacked. It holds one
page at a time. It writes JSON: a list of pages, or the reason why there is none: «encrypted», «damaged», «scan»,
«letters», «pages», «large».
"""

import json
import logging
import re
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import PdfminerException

MEMORY_LIMIT_BYTES = 512 * 1024 * 1024
MOST_CHARACTERS = 300_000
MOST_STROKES = 10_000  # lines, rectangles and curves of one page
WIDEST_GAP = 0.28  # of the letters' height, inside a word
NO_LETTER = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")  # a font that does not say which letters it draws
RUSSIAN = re.compile("[А-яЁё]")
EDGE = 3  # points between two lines that are drawn as one


class Unreadable(Exception):
    """The reason is one of the words of the module's docstring."""


def read(file, most_pages: int) -> list[dict]:
    """All pages; raises Unreadable."""
    try:
        with pdfplumber.open(file) as pdf:
            if len(list(islice(PDFPage.create_pages(pdf.doc), most_pages + 1))) > most_pages:
                raise Unreadable("pages")
            pages = list(read_pages(pdf))
    except Unreadable:
        raise
    except PdfminerException as error:
        reasons = {PDFPasswordIncorrect: "encrypted", MemoryError: "large"}
        raise Unreadable(reasons.get(type(error.args[0]), "damaged")) from error
    except MemoryError:
        raise Unreadable("large") from None
    except Exception as error:  # the parser gives whatever a broken file makes of it
        raise Unreadable("damaged") from error
    check_letters(pages)
    return pages


def read_pages(pdf) -> Iterator[dict]:
    count = 0
    for page in pdf.pages:
        count += len(page.chars)
        strokes = len(page.lines) + len(page.rects) + len(page.curves)
        if count > MOST_CHARACTERS or strokes > MOST_STROKES:
            raise Unreadable("large")
        yield read_page(page)
        page.close()


def check_letters(pages: list[dict]) -> None:
    lines = [line for page in pages for line in page["lines"]]
    lines += [line for page in pages for table in page["tables"] for cell in table for line in cell["lines"]]
    text = "".join(line["text"] for line in lines)
    if not pages:
        raise Unreadable("damaged")
    if not text.strip():
        raise Unreadable("scan")
    unnamed, russian, letters = len(NO_LETTER.findall(text)), len(RUSSIAN.findall(text)), sum(map(str.isalpha, text))
    if unnamed * 3 > len(text) or russian * 5 < letters:
        raise Unreadable("letters")


def read_page(page) -> dict:
    found = page.find_tables({"explicit_horizontal_lines": open_ends(page)})
    tables = [table for table in found if len(columns_of(table)) > 1]
    tables = [table for table in tables if not any(is_inside(table.bbox, other.bbox) for other in tables)]
    cells = [[{"box": [round(number, 1) for number in box], "chars": []} for box in table.cells] for table in tables]
    loose = []
    for char in once(page.chars):
        place = next((place for place, table in enumerate(tables) if holds(table.bbox, char, page.width)), None)
        target = loose if place is None else nearest(cells[place], char)["chars"]
        target.append(char)
    return {
        "width": float(page.width),
        "lines": lines_of(loose),
        "tables": [[{"box": cell["box"], "lines": lines_of(cell["chars"])} for cell in table] for table in cells],
    }


def open_ends(page) -> list[dict]:
    """Lines that close a table at the top and at the bottom of a page, where a page break has left it open."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    lines = []
    for end, outermost in (("top", min), ("bottom", max)):
        place = outermost((edge[end] for edge in upright), default=0)
        sides = [edge["x0"] for edge in upright if abs(edge[end] - place) < EDGE]
        if len(sides) > 2:
            left, right = min(sides), max(sides)
            size = {"width": right - left, "height": 0, "doctop": place}
            lines.append({"object_type": "line", "x0": left, "x1": right, "top": place, "bottom": place} | size)
    return lines


def columns_of(table) -> set[int]:
    return {round(left / EDGE) for left, _, _, _ in table.cells}


def is_inside(box, other) -> bool:
    """A smaller box in a cell of another table."""
    return box != other and (
        box[0] >= other[0] - 1 and box[1] >= other[1] - 1 and box[2] <= other[2] + 1 and box[3] <= other[3] + 1
    )


def once(chars: list[dict]) -> Iterator[dict]:
    """Letters that are drawn twice to look bold count once."""
    seen = set()
    for char in chars:
        key = (char["text"], round(char["x0"]), round(char["top"]))
        if key not in seen:
            seen.add(key)
            yield char


def holds(box, char: dict, page_width: float) -> bool:
    """Whether a letter stands in a table; a table cut by the edge of the page goes on behind it."""
    left, top, right, bottom = box
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    is_cut = right > page_width - EDGE
    return top <= down <= bottom and left <= across and (across <= right or is_cut)


def nearest(cells: list[dict], char: dict) -> dict:
    """The cell in which a letter stands or beside which it has run over."""
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2

    def distance(cell: dict) -> float:
        left, top, right, bottom = cell["box"]
        return 10 * max(top - down, down - bottom, 0) + max(left - across, across - right, 0)

    return min(cells, key=distance)


def lines_of(chars: list[dict]) -> list[dict]:
    """Lines from the top; those of text turned on its side come last."""
    lines: list[list[dict]] = []
    for char in sorted((char for char in chars if char["upright"]), key=middle):
        if lines and middle(char) - middle(lines[-1][0]) < 0.5 * max(char["size"], lines[-1][0]["size"]):
            lines[-1].append(char)
        else:
            lines.append([char])
    level = [line_of(sorted(line, key=lambda char: char["x0"])) for line in lines]
    return [line for line in [*level, *turned([char for char in chars if not char["upright"]])] if line["text"].strip()]


def middle(char: dict) -> float:
    return (char["top"] + char["bottom"]) / 2


def turned(chars: list[dict]) -> list[dict]:
    columns: list[list[dict]] = []
    for char in sorted(chars, key=lambda char: char["x0"]):
        if columns and char["x0"] - columns[-1][0]["x0"] < 0.5 * char["size"]:
            columns[-1].append(char)
        else:
            columns.append([char])
    lines = [line_of(sorted(column, key=lambda char: -char["bottom"]), is_turned=True) for column in columns]
    return [line | {"spaced": True} for line in lines]


def line_of(chars: list[dict], *, is_turned: bool = False) -> dict:
    """A line with its place, the width of its first word, and whether a blank ends it."""
    text, above = "", None
    for char in chars:
        gap = 0 if above is None or is_turned else char["x0"] - above["x1"]
        if gap > WIDEST_GAP * char["size"] and not text.endswith(" ") and char["text"] != " ":
            text += " "
        text += char["text"]
        above = char
    inked = [char for char in chars if char["text"].strip()] or chars
    place = next((index for index, char in enumerate(inked) if is_apart(inked, index)), len(inked))
    return {
        "text": text,
        "left": round(min(char["x0"] for char in inked), 1),
        "right": round(max(char["x1"] for char in inked), 1),
        "top": round(min(char["top"] for char in inked), 1),
        "bottom": round(max(char["bottom"] for char in inked), 1),
        "first": round(inked[place - 1]["x1"] - inked[0]["x0"], 1),
        "spaced": text.endswith(" "),
    }


def is_apart(inked: list[dict], index: int) -> bool:
    return index > 0 and inked[index]["x0"] - inked[index - 1]["x1"] > 0.15 * inked[index]["size"]


def main() -> None:
    most_pages, seconds = map(int, sys.argv[1:])
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        answer = {"pages": read(BytesIO(sys.stdin.buffer.read()), most_pages)}
    except Unreadable as reason:
        answer = {"reason": str(reason)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
