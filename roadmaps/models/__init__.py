"""What was promised: roadmaps, their rows, who is responsible, what comes due, and what proves it."""

from roadmaps.models.activity import Activity, Responsibility
from roadmaps.models.checkpoint import Checkpoint
from roadmaps.models.document import OutputDocument, Proof
from roadmaps.models.edit_step import EditStep
from roadmaps.models.edition import Edition
from roadmaps.models.imported import RoadmapImport
from roadmaps.models.party import Party
from roadmaps.models.remark import RoadmapRemark, RowRemark
from roadmaps.models.roadmap import Roadmap
from roadmaps.models.section import Section

__all__ = [
    "Activity",
    "Checkpoint",
    "EditStep",
    "Edition",
    "OutputDocument",
    "Party",
    "Proof",
    "Responsibility",
    "Roadmap",
    "RoadmapImport",
    "RoadmapRemark",
    "RowRemark",
    "Section",
]
