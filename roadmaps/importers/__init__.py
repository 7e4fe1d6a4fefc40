"""Reading a roadmap from whatever file the office has: file → blocks → parts → RoadmapReading."""

from roadmaps.importers.document import read_document
from roadmaps.importers.errors import NoRoadmapTable
from roadmaps.importers.reading import ReadActivity, ReadIndicator, ReadOrder, ReadSection, ReadStamp, RoadmapReading

__all__ = [
    "NoRoadmapTable",
    "ReadActivity",
    "ReadIndicator",
    "ReadOrder",
    "ReadSection",
    "ReadStamp",
    "RoadmapReading",
    "read_document",
]
