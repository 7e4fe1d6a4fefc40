"""Reading a roadmap from whatever file the office has: file → blocks → parts → RoadmapReading."""

from roadmaps.importers.corrections import Lost, rearranged_with_corrections, samples
from roadmaps.importers.document import read_document
from roadmaps.importers.errors import NeedsTime, NoRoadmapTable
from roadmaps.importers.pdf import AS_USUAL, IN_A_WORKER, WHILE_A_PERSON_WAITS, Limits
from roadmaps.importers.reading import ReadActivity, ReadIndicator, ReadOrder, ReadSection, ReadStamp, RoadmapReading

__all__ = [
    "AS_USUAL",
    "IN_A_WORKER",
    "WHILE_A_PERSON_WAITS",
    "Limits",
    "Lost",
    "NeedsTime",
    "NoRoadmapTable",
    "ReadActivity",
    "ReadIndicator",
    "ReadOrder",
    "ReadSection",
    "ReadStamp",
    "RoadmapReading",
    "read_document",
    "rearranged_with_corrections",
    "samples",
]
