"""Who may do what with roadmaps and checkpoints. Whether a row may be seen at all is decided by `visible_to`."""

from config import clock
from schools.roles import MAY_LOOK_AFTER, SEES_WORK, WORKS_IN_A_SCHOOL, Role

EDITS_PLANS = frozenset({Role.SPECIALIST})
APPROVES = frozenset({Role.HEAD})
REPORTS_FOR_ALL = frozenset({Role.SPECIALIST, Role.METHODIST})


def can_see_plans(user) -> bool:
    """Everybody but an administrator, who takes no part in the work."""
    return user.role != Role.ADMIN


def can_create(user) -> bool:
    """A specialist for the municipality or any school, a director for the own school."""
    return user.role in EDITS_PLANS | WORKS_IN_A_SCHOOL


def can_create_municipal(user) -> bool:
    return user.role in EDITS_PLANS


def can_review(user, imported) -> bool:
    """Correct and accept what was read of a document: a specialist, or whoever handed it in."""
    return can_create(user) and (user.role in EDITS_PLANS or imported.created_by_id == user.pk)


def can_edit(user, roadmap) -> bool:
    """Only a draft changes; after approval changes go by an amendment."""
    return roadmap.is_draft and (user.role in EDITS_PLANS or _is_of_own_school(user, roadmap.school_id))


def can_submit(user, roadmap) -> bool:
    return can_edit(user, roadmap)


def can_delete(user, roadmap) -> bool:
    return can_edit(user, roadmap)


def can_return(user, roadmap) -> bool:
    """The head; a school's roadmap also a specialist."""
    reviewers = APPROVES | EDITS_PLANS if roadmap.school_id else APPROVES
    return roadmap.status == roadmap.Status.SUBMITTED and user.role in reviewers


def can_draft_order(user, roadmap) -> bool:
    """Whether to offer the order that approves it."""
    return roadmap.status == roadmap.Status.SUBMITTED and user.role in APPROVES | EDITS_PLANS


def can_close(user, roadmap) -> bool:
    return roadmap.is_in_force and user.role in APPROVES | EDITS_PLANS


def can_see_parties(user) -> bool:
    return user.role in SEES_WORK


def can_complete(user, checkpoint) -> bool:
    """A director for the own school; a specialist or methodist for the municipality or on a school's behalf.

    Whom the plan makes responsible may report, too: by name or as one of «кураторы» for the municipality, and for a
    school only who looks after it today. Whoever gets the reminder can act on it.
    """
    return _is_open(checkpoint) and _answers_for(user, checkpoint)


def can_reopen(user, checkpoint) -> bool:
    """Whoever may mark it done may take the mark back; a cancellation only who may cancel."""
    if not checkpoint.activity.roadmap.is_in_force or _is_open(checkpoint):
        return False
    return user.role in EDITS_PLANS or (checkpoint.cancelled_on is None and _answers_for(user, checkpoint))


def can_move(user, checkpoint) -> bool:
    return _is_open(checkpoint) and user.role in EDITS_PLANS


def can_cancel(user, checkpoint) -> bool:
    return can_move(user, checkpoint)


def _is_open(checkpoint) -> bool:
    return checkpoint.activity.roadmap.is_in_force and checkpoint.done_on is None and checkpoint.cancelled_on is None


def _answers_for(user, checkpoint) -> bool:
    if user.role in REPORTS_FOR_ALL or _is_of_own_school(user, checkpoint.school_id):
        return True
    if user.role not in MAY_LOOK_AFTER:
        return False
    in_care = user.assigned_school_ids_on(clock.today())
    if checkpoint.school_id is None:
        return checkpoint.names(user) or (bool(in_care) and checkpoint.names_curators())
    return checkpoint.school_id in in_care and (checkpoint.names(user) or checkpoint.names_curators())


def _is_of_own_school(user, school_id: int | None) -> bool:
    return user.role in WORKS_IN_A_SCHOOL and school_id is not None and school_id == user.school_id
