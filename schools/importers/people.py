"""Names of people do not come in: a table with a column of them is refused before anything of it is kept."""

import re
from collections.abc import Iterable

from schools.importers.columns import LOOKED_AT, plain
from schools.importers.sheet import Sheet, TableRefused

HEADING = re.compile(
    r"\b(фио|ф\. ?и\. ?о|фамили\w+|отчеств\w+)\b|^(имя|имена|ученик|ученица|учащийся|обучающийся|участник|выпускник|"
    r"учитель|имя (ученика|участника|обучающегося))$|\bснилс\b|\bдата рождения\b|^код (участника|ученика)$"
)
NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
FULL_NAME = re.compile(
    rf"{NAME}\s+{NAME}\s+[А-ЯЁ][а-яё]+(?:вич|вна|ична|инична|ьич|оглы|кызы)|{NAME}\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.?|"
    rf"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?{NAME}"
)
HINT = "Удалите эту графу (вместе со скрытыми листами, если имена есть и там), сохраните таблицу и загрузите её снова."


def refuse_names(sheets: Iterable[Sheet]) -> None:
    """Raise TableRefused for a column of people's names, hidden sheets included; one signature below is no column."""
    for sheet in sheets:
        for row in range(min(LOOKED_AT, sheet.height)):
            for column, value in enumerate(sheet.rows[row]):
                if isinstance(value, str) and len(value) < 60 and HEADING.search(plain(value)):
                    raise TableRefused(
                        f"{sheet.place(row, column)}: графа «{value[:40]}». Имена и другие сведения о людях "
                        f"в Опору не загружают: нужны только числа по школе. {HINT}"
                    )
        _refuse_cells(sheet)


def _refuse_cells(sheet: Sheet) -> None:
    texts: dict[int, int] = {}
    names: dict[int, list[int]] = {}
    for row, line in enumerate(sheet.rows):
        for column, value in enumerate(line):
            if isinstance(value, str) and value:
                texts[column] = texts.get(column, 0) + 1
                if len(value) < 80 and FULL_NAME.fullmatch(value.title() if value.isupper() else value):
                    names.setdefault(column, []).append(row)
    for column, rows in names.items():
        if len(rows) > 2 or (len(rows) > 1 and 2 * len(rows) >= texts[column]):
            raise TableRefused(
                f"{sheet.place(rows[0], column)}: похоже на имя человека. Списки учеников в Опору не загружают: "
                f"нужны только числа по школе. {HINT}"
            )
