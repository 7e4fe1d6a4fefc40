"""Why a document could not be read."""


class NoRoadmapTable(ValueError):
    """There is no roadmap in this file; the text is for the screen and says what to do."""


def damaged() -> NoRoadmapTable:
    return NoRoadmapTable("Файл повреждён. Откройте его в той программе, где он сделан, и сохраните заново.")


def too_large(what: str = "текста") -> NoRoadmapTable:
    return NoRoadmapTable(f"В файле слишком много {what} для дорожной карты. Оставьте только её и сохраните заново.")
