"""The verbs of orders, semester reports and prints."""

from reports.services.dynamics import print_dynamics, print_school_dynamics
from reports.services.orders import (
    acknowledge,
    create,
    delete_draft,
    draft_for_roadmap,
    draft_for_run,
    make_files,
    return_to_draft,
    sign,
    submit,
    update,
    warnings,
)
from reports.services.plan_fact import print_plan_fact
from reports.services.semester import build_semester_report

__all__ = [
    "acknowledge",
    "build_semester_report",
    "create",
    "delete_draft",
    "draft_for_roadmap",
    "draft_for_run",
    "make_files",
    "print_dynamics",
    "print_plan_fact",
    "print_school_dynamics",
    "return_to_draft",
    "sign",
    "submit",
    "update",
    "warnings",
]
