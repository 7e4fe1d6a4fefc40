"""The verbs of orders and semester reports."""

from reports.services.orders import (
    acknowledge,
    create,
    draft_for_roadmap,
    make_files,
    return_to_draft,
    sign,
    submit,
    update,
    warnings,
)
from reports.services.semester import build_semester_report

__all__ = [
    "acknowledge",
    "build_semester_report",
    "create",
    "draft_for_roadmap",
    "make_files",
    "return_to_draft",
    "sign",
    "submit",
    "update",
    "warnings",
]
