"""The verbs of monitoring: what changes a period, a progress report, an indicator's value."""

from monitoring.services.indicators import compute, ensure_indicators, enter_value
from monitoring.services.periods import close_period, next_period, open_reports, save_period
from monitoring.services.reports import accept, return_report, save_draft, submit

__all__ = [
    "accept",
    "close_period",
    "compute",
    "ensure_indicators",
    "enter_value",
    "next_period",
    "open_reports",
    "return_report",
    "save_draft",
    "save_period",
    "submit",
]
