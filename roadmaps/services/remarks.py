"""What is written down when a roadmap goes from hand to hand."""

from roadmaps.models import Roadmap, RoadmapRemark
from schools.models import User


def remark(roadmap: Roadmap, by: User, action: str, text: str = "") -> Roadmap:
    RoadmapRemark.objects.create(
        municipality_id=roadmap.municipality_id, roadmap=roadmap, action=action, text=text, made_by=by
    )
    return roadmap
