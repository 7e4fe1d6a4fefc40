"""Why a document could not be read."""


class NoRoadmapTable(ValueError):
    """There is no roadmap in this file; the text is for the screen and says what to do."""
