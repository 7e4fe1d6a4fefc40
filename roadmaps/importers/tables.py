"""Which tables of a document are the roadmap, and what the rest of it says line by line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from roadmaps.importers.blocks import LEFT, OWN, Block, Grid, Paragraph, Row, squash
from roadmaps.importers.columns import NUMBER, Header, find_header
from roadmaps.importers.header import NAMED_PLAN, STAMP
from roadmaps.importers.indicators import read_indicator_table
from roadmaps.importers.parts import heading_of

LONGEST_TITLE = 250  # characters of a section title between two tables
MOST_STAMP_CELLS = 4  # of a table that only puts a stamp to the right


@dataclass(frozen=True)
class Found:
    """A table of the roadmap with the index of its block."""

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


def texts_of(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    else:
        yield from (cell for row in block.rows for cell in row.cells)


def opens_annex(block: Block) -> bool:
    """A stamp begins here: in a paragraph, or in a table without lines that only puts it to the right."""
    return any(STAMP.match(text) for text in islice(texts_of(block), MOST_STAMP_CELLS))


def unfolded(blocks: list[Block]) -> Iterator[Block]:
    """Rows above the heading of a roadmap table become paragraphs: a sheet may hold the whole document."""
    for block in blocks:
        header = find_header(block) if isinstance(block, Grid) else None
        if header and header.start:
            yield from (Paragraph(line) for row in block.rows[: header.start] for line in lines_of_row(row))
            yield Grid(block.rows[header.start :])
        else:
            yield block


def choose(blocks: list[Block]) -> list[Found]:
    """Tables of the roadmap: those of the annex that is called a roadmap, or else has most rows."""
    annexes = [Annex()]
    for place, block in enumerate(blocks):
        annex = annexes[-1]
        header = find_header(block) if isinstance(block, Grid) else None
        if header:
            annex.tables.append(Found(place, block, header))
        elif opens_annex(block) and annex.tables:
            annexes.append(Annex())
        elif isinstance(block, Grid) and annex.tables and block.width == annex.tables[-1].grid.width:
            annex.tables.append(Found(place, block, Header(0, 0, annex.tables[-1].header.columns)))
        if isinstance(block, Paragraph):
            annexes[-1].is_named |= bool(NAMED_PLAN.match(block.text))
    return max(annexes, key=lambda annex: (bool(annex.tables), annex.is_named, annex.row_count)).tables


def joined(blocks: list[Block], tables: list[Found]) -> Grid:
    """One table of several: a line between two of them is a section, columns follow the first one."""
    first = tables[0]
    rows = list(first.grid.rows)
    for above, table in pairwise(tables):
        between = [line for line in lines_of(blocks[above.place + 1 : table.place]) if not line.strip("-– .").isdigit()]
        if between and len(between[-1]) <= LONGEST_TITLE:
            rows.append(Row((between[-1],) * first.grid.width, OWN + LEFT * (first.grid.width - 1)))
        rows += reordered(table, first)
    return Grid(tuple(rows))


def reordered(table: Found, first: Found) -> Iterator[Row]:
    """Rows of a later table in the columns of the first one, without the later heading."""
    keys = [column.key for column in table.header.columns]
    wanted = [column.key for column in first.header.columns]
    same = keys == wanted or table.header.start == table.header.end
    places = list(range(len(wanted))) if same else [keys.index(key) if key in keys else -1 for key in wanted]
    for row in table.grid.rows[table.header.end :]:
        cells = tuple(row.cells[place] if 0 <= place < len(row.cells) else "" for place in places)
        merged = "".join(row.merged[place] if 0 <= place < len(row.cells) else OWN for place in places)
        yield Row(cells, merged, row.hidden)


def below(blocks: list[Block], tables: list[Found]) -> list[Block]:
    """Blocks under the last table up to the next annex."""
    rest = blocks[tables[-1].place + 1 :]
    return rest[: next((place for place, block in enumerate(rest) if opens_annex(block)), len(rest))]


def lines_of(blocks: list[Block]) -> list[str]:
    """Text of the blocks, a line each, without the tables of indicators."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += block.text.split("\n")
        elif not read_indicator_table(block):
            lines += [line for row in block.rows for line in lines_of_row(row)]
    return [line for line in lines if line.strip()]


def lines_of_row(row: Row) -> list[str]:
    """A row that is no roadmap's: a lone cell, «Цель | …» of a passport, or cells with a tab between them."""
    cells = [text for _, text in row.own]
    named = cells[-2:] if len(cells) == 2 or (len(cells) == 3 and NUMBER.match(cells[0])) else []
    if named and heading_of(squash(named[0]) + ":"):
        return [squash(named[0]).rstrip(":") + ":", *named[1].split("\n")]
    return cells[0].split("\n") if len(cells) == 1 else ["\t".join(map(squash, cells))]
