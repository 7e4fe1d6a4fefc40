"""A table of results to be filled in: the layout that is always understood, with the schools of the municipality."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from config.sheets import plain

HEADINGS = (
    *("Школа", "Год", "Процедура", "Предмет", "Класс", "Участников"),
    *("Отметок «2»", "Отметок «3»", "Отметок «4»", "Отметок «5»", "Ниже минимума", "Средняя отметка", "Средний балл"),
)
HOW = (
    "Одна строка — одна школа, один предмет, один класс. Лишние строки можно удалить, нужные — скопировать.",
    "Процедура: ВПР, ОГЭ, ЕГЭ, ГВЭ или диагностика. Год — календарный: для 2025/26 учебного года это 2026.",
    "Сумма отметок «2», «3», «4» и «5» должна равняться числу участников.",
    "Графу «Ниже минимума» заполняют, если минимум считается не по двойкам (например, для ЕГЭ).",
    "«Средняя отметка» — от 2 до 5, её можно не заполнять: посчитается по отметкам. «Средний балл» — для ЕГЭ, до 100.",
    "Строки «Муниципалитет» и «Регион» внизу — для сравнения; их можно оставить пустыми.",
    "Фамилии и имена учеников и учителей в таблицу не вносят: такую таблицу Опора не примет.",
)


def blank_book(schools: Sequence[str], year: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Результаты")
    sheet.freeze_panes = "B2"
    for column in range(1, len(HEADINGS) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 34 if column == 1 else 14
    sheet.append([plain(sheet, heading, bold=True) for heading in HEADINGS])
    for name in (*schools, "Муниципалитет", "Регион"):
        sheet.append([plain(sheet, name), year])
    how = book.create_sheet("Как заполнять")
    how.column_dimensions["A"].width = 110
    for line in HOW:
        how.append([plain(how, line)])
    content = BytesIO()
    book.save(content)
    return content.getvalue()
