"""Word: the text a person sees on the page, with tracked changes accepted and merged cells resolved.

Read from the parts of the archive themselves: python-docx passes over inserted text, content controls and
text boxes, and keeps every picture in memory.
"""

import posixpath
from collections import Counter
from collections.abc import Iterator
from zipfile import ZipFile

from roadmaps.importers.blocks import LEFT, OWN, UP, Block, Grid, Paragraph, Row, tidy
from roadmaps.importers.errors import damaged, too_large
from roadmaps.importers.numbering import Numbering, W, number, value
from roadmaps.importers.xml import parse

MOST_ROWS, MOST_COLUMNS, DEEPEST_TABLE = 5_000, 200, 5
MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
STRICT_MAIN = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
UNSEEN = {"del", "moveFrom", "delText", "instrText", "pPr", "rPr", "tbl", "txbxContent", "Fallback", "pict"}
WRITTEN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def read_docx(file) -> list[Block]:
    """Blocks of a DOCX that `config.uploads` has let in; raises NoRoadmapTable when it is damaged."""
    with ZipFile(file) as archive:
        main = main_part(archive)
        folder = posixpath.dirname(main)
        document = parse(archive, main)
        numbering = Numbering(
            parse(archive, posixpath.join(folder, "numbering.xml")),
            parse(archive, posixpath.join(folder, "styles.xml")),
        )
    if document is None:
        raise damaged()
    return list(Body(numbering).blocks(document.find(f"{W}body")))


def main_part(archive: ZipFile) -> str:
    relations = parse(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type") in (MAIN, STRICT_MAIN):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def name(element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_hidden(run) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1") not in ("0", "false", "off")


def visible(element) -> Iterator[str]:
    """Pieces of text inside an element, in order."""
    for child in element:
        tag = name(child)
        if tag == "t":
            yield child.text or ""
        elif tag in WRITTEN:
            yield WRITTEN[tag]
        elif tag not in UNSEEN and not (tag == "r" and is_hidden(child)):
            yield from visible(child)


def is_deleted(element, mark: str) -> bool:
    return element.find(mark) is not None


class Body:
    """Walks the document once from its start, because automatic numbers are counted on the way."""

    def __init__(self, numbering: Numbering):
        self.numbering = numbering
        self.depth = 0  # of tables inside tables

    def blocks(self, parent) -> Iterator[Block]:
        pending = ""
        for child in parent if parent is not None else ():
            tag = name(child)
            if tag == "p":
                label, text = self.line(child)
                pending += text if pending else f"{label} {text}" if text.strip() else ""
                if is_deleted(child, f"{W}pPr/{W}rPr/{W}del"):
                    continue  # its end is deleted: the next paragraph goes on in the same line
                yield Paragraph(tidy(pending))
                pending = ""
                for box in self.boxes(child):
                    yield from self.blocks(box)
            elif tag == "tbl":
                yield from self.table(child)
            elif tag not in UNSEEN:
                yield from self.blocks(child)
        if pending:
            yield Paragraph(tidy(pending))

    def line(self, paragraph) -> tuple[str, str]:
        """Automatic label and text of a paragraph."""
        return self.numbering.label(paragraph), "".join(visible(paragraph))

    @staticmethod
    def boxes(paragraph) -> Iterator:
        """Text boxes of a paragraph (an annex stamp often is one), each once though Word writes it twice."""
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(name(parent) == "Fallback" for parent in box.iterancestors()):
                yield box

    def cell_text(self, cell) -> tuple[str, list[Grid]]:
        """Text of a cell with that of tables inside it, and those tables on their own."""
        lines, inner, lone_label = [], [], ""
        for block in self.blocks_of_cell(cell):
            if isinstance(block, Grid):
                inner.append(block)
                lines += [" ".join(text for _, text in row.own) for row in block.rows]
            elif isinstance(block, str):
                lone_label = lone_label or block
            else:
                lines.append(block.text)
        return tidy("\n".join(lines)) or lone_label, inner

    def blocks_of_cell(self, cell) -> Iterator[Block | str]:
        """Blocks of a cell; for an empty numbered paragraph its label: a № column may hold no more."""
        for child in cell:
            tag = name(child)
            if tag == "p" and not "".join(visible(child)).strip():
                yield self.numbering.label(child)
            elif tag == "sdt" or tag == "sdtContent":
                yield from self.blocks_of_cell(child)
            elif tag not in UNSEEN or tag == "tbl":
                yield from self.blocks([child])

    def table(self, table) -> Iterator[Grid]:
        lines, inner = [], []
        self.depth += 1
        for line in rows_of(table):
            cells, place = [], number(value(line, f"{W}trPr/{W}gridBefore"))
            for cell in cells_of(line):
                text, tables = self.cell_text(cell)
                span = max(1, min(number(value(cell, f"{W}tcPr/{W}gridSpan", "1"), 1), MOST_COLUMNS))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
                cells.append((place, place + span, text, goes_on))
                inner += tables
                place += span
            lines.append(cells)
            if len(lines) > MOST_ROWS or len(cells) > MOST_COLUMNS or self.depth > DEEPEST_TABLE:
                raise too_large("строк, граф или вложенных таблиц")
        self.depth -= 1
        yield Grid.of(aligned(lines))
        yield from inner


def rows_of(table) -> Iterator:
    for child in table:
        if name(child) == "tr" and not is_deleted(child, f"{W}trPr/{W}del"):
            yield child
        elif name(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from rows_of(child)


def cells_of(line) -> Iterator:
    for child in line:
        if name(child) == "tc":
            yield child
        elif name(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from cells_of(child)


def aligned(lines: list[list[tuple[int, int, str, bool]]]) -> list[Row]:
    """Rows over the columns a reader sees.

    Word's own grid has a column for every border that any row ever had: a table of five columns may stand on
    a grid of twelve and its rows do not agree. A row with the usual number of cells is taken by their order,
    any other by where its cells lie under the usual ones.
    """
    counts = Counter(len(cells) for cells in lines if cells)
    if not counts:
        return []
    usual = max(counts, key=lambda count: (counts[count], count))
    columns = [(start, end) for start, end, _, _ in next(cells for cells in lines if len(cells) == usual)]
    rows: list[Row] = []
    for cells in lines:
        places = range(usual) if len(cells) == usual else [under(column, cells) for column in columns]
        rows.append(resolved(list(places), cells, rows[-1] if rows else None))
    return rows


def under(column: tuple[int, int], cells) -> int:
    """Index of the cell that covers most of a column, -1 for none."""
    shared = [min(end, column[1]) - max(start, column[0]) for start, end, _, _ in cells]
    best = max(shared, default=0)
    return shared.index(best) if best > 0 else -1


def resolved(places: list[int], cells, above: Row | None) -> Row:
    texts, marks = [], ""
    for column, place in enumerate(places):
        goes_on = place >= 0 and cells[place][3] and above is not None
        if column and place >= 0 and place == places[column - 1]:
            texts.append(texts[-1])
            marks += LEFT
        else:
            texts.append(above.cells[column] if goes_on else cells[place][2] if place >= 0 else "")
            marks += UP if goes_on else OWN
    lost = [cells[index][2] for index in range(len(cells)) if index not in places and cells[index][2]]
    if lost:  # a row with more cells than usual: its last cell takes the rest
        texts[-1] = "\n".join(filter(None, [texts[-1], *lost]))
    return Row(tuple(texts), marks)
