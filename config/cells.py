"""How the cells of a register are filled.

django-tables2 finds out anew for each cell how its value is read and what the column's `render` wants to know; a page
of fifty rows asks that hundreds of times. Here it is found out once for a column.
"""

from collections.abc import Callable, Sequence
from inspect import signature

from django.db.models import Model
from django.utils.html import format_html
from django_tables2 import A

KNOWN = frozenset({"value", "record"})  # what a cell may ask for


def cell_opens(column) -> str:
    """The cell's tag; on a phone its label is the head of the column."""
    label = format_html(' data-label="{}"', column.header) if column.header else ""
    return f"<td {column.attrs['td'].as_html()}{label}>"


def cell_teller(table, column, records: Sequence) -> Callable:
    """Give what tells the content of a record's cell: `render_…` of the table, or the column's own `render`.

    Raises TypeError where that wants to know more than a cell knows.
    """
    wanted = frozenset(signature(column.render).parameters)
    if not wanted <= KNOWN:
        raise TypeError(f"{type(table).__name__}.{column.name} asks for {sorted(wanted - KNOWN)}")
    read, render = _reader(column, records), column.render
    empty, default = column.column.empty_values, column.default

    def tell(record):
        value = read(record)
        if value in empty:
            return default
        return render(**{name: value if name == "value" else record for name in wanted})

    return tell


def _reader(column, records: Sequence) -> Callable:
    """What reads a column's value; of a field with choices it is the word, not what is stored."""
    accessor = A(column.accessor)
    if not records or not isinstance(records[0], Model):
        return lambda record: accessor.resolve(record, quiet=True)
    *way, last = accessor.bits
    if getattr(accessor.get_field(records[0]), "choices", None):
        last = f"get_{last}_display"

    def read(record):
        for bit in (*way, last):
            record = getattr(record, bit, None)
        return record() if callable(record) else record

    return read
