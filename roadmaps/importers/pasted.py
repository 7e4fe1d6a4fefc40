"""Rows copied from Word, Excel or a page: markup or text with tabs in, cells with named columns out. Pure."""

import re
from dataclasses import dataclass

from lxml import etree, html

from config.templatetags.opora import plural
from roadmaps.importers.blocks import LEFT, OWN, UP, Grid, Row, squash, tidy
from roadmaps.importers.columns import NUMBER, PERSON, TIME, find_header, heading_key
from roadmaps.importers.errors import NoRoadmapTable

LARGEST = 5_000_000  # bytes; a whole form may have a little more
MOST_ROWS, MOST_COLUMNS = 200, 30
LONGEST_SPAN = 1000
ORDER = ("number", "activity", "deadline", "responsible", "result", "output_document")
SKIPPED = "other"
TOO_LARGE = "Вставлено слишком много: больше 5 МБ. Скопируйте строки частями или загрузите файл целиком."
NO_ROWS = "Во вставленном нет ни одной строки. Скопируйте строки таблицы и вставьте ещё раз."
TOO_WIDE = f"В таблице больше {MOST_COLUMNS} столбцов: скопируйте только столбцы дорожной карты."
BREAKS = frozenset({"p", "div", "br", "li", "tr"})
_QUOTED = re.compile(r'(?:(?<=\t)|(?<=\n)|^)"((?:[^"]|"")*)"(?=\t|\n|$)')
_LINE_END, _TAB = "\ue000", "\ue001"  # stand for what is inside a quoted cell while lines are cut


@dataclass(frozen=True)
class Pasted:
    """`columns` are keys as `importers.columns` has them, one for each cell of a row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...] = ()


def read_pasted(*, markup: str = "", text: str = "", columns: tuple[str, ...] = ()) -> Pasted:
    """Rows of the first table in the markup, or of the text; `columns` where a person has named them.

    Raises NoRoadmapTable with a sentence for the screen.
    """
    if len(markup.encode()) > LARGEST or len(text.encode()) > LARGEST:
        raise NoRoadmapTable(TOO_LARGE)
    grid = (_table_of(markup) if markup.strip() else None) or _lines_of(text)
    rows = tuple(row for row in grid.rows if row.own)
    if not rows:
        raise NoRoadmapTable(NO_ROWS)
    if grid.width > MOST_COLUMNS:
        raise NoRoadmapTable(TOO_WIDE)
    named, start, headings = _columns(Grid(rows))
    body = rows[start:]
    if not body:
        raise NoRoadmapTable(NO_ROWS)
    if len(body) > MOST_ROWS:
        pasted = plural(len(body), "строка,строки,строк")
        raise NoRoadmapTable(f"Во вставленном {pasted}, за один раз можно не больше {MOST_ROWS}. Вставьте их частями.")
    chosen = columns if len(columns) == len(named) else named
    return Pasted(chosen, tuple(_cells(row, chosen) for row in body), headings)


def as_text(pasted: Pasted) -> str:
    """The rows as Excel would copy them: the same again for `read_pasted`."""
    lines = [pasted.headings] if any(pasted.headings) else []
    return "\n".join("\t".join(map(_quoted, row)) for row in [*lines, *pasted.rows])


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "\n" in cell or cell.startswith('"') else cell


# --- what was copied -------------------------------------------------------------------------------------------------


def _lines_of(text: str) -> Grid:
    """A line a row, a tab between cells; a cell with line ends stands in quotation marks, as Excel copies it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    held = _QUOTED.sub(_held, text)
    return Grid.of(
        Row(tuple(tidy(cell.replace(_LINE_END, "\n").replace(_TAB, " ")) for cell in line.split("\t")))
        for line in held.split("\n")
        if line.strip()
    )


def _held(match: re.Match[str]) -> str:
    """The quotation marks are Excel's only where the cell needs them; else they are the text's own."""
    inner = match[1]
    if not any(mark in inner for mark in ('""', "\n", "\t")):
        return match[0]
    return inner.replace('""', '"').replace("\n", _LINE_END).replace("\t", _TAB)


