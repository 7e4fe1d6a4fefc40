"""Word: the text a person sees on the page, with tracked changes accepted and merged cells resolved.

Read from the parts of the archive themselves: python-docx passes over inserted text, content controls and
text boxes, and keeps every picture in memory.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from zipfile import ZipFile

from roadmaps.importers.blocks import Block, Grid, Paragraph, tidy
from roadmaps.importers.cells import aligned
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


def is_hidden_row(line) -> bool:
    """A row that is marked as hidden, or that has no words but hidden ones."""
    mark = line.find(f"{W}trPr/{W}hidden")
    if mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off"):
        return True
    written = [run for run in line.iter(f"{W}r") if any(text.text for text in run.iter(f"{W}t"))]
    return bool(written) and all(map(is_hidden, written))


def visible(element, hidden: bool = False) -> Iterator[str]:
    """Pieces of text inside an element, in order; those of hidden runs when asked for."""
    for child in element:
        tag = name(child)
        if tag == "t":
            yield child.text or ""
        elif tag in WRITTEN:
            yield WRITTEN[tag]
        elif tag not in UNSEEN and (hidden or tag != "r" or not is_hidden(child)):
            yield from visible(child, hidden)


def is_deleted(element, mark: str) -> bool:
    return element.find(mark) is not None


class Body:
    """Walks the document once from its start, because automatic numbers are counted on the way."""

    def __init__(self, numbering: Numbering):
        self.numbering = numbering
        self.depth = 0  # of tables inside tables
        self.in_hidden_row = False  # read all the same: the person decides

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
        return self.numbering.label(paragraph), "".join(visible(paragraph, self.in_hidden_row))

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
            if tag == "p" and not "".join(visible(child, self.in_hidden_row)).strip():
                yield self.numbering.label(child)
            elif tag == "sdt" or tag == "sdtContent":
                yield from self.blocks_of_cell(child)
            elif tag not in UNSEEN or tag == "tbl":
                yield from self.blocks([child])

    def table(self, table) -> Iterator[Grid]:
        lines, inner = [], []
        self.depth += 1
        outer, hidden = self.in_hidden_row, hidden_rows(table)
        for line in rows_of(table):
            self.in_hidden_row = outer or len(lines) in hidden
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
        self.depth, self.in_hidden_row = self.depth - 1, outer
        yield Grid.of(replace(row, hidden=place in hidden) for place, row in enumerate(aligned(lines)))
        yield from inner


def rows_of(table) -> Iterator:
    for child in table:
        if name(child) == "tr" and not is_deleted(child, f"{W}trPr/{W}del"):
            yield child
        elif name(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from rows_of(child)


def hidden_rows(table) -> set[int]:
    """Places of the rows that a table hides among others; one that is hidden as a whole is not for reading."""
    hidden = [is_hidden_row(line) for line in rows_of(table)]
    return set() if all(hidden) else {place for place, is_one in enumerate(hidden) if is_one}


def cells_of(line) -> Iterator:
    for child in line:
        if name(child) == "tc":
            yield child
        elif name(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from cells_of(child)
