"""A table of a report: the page, the PDF and the workbook show the same one, so their numbers cannot differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

Cell = str | int | float | None


def shares(weights: Sequence[int]) -> list[int]:
    """Weights as whole per cents that make up 100 together: a table with more would run over its margin."""
    total = sum(weights)
    ends = [round(100 * sum(weights[: place + 1]) / total) for place in range(len(weights))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `weight` is its share of the width beside the others."""

    title: str
    weight: int = 10
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; `total` is the last row, in bold, or empty. `empty` is what is said when there are no rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    note: str = ""
    empty: str = ""

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        """Each row's cells beside their columns, for templates."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def total_line(self) -> list[tuple[Column, Cell]]:
        return list(zip(self.columns, self.total, strict=True)) if self.total else []

    @property
    def widths(self) -> list[int]:
        """Whole per cents of the table's width."""
        return shares([column.weight for column in self.columns])

    @classmethod
    def from_dict(cls, facts: dict) -> Self:
        nested = {
            "columns": tuple(Column(**column) for column in facts["columns"]),
            "rows": tuple(map(tuple, facts["rows"])),
            "total": tuple(facts["total"]),
        }
        return cls(**{**facts, **nested})
