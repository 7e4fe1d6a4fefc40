"""Why a document could not be read."""

SCAN = (
    "Это скан: в файле нет текста, только картинка. Распознайте текст (например, в программе сканера) "
    "и сохраните таблицу как DOCX или XLSX."
)


class NoRoadmapTable(ValueError):
    """There is no roadmap in this file; the text is for the screen and says what to do."""


class NeedsTime(NoRoadmapTable):
    """The file may well hold a roadmap, but reading it takes longer than was allowed."""


def damaged() -> NoRoadmapTable:
    return NoRoadmapTable("Файл повреждён. Откройте его в той программе, где он сделан, и сохраните заново.")


def too_large(what: str = "текста") -> NoRoadmapTable:
    return NoRoadmapTable(f"В файле слишком много {what} для дорожной карты. Оставьте только её и сохраните заново.")
