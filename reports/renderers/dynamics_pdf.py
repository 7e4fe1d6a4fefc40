"""A note on the dynamics of results as PDF."""

from django.template.loader import render_to_string

from config import pdf
from reports.builders.dynamics import SchoolDynamics, TownDynamics

LIMIT_SECONDS = 240  # a hundred charts on a busy machine
TEMPLATES = {SchoolDynamics: "reports/print/school_dynamics.html", TownDynamics: "reports/print/dynamics.html"}


def render(content: SchoolDynamics | TownDynamics) -> bytes:
    """Charts with their tables in landscape. Raises PdfFailed when it cannot be made within the limits."""
    html = render_to_string(TEMPLATES[type(content)], {"content": content})
    return pdf.render(html, sheets=("fonts", "dynamics"), limit_seconds=LIMIT_SECONDS)
