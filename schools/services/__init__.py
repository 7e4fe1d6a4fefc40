"""What is changed about schools and people, always by somebody."""

from schools.services.assessments import save_assessment, save_questionnaire, verify_assessment
from schools.services.closing import close_school, merge_school, reopen_school, what_keeps_closed
from schools.services.equipping import equip
from schools.services.library import save_recommended
from schools.services.listing import fix_list, followed_by, grounds_of_list, grounds_of_risk
from schools.services.methods import (
    copy_method,
    discard_version,
    move_criterion,
    next_draft,
    put_in_force,
    remove_criterion,
    save_criterion,
    save_decisions,
)
from schools.services.passport_imports import (
    begin_passport_import,
    discard_passports,
    read_passport_import,
    set_passport_columns,
    take_passports,
    undo_passports,
)
from schools.services.passports import import_passports, save_passport
from schools.services.people import add_person, change_own_phone, change_person, save_parameters
from schools.services.questions import move_question, save_question
from schools.services.register import (
    apply_register_import,
    begin_register_import,
    read_register_import,
    set_register_columns,
)
from schools.services.results import (
    choose_schools,
    delete_result,
    discard_results,
    hand_in_results,
    name_columns,
    save_result,
    take_results,
    tell_about,
    undo_results,
)
from schools.services.runs import (
    confirm_run,
    decide_otherwise,
    delete_run,
    recompute_run,
    reopen_run,
    save_federal_list,
    start_run,
    take_back_decision,
)
from schools.services.schools import save_school

__all__ = [
    "add_person",
    "apply_register_import",
    "begin_passport_import",
    "begin_register_import",
    "change_own_phone",
    "change_person",
    "choose_schools",
    "close_school",
    "confirm_run",
    "copy_method",
    "decide_otherwise",
    "delete_result",
    "delete_run",
    "discard_passports",
    "discard_results",
    "discard_version",
    "equip",
    "fix_list",
    "followed_by",
    "grounds_of_list",
    "grounds_of_risk",
    "hand_in_results",
    "import_passports",
    "merge_school",
    "move_criterion",
    "move_question",
    "name_columns",
    "next_draft",
    "put_in_force",
    "read_passport_import",
    "read_register_import",
    "recompute_run",
    "remove_criterion",
    "reopen_run",
    "reopen_school",
    "save_assessment",
    "save_criterion",
    "save_decisions",
    "save_federal_list",
    "save_parameters",
    "save_passport",
    "save_question",
    "save_questionnaire",
    "save_recommended",
    "save_result",
    "save_school",
    "set_passport_columns",
    "set_register_columns",
    "start_run",
    "take_back_decision",
    "take_passports",
    "take_results",
    "tell_about",
    "undo_passports",
    "undo_results",
    "verify_assessment",
    "what_keeps_closed",
]
