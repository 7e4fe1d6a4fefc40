"""The verbs of roadmaps: each takes a lock, checks that it is possible, changes the state and records who did it."""

from roadmaps.services.amending import amend, begin_amendment, changes_of
from roadmaps.services.approval import approve, return_to_draft, submit, withdraw
from roadmaps.services.batch import (
    add_rows,
    change_responsible,
    delete_rows,
    move_rows,
    renumber,
    set_output_document,
    shift_deadlines,
)
from roadmaps.services.checkpoints import cancel, complete, move, reopen
from roadmaps.services.closing import close, outcome_of
from roadmaps.services.deriving import derive
from roadmaps.services.documents import accept_document, attach, replace, return_document
from roadmaps.services.drafting import create, create_from_reading, delete, update_texts
from roadmaps.services.next_year import copy_to_next_year
from roadmaps.services.parties import tie, untie
from roadmaps.services.publishing import publish, unpublish
from roadmaps.services.recommending import take_recommended
from roadmaps.services.refusals import Conflict, NotPossible
from roadmaps.services.row_remarks import settle
from roadmaps.services.rows import add_activity, delete_activity, edit_activity, move_activity, place_activity
from roadmaps.services.sections import add_section, delete_section, edit_section, move_section
from roadmaps.services.steps import undo
from roadmaps.services.templates import drop_template, make_template

__all__ = [
    "Conflict",
    "NotPossible",
    "accept_document",
    "add_activity",
    "add_rows",
    "add_section",
    "amend",
    "approve",
    "attach",
    "begin_amendment",
    "cancel",
    "change_responsible",
    "changes_of",
    "close",
    "complete",
    "copy_to_next_year",
    "create",
    "create_from_reading",
    "delete",
    "delete_activity",
    "delete_rows",
    "delete_section",
    "derive",
    "drop_template",
    "edit_activity",
    "edit_section",
    "make_template",
    "move",
    "move_activity",
    "move_rows",
    "move_section",
    "outcome_of",
    "place_activity",
    "publish",
    "renumber",
    "reopen",
    "replace",
    "return_document",
    "return_to_draft",
    "set_output_document",
    "settle",
    "shift_deadlines",
    "submit",
    "take_recommended",
    "tie",
    "undo",
    "unpublish",
    "untie",
    "update_texts",
    "withdraw",
]
