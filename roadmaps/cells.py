"""The cells of a row that a person writes: their fields and what they are called, in the order of the table."""

CELLS = {
    "number": "№",
    "text": "Мероприятие",
    "deadline_text": "Срок",
    "responsible_text": "Ответственные",
    "result": "Результат",
    "output_documents": "Выходной документ",
}
TEXTS = tuple(CELLS)
