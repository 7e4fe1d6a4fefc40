"""A fictional roadmap, and the same content as Word, Excel and text."""

from io import BytesIO

from docx import Document
from openpyxl import Workbook

from roadmaps.importers import RoadmapReading, read_document

HEADING = ["№ п/п", "Мероприятие", "Срок исполнения", "Ответственные", "Ожидаемый результат"]
ORDER = [
    "ОТДЕЛ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ ЗАРЕЧНОГО РАЙОНА",
    "ПРИКАЗ",
    "от 14 сентября 2026 года № 212-ОД",
    "с. Ключи",
    "Об утверждении плана поддержки школ",
    "В целях выравнивания условий обучения",
    "ПРИКАЗЫВАЮ:",
    "1. Утвердить дорожную карту (приложение).",
    "2. Руководителям школ принять её к исполнению.",
    "3. Контроль оставляю за собой.",
    "Начальник отдела образования П.Р. Листьев",
]
STAMP = ["УТВЕРЖДЕНА", "приказом отдела образования", "от 14.09.2026 № 212-ОД"]
TITLE = "Дорожная карта поддержки школ Заречного района на 2026-2027 учебный год"
PARTS = [
    "Цель: вывести две школы в устойчивый режим работы.",
    "Задачи:",
    "1) помочь учителям;",
    "2) обновить оборудование.",
    "Целевые группы:",
    "– ученики и родители;",
    "– учителя.",
    "Показатели:",
    "1. Доля обученных учителей — 80 %;",
    "2. Число договоров не менее 2;",
    "3. Наличие плана.",
    "Ожидаемые результаты:",
    "1. Школы работают по своим планам.",
]
ROWS = [
    ["Подготовка"],
    ["1.", "Создать рабочую группу", "сентябрь 2026 года", "Листьев П.Р.", "Приказ"],
    ["2.", "Провести входные диагностики", "до 15 октября 2026 г.", "руководители школ", "Справка"],
    ["Работа"],
    ["4.", "Посетить уроки", "в течение учебного года", "кураторы", "Карты посещений"],
    ["5.", "Подвести итоги", "май 2027 г.", "Листьев П.Р.", "Отчёт"],
]
TEXT = [*ORDER, *STAMP, TITLE, *PARTS]


def as_docx(*blocks: str | list[list[str]]) -> bytes:
    """Paragraphs and tables; a row of one text is merged over the whole width."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            add_table(document, block)
    return saved(document)


def add_table(document, rows: list[list[str]]):
    table = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
            continue
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    return table


def as_xlsx(*blocks: str | list[list[str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    for block in blocks:
        for row in [[block]] if isinstance(block, str) else block:
            sheet.append(row)
            if len(row) == 1 and not isinstance(block, str):
                sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=5)
    return saved(book)


def as_txt(*blocks: str | list[list[str]], encoding: str = "utf-8") -> bytes:
    lines = []
    for block in blocks:
        lines += [block] if isinstance(block, str) else ["\t".join(row).ljust(len(row[0]) + 1, "\t") for row in block]
    return "\r\n".join(lines).encode(encoding)


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def read(content: bytes, name: str = "карта.docx") -> RoadmapReading:
    return read_document(BytesIO(content), name)


def read_table(*rows: list[str]) -> RoadmapReading:
    """A roadmap with nothing around its table."""
    return read(as_docx(list(rows)))
