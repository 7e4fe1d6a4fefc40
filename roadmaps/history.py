"""What was said of a roadmap on its way from hand to hand."""

from datetime import datetime
from typing import NamedTuple

from roadmaps.models import Roadmap
from roadmaps.statements import REMARKS, fetch
from schools.names import short_name


class Remark(NamedTuple):
    """Who did what and when, and what was said with it."""

    action: str
    text: str
    made_at: datetime
    made_by: str


def read_remarks(roadmap: Roadmap) -> list[Remark]:
    """The latest first."""
    return [Remark(*row[:3], made_by=short_name(*row[3:])) for row in fetch(REMARKS, {"roadmap": roadmap.pk})]
