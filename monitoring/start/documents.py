"""Output documents on the first pages: those to review, and those that came back."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from config.templatetags.opora import ru_date
from roadmaps.models import OutputDocument, Proof
from schools.roles import WORKS_IN_A_SCHOOL

MOST = 200  # a count beyond it says the same
SHOWN = (
    "document__kind", "document__number", "document__dated_on", "document__added_at", "checkpoint__school__short_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A document at a checkpoint; `checkpoint` is where it is reviewed or replaced."""

    checkpoint: int
    title: str
    school: str
    note: str


@dataclass(frozen=True, slots=True)
class Papers:
    """Those that wait for this person's review, and those that need a newer version from this person."""

    to_review: tuple[Paper, ...] = ()
    returned: tuple[Paper, ...] = ()


def papers_of(user, today: date) -> Papers:
    """Documents to review and returned ones (attached by this person or of the own school), the oldest first.

    Returned ones come first, so that a pile to review does not hide them.

    One statement.
    """
    mine = Q(document__added_by=user)
    if user.role in WORKS_IN_A_SCHOOL:
        mine |= Q(checkpoint__school=user.school_id)
    wanted = Q(pk__in=Proof.objects.reviewable_by(user, today)) | Q(mine, status=Proof.Status.RETURNED)
    rows = (
        Proof.objects.visible_to(user)
        .in_force()
        .filter(wanted)
        .select_related("document", "checkpoint__school")
        .only("status", "comment", "checkpoint_id", *SHOWN)
        .order_by("status", "document__added_at", "pk")[:MOST]
    )
    waiting = [_paper(row, f"приложен {ru_date(row.document.added_at, 'short')}") for row in rows if _waits(row)]
    return Papers(tuple(waiting), tuple(_paper(row, row.comment) for row in rows if not _waits(row)))


def _waits(row: Proof) -> bool:
    return row.status == Proof.Status.WAITING


def _paper(row: Proof, note: str) -> Paper:
    document: OutputDocument = row.document
    school = row.checkpoint.school
    return Paper(row.checkpoint_id, document.named, school.short_name if school else "муниципалитет", note)
