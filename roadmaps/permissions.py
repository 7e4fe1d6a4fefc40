"""Who may do what with roadmaps and checkpoints. Whether a row may be seen at all is decided by `visible_to`."""

from config import clock
from roadmaps.models.document import WORKS_FOR_ALL
from schools.roles import MAY_LOOK_AFTER, SEES_WORK, WORKS_IN_A_SCHOOL, Role

EDITS_PLANS = frozenset({Role.SPECIALIST})
APPROVES = frozenset({Role.HEAD})


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


def can_withdraw(user, roadmap) -> bool:
    """Whoever could have handed it over."""
    is_editor = user.role in EDITS_PLANS or _is_of_own_school(user, roadmap.school_id)
    return roadmap.status == roadmap.Status.SUBMITTED and is_editor


def can_delete(user, roadmap) -> bool:
    return can_edit(user, roadmap)


def can_return(user, roadmap) -> bool:
    """The head; a school's roadmap also a specialist."""
    reviewers = APPROVES | EDITS_PLANS if roadmap.school_id else APPROVES
    return roadmap.status == roadmap.Status.SUBMITTED and user.role in reviewers


def can_draft_order(user, roadmap) -> bool:
    """Whether to offer the order that approves it."""
    return roadmap.status == roadmap.Status.SUBMITTED and user.role in APPROVES | EDITS_PLANS


def can_amend(user, roadmap) -> bool:
    """Prepare changes of a roadmap in force: whoever could have drawn it up."""
    return roadmap.is_in_force and (user.role in EDITS_PLANS or _is_of_own_school(user, roadmap.school_id))


def can_derive(user, roadmap) -> bool:
    """Make a school's roadmap out of the municipal one in force: a specialist for any, a director for the own."""
    return roadmap.is_in_force and roadmap.school_id is None and can_create(user)


def can_copy(user, roadmap) -> bool:
    """Copy what was approved for the next year: whoever could draw that up."""
    return roadmap.approved_on is not None and (user.role in EDITS_PLANS or _is_of_own_school(user, roadmap.school_id))


def can_close(user, roadmap) -> bool:
    return roadmap.is_in_force and user.role in APPROVES | EDITS_PLANS


def can_see_parties(user) -> bool:
    return user.role in SEES_WORK


def can_tie(user) -> bool:
    """Say which account a person named in the plans is."""
    return user.role in EDITS_PLANS


def can_publish(user, roadmap) -> bool:
    """Open an approved municipal roadmap to everybody, and close it again: for the head or a specialist.

    A school's own roadmap stays inside: its page would show how one school keeps its dates.
    """
    return user.role in EDITS_PLANS | APPROVES and roadmap.approved_on is not None and roadmap.school_id is None


def can_make_template(user, roadmap) -> bool:
    """Offer it as an example to whoever draws up a new one, and take it back; an amendment is only half a plan."""
    return user.role in EDITS_PLANS and roadmap.amends_id is None


def can_complete(user, checkpoint) -> bool:
    """A director for the own school; a specialist or methodist for the municipality or on a school's behalf.

    Whom the plan makes responsible may report, too: by name or as one of «кураторы» for the municipality, and for a
    school only who looks after it today. Whoever gets the reminder can act on it.
    """
    return _is_open(checkpoint) and _answers_for(user, checkpoint)


def can_reopen(user, checkpoint) -> bool:
    """Whoever may mark it done may take the mark back; a cancellation only who may cancel. What is struck out stays."""
    if not _is_asked(checkpoint) or _is_open(checkpoint):
        return False
    return user.role in EDITS_PLANS or (checkpoint.cancelled_on is None and _answers_for(user, checkpoint))


def can_move(user, checkpoint) -> bool:
    return _is_open(checkpoint) and user.role in EDITS_PLANS


def can_cancel(user, checkpoint) -> bool:
    return can_move(user, checkpoint)


def can_attach(user, checkpoint) -> bool:
    """Add a document or a newer version of one, done or not: whoever answers for the checkpoint."""
    return _is_asked(checkpoint) and checkpoint.cancelled_on is None and _answers_for(user, checkpoint)


def can_replace(user, proof) -> bool:
    return proof.status != proof.Status.REPLACED and can_attach(user, proof.checkpoint)


def can_review_proof(user, proof) -> bool:
    """A curator of the school today, a specialist, a methodist; nobody for the own school or an own document."""
    checkpoint = proof.checkpoint
    if proof.status != proof.Status.WAITING or not _is_asked(checkpoint):
        return False
    if proof.document.added_by_id == user.pk or user.role not in MAY_LOOK_AFTER:
        return False
    if user.role in WORKS_FOR_ALL:
        return True
    is_own = checkpoint.school_id == user.school_id
    return not is_own and checkpoint.school_id in user.assigned_school_ids_on(clock.today())


def _is_asked(checkpoint) -> bool:
    """Of a roadmap in force, and of a row that stands in it."""
    return checkpoint.activity.roadmap.is_in_force and checkpoint.activity.excluded_on is None


def _is_open(checkpoint) -> bool:
    return _is_asked(checkpoint) and checkpoint.done_on is None and checkpoint.cancelled_on is None


def _answers_for(user, checkpoint) -> bool:
    if user.role in WORKS_FOR_ALL or _is_of_own_school(user, checkpoint.school_id):
        return True
    if user.role not in MAY_LOOK_AFTER:
        return False
    in_care = user.assigned_school_ids_on(clock.today())
    if checkpoint.school_id is None:
        return checkpoint.names(user) or (bool(in_care) and checkpoint.names_curators())
    return checkpoint.school_id in in_care and (checkpoint.names(user) or checkpoint.names_curators())


def _is_of_own_school(user, school_id: int | None) -> bool:
    return user.role in WORKS_IN_A_SCHOOL and school_id is not None and school_id == user.school_id