def _table_of(markup: str) -> Grid | None:
    """The largest table, merged cells resolved; nested ones are a part of their cell."""
    try:
        page = html.fromstring(tidy_markup(markup), parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    tables = [table for table in page.iter("table") if not any(True for _ in table.iterancestors("table"))]
    grids = [grid for grid in map(_grid_of, tables) if any(row.own for row in grid.rows)]
    return max(grids, key=lambda grid: len(grid.rows), default=None)


def tidy_markup(markup: str) -> str:
    """Without the declaration of an encoding that a text no longer has."""
    return re.sub(r"<\?xml[^>]*>", "", markup.replace("\x00", ""))


def _grid_of(table) -> Grid:
    rows, hanging = [], {}  # column → rows still to fill, text
    for line in table.iter("tr"):
        if next(line.iterancestors("table")) is not table:
            continue
        cells, marks = _row_of(line, hanging)
        rows.append(Row(tuple(cells), "".join(marks)))
    return Grid.of(rows)


def _row_of(line, hanging: dict[int, tuple[int, str]]) -> tuple[list[str], list[str]]:
    cells: list[str] = []
    marks: list[str] = []

    def fill_from_above() -> None:
        while len(cells) in hanging:
            left, text = hanging[len(cells)]
            if left == 1:
                del hanging[len(cells)]
            else:
                hanging[len(cells)] = (left - 1, text)
            cells.append(text)
            marks.append(UP)

    for cell in line.iterchildren("td", "th"):
        fill_from_above()
        text = tidy(_text_of(cell))
        down = _span(cell, "rowspan")
        for part in range(min(_span(cell, "colspan"), MOST_COLUMNS + 1 - min(len(cells), MOST_COLUMNS))):
            if down > 1:
                hanging[len(cells)] = (down - 1, text if part == 0 else "")
            cells.append(text if part == 0 else "")
            marks.append(LEFT if part else OWN)
    fill_from_above()
    return cells, marks


def _span(cell, name: str) -> int:
    written = cell.get(name, "1").strip()
    return max(1, min(int(written), LONGEST_SPAN)) if written.isascii() and written.isdigit() else 1


def _text_of(cell) -> str:
    """The text with a line for each paragraph; line ends of the source are blanks."""
    parts: list[str] = []
    for event, node in etree.iterwalk(cell, events=("start", "end")):
        if not isinstance(node.tag, str):
            if event == "end":
                parts.append(squash_inner(node.tail))
            continue
        if event == "start":
            parts.append("\n" if node.tag in BREAKS else "")
            parts.append(squash_inner(node.text))
        elif node is not cell:
            parts.append("\n" if node.tag in BREAKS else "")
            parts.append(squash_inner(node.tail))
    return "".join(parts)


def squash_inner(text: str | None) -> str:
    """Line ends and blanks of the source as one blank, its edges kept."""
    return re.sub(r"\s+", " ", text or "")


# --- which column is which -------------------------------------------------------------------------------------------


def _columns(grid: Grid) -> tuple[tuple[str, ...], int, tuple[str, ...]]:
    """Keys of the columns, where the rows begin below a heading, and the heading."""
    heading = grid.rows[0]
    if _is_heading(heading):
        header = find_header(Grid((heading,)))
        keys = [column.key for column in header.columns] if header else map(heading_key, heading.cells)
        return _single(tuple(keys)), 1, tuple(map(squash, heading.cells))
    return _by_place(grid), 0, ()


def _is_heading(row: Row) -> bool:
    """Short cells most of which are names of columns."""
    texts = [text for _, text in row.own]
    named = [text for text in texts if len(text) < 60 and heading_key(text)]
    return len(texts) > 1 and len(named) * 2 > len(texts) and any(heading_key(text) == "activity" for text in named)


def _single(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Each key once; a second column of the same name waits for a person to name it."""
    return tuple(key if key in ORDER and key not in keys[:place] else SKIPPED for place, key in enumerate(keys))


def _by_place(grid: Grid) -> tuple[str, ...]:
    """Our own order; without a column of numbers it begins with the activity."""
    if grid.width == 1:
        return ("activity",)
    first = [row.cells[0] for row in grid.rows if row.cells[0]]
    numbered = grid.width >= len(ORDER) or sum(bool(NUMBER.match(cell)) for cell in first) * 2 > len(first)
    order = ORDER if numbered or not first else ORDER[1:]
    keys = list((*order, *[SKIPPED] * grid.width)[: grid.width])
    places = {key: place for place, key in enumerate(keys)}
    if grid.width < len(ORDER) and {"deadline", "responsible"} <= places.keys() and _are_swapped(grid, places):
        keys[places["deadline"]], keys[places["responsible"]] = "responsible", "deadline"
    return tuple(keys)


def _are_swapped(grid: Grid, places: dict[str, int]) -> bool:
    """People stand where deadlines should, and the other way round."""

    def share(pattern: re.Pattern[str], key: str) -> float:
        cells = [row.cells[places[key]] for row in grid.rows if row.cells[places[key]]]
        return sum(bool(pattern.search(cell)) for cell in cells) / len(cells) if cells else 0.0

    return share(PERSON, "deadline") > 0.5 and share(TIME, "responsible") > 0.5


def _cells(row: Row, columns: tuple[str, ...]) -> tuple[str, ...]:
    """A row of one text alone, such as the title of a section, is an activity without anything else."""
    is_lone = len(row.own) == 1 and UP not in row.merged
    if is_lone and "activity" in columns and row.own[0][0] != columns.index("activity"):
        return tuple(row.own[0][1] if key == "activity" else "" for key in columns)
    return row.cells
