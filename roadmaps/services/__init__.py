"""The verbs of roadmaps: each takes a lock, checks that it is possible, changes the state and records who did it."""

from roadmaps.services.approval import approve, close, return_to_draft, submit
from roadmaps.services.checkpoints import cancel, complete, move, reopen
from roadmaps.services.drafting import create, create_from_reading, delete, update_texts
from roadmaps.services.refusals import Conflict, NotPossible
from roadmaps.services.rows import (
    add_activity,
    add_section,
    delete_activity,
    delete_section,
    edit_activity,
    edit_section,
    move_activity,
    move_section,
)

__all__ = [
    "Conflict",
    "NotPossible",
    "add_activity",
    "add_section",
    "approve",
    "cancel",
    "close",
    "complete",
    "create",
    "create_from_reading",
    "delete",
    "delete_activity",
    "delete_section",
    "edit_activity",
    "edit_section",
    "move",
    "move_activity",
    "move_section",
    "reopen",
    "return_to_draft",
    "submit",
    "update_texts",
]
