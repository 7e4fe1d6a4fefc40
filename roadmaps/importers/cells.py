"""Cells of a table that lie anywhere, put under the columns a reader sees."""

from collections import Counter

from roadmaps.importers.blocks import LEFT, OWN, UP, Row


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
