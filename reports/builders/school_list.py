"""The appendix of the order that fixes the lists: schools with their grounds, each list by itself."""

from collections.abc import Callable
from functools import partial
from itertools import count

from config.alphabet import natural_key
from reports.builders.appendix import Appendix, Column, Row, is_tall
from schools.identification.judging import RISK, lists_of
from schools.identification.method import LISTS
from schools.models import IdentificationRun, RunSchool
from schools.services import grounds_of_list, grounds_of_risk

NAMES = {
    "low": "школ с низкими образовательными результатами",
    "adverse": "школ, функционирующих в неблагоприятных социальных условиях",
}
SECTIONS = {
    "low": "Школы с низкими образовательными результатами (ШНОР)",
    "adverse": "Школы, функционирующие в неблагоприятных социальных условиях (ШНСУ)",
}
AT_RISK = "Группа риска (в перечень не входят)"
COLUMNS = (Column("№ п\u2060/\u2060п", 6), Column("Школа", 26), Column("Основание", 68))


def title(run: IdentificationRun) -> str:
    """«Перечень школ с низкими образовательными результатами … на 2026/27 учебный год»."""
    names = " и ".join(NAMES[name] for name in run.rules.lists)
    comma = "," if run.rules.lists[-1] == "adverse" else ""
    return f"Перечень {names}{comma} на {run.school_year} учебный год"


def build_appendix(run: IdentificationRun, *, by: str, date: str, number: str) -> Appendix:
    """The lists as they stand in the run now; a school of both lists is in both. The group at risk stands after them,
    apart. One statement.
    """
    rows = sorted(run.schools.select_related("school"), key=lambda row: natural_key(row.school.short_name))
    parts = [
        (SECTIONS[name], [row for row in rows if name in lists_of(row.verdict)], partial(grounds_of_list, name=name))
        for name in LISTS
        if name in run.rules.lists
    ]
    parts.append((AT_RISK, [row for row in rows if row.verdict == RISK], grounds_of_risk))
    return Appendix(
        approval="УТВЕРЖДЁН",
        by=f"приказом {by}",
        date=date,
        number=number,
        title=title(run),
        parts=(),
        columns=COLUMNS,
        rows=tuple(row for heading, schools, why in parts if schools for row in _section(heading, schools, why)),
    )


def _section(heading: str, schools: list[RunSchool], why: Callable[[RunSchool], str]) -> list[Row]:
    numbers = count(1)
    cells = [(f"{next(numbers)}.", row.school.short_name, why(row)) for row in schools]
    return [Row((heading,), is_section=True), *(Row(line, is_tall=is_tall(line, COLUMNS)) for line in cells)]
