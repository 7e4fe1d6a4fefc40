"""Tables of results as offices get them: from sheets to rows, each cell that cannot be named with its address.

    reading = read_results(sheets, Asked(...))     # raises TableRefused where there is no table of results at all
    reading.rows, reading.errors, reading.warnings, reading.unknown

Layouts: one row per school and subject; a sheet per subject, or tables of subjects below each other; schools below and
subjects beside each other; counts or shares; headings of several rows; rows of classes, which are added up. Pure:
schools, remembered columns and today's year are handed in.
"""

from collections.abc import Callable, Iterable, Iterator

from schools.importers.classes import add_up_classes
from schools.importers.people import refuse_names
from schools.importers.reading import About, Asked, Reading
from schools.importers.result_columns import Plan, plan
from schools.importers.result_rows import SheetReader
from schools.importers.sheet import Sheet, TableRefused
from schools.importers.stacked import tables_of
from schools.importers.values import Problem
from schools.importers.words import LONGEST_TITLE, REMARK

LAYOUTS = {
    "rows": "строка на школу и предмет",
    "sheets": "лист на каждый предмет",
    "stacked": "таблица на каждый предмет",
    "subjects": "предметы по графам",
}
NOT_A_TABLE = (
    "В файле не нашлось таблицы с результатами: нужна строка заголовков с графами «Школа», «Участников» и отметками "
    "или средним результатом. Возьмите за образец таблицу, которую можно скачать на этой странице."
)

LONG_TITLE = (
    "длинный текст между таблицами за заголовок не принят: предмет, класс и год — как в таблице выше. "
    f"Если это заголовок, сократите его: нужно меньше {LONGEST_TITLE} знаков"
)


def read_results(
    sheets: Iterable[Sheet], asked: Asked, progress: Callable[[int], None] = lambda percent: None
) -> Reading:
    """Everything that the visible sheets hold. `progress` hears how many per cent of the rows are read."""
    sheets = list(sheets)
    refuse_names(sheets)
    visible = [table for sheet in sheets if not sheet.is_hidden for table in tables_of(sheet)]
    planned = [(table, found) for table in visible if (found := _plan(table, asked))]
    if not planned:
        raise TableRefused(NOT_A_TABLE)
    reading = Reading(_layout(planned, asked))
    seen: dict[tuple, tuple[str, int]] = {}
    total, done = sum(table.height - table.first for table, _ in planned) or 1, 0
    abouts: dict[str, About] = {}  # what the table above was about, by the name of the sheet
    for table, found in planned:
        reading.tables.append((table, found))
        about = asked.given.filled(title_of(table, found, abouts.get(table.name)))
        if table.name in abouts:
            _warn_of_long_titles(table, found, reading)
        reader = SheetReader(table, found, about.filled(About.of(asked.file_name)), asked, reading, seen)
        for place, row in enumerate(found.heading.rows(table)):
            reader.read(row)
            if place % 1000 == 999:
                progress(100 * (done + place) // total)
        reader.finish()
        abouts[table.name], done = reader.about, done + table.height - table.first
    add_up_classes(reading, seen)
    _about_hidden(sheets, reading)
    return reading


def title_of(table: Sheet, found: Plan, above: About | None = None) -> About:
    """What stands over the table; then what the table `above` was about, or how the sheet is called."""
    texts = [text for _, text in _over(table, found) if above is None or len(text) < LONGEST_TITLE]
    return About.of(" ".join(texts)).filled(above or About.of(table.name))


def _over(table: Sheet, found: Plan) -> Iterator[tuple[str, str]]:
    """The address and the text of each cell above the heading, without remarks."""
    for row in range(table.first, found.heading.first):
        for column in range(len(table.rows[row])):
            text = table.text(row, column)
            if not REMARK.match(text):
                yield table.address(row, column), text


def _warn_of_long_titles(table: Sheet, found: Plan, reading: Reading) -> None:
    """Of texts between two tables that might be meant as the title of the lower one."""
    for cell, text in _over(table, found):
        if len(text) >= LONGEST_TITLE and About.of(text) != About():
            reading.warnings.append(Problem(table.name, cell, LONG_TITLE))


def _plan(sheet: Sheet, asked: Asked) -> Plan | None:
    top = sheet.rows[sheet.first : min(sheet.first + 10, sheet.height)]
    title = " ".join(value for row in top for value in row[:3] if isinstance(value, str))
    found = plan(
        sheet, asked.recalled, lambda text: asked.names.find(text) is not None, f"{title[:500]} {asked.file_name}"
    )
    has_school = found and ("school" in found.keys or "code" in found.keys)
    return found if found and has_school and found.groups() else None


def _layout(planned: list[tuple[Sheet, Plan]], asked: Asked) -> str:
    if any(found.is_by_subject for _, found in planned):
        return "subjects"
    by_sheet = [sheet for sheet, found in planned if found.column("subject") is None and title_of(sheet, found).subject]
    if len(by_sheet) < 2:
        return "rows"
    return "sheets" if len({sheet.name for sheet in by_sheet}) > 1 else "stacked"


def _about_hidden(sheets: list[Sheet], reading: Reading) -> None:
    for sheet in sheets:
        if sheet.is_hidden and sheet.height:
            reading.warnings.append(Problem(sheet.name, "A1", "лист скрыт и не прочитан"))
        hidden = sorted(row + 1 for row in sheet.hidden if row < sheet.height and sheet.rows[row])
        if hidden and any(table.name == sheet.name for table, _ in reading.tables):
            reading.warnings.append(
                Problem(sheet.name, f"A{hidden[0]}", f"скрытые строки прочитаны вместе с остальными: {len(hidden)}")
            )
