"""What is said of single rows of a draft, until it is settled."""

from collections.abc import Mapping

from django.db import transaction

from config import clock
from roadmaps.models import Roadmap, RowRemark
from roadmaps.services.naming import row_name
from roadmaps.services.refusals import locked_draft
from schools.models import User


def say_of_rows(roadmap: Roadmap, texts: Mapping[int, str], *, by: User) -> list[RowRemark]:
    """Put a text beside each of the rows, in their order; rows of another roadmap are passed over."""
    rows = roadmap.activities.filter(pk__in=[pk for pk, text in texts.items() if text.strip()]).in_order()
    return RowRemark.objects.bulk_create(
        RowRemark(
            municipality_id=roadmap.municipality_id,
            roadmap=roadmap,
            activity=row,
            row=row_name(row),
            text=texts[row.pk].strip(),
            made_by=by,
        )
        for row in rows
    )


@transaction.atomic
def settle(said: RowRemark, *, by: User) -> None:
    """It has been dealt with: it no longer stands beside the row."""
    locked_draft(said.roadmap)
    RowRemark.objects.filter(pk=said.pk, settled_at=None).update(settled_at=clock.now(), settled_by=by)


def settle_all(roadmap: Roadmap, *, by: User) -> None:
    """Whoever hands the draft over has dealt with them all, at the moment it was submitted."""
    roadmap.row_remarks.filter(settled_at=None).update(settled_at=roadmap.submitted_at, settled_by=by)


def open_again(roadmap: Roadmap) -> None:
    """Taken back: what the submission settled stands beside the rows again."""
    roadmap.row_remarks.filter(settled_at=roadmap.submitted_at).update(settled_at=None, settled_by=None)
