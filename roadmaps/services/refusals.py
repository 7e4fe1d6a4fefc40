"""Why a verb was not carried out, and the locks that find it out."""

from collections.abc import Iterable

from roadmaps.models import Checkpoint, Roadmap
from roadmaps.statements import HOLD_ROADMAPS_OF, fetch


class NotPossible(ValueError):
    """The state does not allow it; the text is fit for the screen and says what to do."""


class Conflict(Exception):
    """Somebody saved the same row meanwhile. Carries both texts, so that nothing typed is lost.

    `mine` is what was to be saved, `theirs` what the row holds now, by field name; `version` is the row's own.
    """

    def __init__(self, *, mine: dict, theirs: dict, version: int) -> None:
        super().__init__("Эту строку тем временем изменил другой сотрудник.")
        self.mine = mine
        self.theirs = theirs
        self.version = version


def check_version(row, version: int, mine: dict) -> None:
    """Raise Conflict unless the row is as it was when the person began to edit."""
    if row.version != version:
        raise Conflict(mine=mine, theirs={name: getattr(row, name) for name in mine}, version=row.version)


def locked(roadmap: Roadmap) -> Roadmap:
    """The roadmap as it is now, held until the end of the transaction."""
    row = Roadmap.objects.select_for_update().filter(pk=roadmap.pk).first()
    if row is None:
        raise NotPossible("Эту дорожную карту уже удалили.")
    return row


def locked_draft(roadmap: Roadmap) -> Roadmap:
    row = locked(roadmap)
    if not row.is_draft:
        raise NotPossible("Менять можно только черновик. Попросите вернуть карту на доработку.")
    return row


def locked_submitted(roadmap: Roadmap, refusal: str) -> Roadmap:
    row = locked(roadmap)
    if row.status != Roadmap.Status.SUBMITTED:
        raise NotPossible(refusal)
    return row


def locked_points(points: Iterable[Checkpoint]) -> list[Checkpoint]:
    """Checkpoints as they are now, in the order of their keys; their roadmap stays in force meanwhile.

    Locked in one order for everybody: first the roadmap, which any number may hold against closing, then the points.
    """
    keys = [point.pk for point in points]
    if any(status != Roadmap.Status.APPROVED for (status,) in fetch(HOLD_ROADMAPS_OF, {"points": keys})):
        raise NotPossible("Отмечать выполнение можно только по утверждённой дорожной карте.")
    rows = Checkpoint.objects.select_for_update(of=["self"]).select_related("activity__roadmap", "school")
    return list(rows.defer("activity__roadmap__approved_text").filter(pk__in=keys).order_by("pk"))
