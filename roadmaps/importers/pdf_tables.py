"""Tables of a PDF: cells between lines become rows, and what page breaks have cut becomes whole again."""

from collections import Counter
from dataclasses import dataclass, field, replace

from roadmaps.importers.blocks import Grid, squash
from roadmaps.importers.cells import aligned
from roadmaps.importers.pdf_lines import NEW_LINE, Line, Wording, link, text_of
from roadmaps.importers.rows import is_open, starts_low

NEAR = 4  # points between edges that are one
MOST_HEADING_ROWS = 4
WIDEST_MARGIN = 15  # points between the line of a cell and its text


@dataclass(frozen=True)
class Cell:
    """`goes_on` when it belongs to the cell above; `tall` when it reaches over several rows."""

    left: float
    right: float
    lines: tuple[Line, ...]
    goes_on: bool = False
    is_tall: bool = False

    @property
    def text(self) -> str:
        return squash(" ".join(line.text for line in self.lines))


@dataclass
class Table:
    """The rows of a table over all its pages."""

    rows: list[list[Cell]] = field(default_factory=list)
    page_width: float = 0
    page: int = 0
    top: float = 0

    @property
    def edges(self) -> tuple[float, float]:
        cells = [cell for row in self.rows for cell in row]
        return min(cell.left for cell in cells), max(cell.right for cell in cells)

    def goes_on_with(self, other: "Table") -> bool:
        """Whether a table at the top of the next page is this one."""
        if other.page != self.page + 1:
            return False
        near = all(abs(mine - its) <= 2 * NEAR for mine, its in zip(self.edges, other.edges, strict=True))
        return near or usual_width(self.rows) == usual_width(other.rows)

    def take(self, other: "Table", wording: Wording) -> None:
        """Go on with the rows of the next page: without the repeated heading, a cut row in one piece."""
        rows = without_heading(self.rows, other.rows)
        limits = self.limits()
        if rows and self.is_cut_before(rows[0], limits, wording):
            self.rows[-1] = [
                replace(above, lines=above.lines + below.lines)
                for above, below in zip(self.rows[-1], rows[0], strict=True)
            ]
            rows = rows[1:]
        elif rows and len(rows[0]) == len(self.rows[-1]):
            rows[0] = [shared(above, below) for above, below in zip(self.rows[-1], rows[0], strict=True)]
        self.rows += rows
        self.page = other.page

    def is_cut_before(self, row: list[Cell], limits: dict[int, float], wording: Wording) -> bool:
        """A row without a number goes on with the last one when one of its cells begins in the middle of a text."""
        above = self.rows[-1]
        if len(above) != len(row) or row[0].lines or not any(cell.lines for cell in row):
            return False
        pairs = [(head, tail) for head, tail in zip(above, row, strict=True) if head.lines and tail.lines]
        return any(
            head.lines[-1].is_spaced
            or starts_low(tail.text)
            or is_open(head.text)
            or link(head.lines[-1], tail.lines[0], limits[column(head.right)], wording) != NEW_LINE
            for head, tail in pairs
        )

    def limits(self) -> dict[int, float]:
        """How far the text of cells reaches, by their right edge."""
        found: dict[int, float] = {}
        cells = [cell for row in self.rows for cell in row if cell.lines]
        margin = min((line.left - cell.left for cell in cells for line in cell.lines), default=0)
        margin = min(max(margin, 0), WIDEST_MARGIN)
        for cell in cells:
            reach = max(line.right for line in cell.lines)
            is_cut = cell.right > self.page_width - NEAR
            key = column(cell.right)
            found[key] = max(found.get(key, 0), reach if is_cut else max(reach, cell.right - margin))
        return found

    def grid(self, wording: Wording) -> Grid:
        limits = self.limits()
        rows = [
            [
                (
                    round(cell.left),
                    round(cell.right),
                    text_of(list(cell.lines), limits.get(column(cell.right), cell.right), wording),
                    cell.goes_on,
                )
                for cell in row
            ]
            for row in self.rows
        ]
        return Grid.of(aligned(rows))


def column(right: float) -> int:
    return round(right / NEAR)


def usual_width(rows: list[list[Cell]]) -> int:
    return Counter(map(len, rows)).most_common(1)[0][0]


def shared(above: Cell, below: Cell) -> Cell:
    """A cell over several rows that the page break has cut: its rest on the next page is empty."""
    return replace(below, goes_on=True) if above.is_tall and not below.lines else below


def without_heading(above: list[list[Cell]], rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows of a page without those at its top that repeat the first ones of the table."""
    count = 0
    while count < min(MOST_HEADING_ROWS, len(rows), len(above)) and texts(rows[count]) == texts(above[count]):
        count += 1
    return rows[count:]


def texts(row: list[Cell]) -> list[str]:
    return ["".join(cell.text.split()) for cell in row]


def read_table(cells: list[dict], page: int, page_width: float) -> Table:
    """Rows of one table on one page. A row is what stands between two neighbouring lines across the table."""
    tops = merged_edges([cell["box"][1] for cell in cells])
    rows = [row_at(cells, top, tops, page) for top in tops]
    return Table([row for row in rows if row], page_width, page, tops[0])


def merged_edges(edges: list[float]) -> list[float]:
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > NEAR:
            found.append(edge)
    return found


def row_at(cells: list[dict], top: float, tops: list[float], page: int) -> list[Cell]:
    row = []
    for cell in sorted(cells, key=lambda cell: cell["box"][0]):
        left, start, right, end = cell["box"]
        if start <= top + NEAR and end > top + NEAR:
            goes_on = start < top - NEAR
            lines = () if goes_on else tuple(Line.of(line, page) for line in cell["lines"])
            is_tall = any(start + NEAR < other < end - NEAR for other in tops)
            row.append(Cell(left, right, lines, goes_on, is_tall))
    return row
