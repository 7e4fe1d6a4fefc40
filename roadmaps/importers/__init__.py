"""Reading a roadmap from whatever file the office has: file → blocks → parts → RoadmapReading."""

from .document import read_document
from .errors import NoRoadmapTable
from .reading import ReadActivity, ReadIndicator, ReadOrder, ReadSection, ReadStamp, RoadmapReading

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
