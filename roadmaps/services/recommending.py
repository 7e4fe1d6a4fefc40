"""Recommended activities become rows of a school's draft."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction

from roadmaps.models import Activity, Roadmap, Section
from roadmaps.services.batch import add_rows
from roadmaps.services.sections import add_section
from schools.models import RecommendedActivity, User

TEXTS = ("text", "deadline_text", "responsible_text", "result", "output_documents")
NEW_SECTION = "Работа с рисками школы"


@transaction.atomic
def take_recommended(
    roadmap: Roadmap,
    *,
    by: User,
    rows: Iterable[RecommendedActivity],
    section: Section | None = None,
    form_key: UUID | None = None,
) -> list[Activity]:
    """Put the chosen at the end of a section, or of a new one; it can be undone. A form sent twice adds them once."""
    form_key = form_key or uuid4()
    section = section or add_section(roadmap, by=by, title=NEW_SECTION, form_key=form_key)
    texts = [{name: getattr(row, name) for name in TEXTS} for row in rows]
    return add_rows(section=section, by=by, rows=texts, form_key=form_key)
