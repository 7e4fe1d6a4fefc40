"""Plan and fact as PDF."""

from django.template.loader import render_to_string

from config import pdf
from reports.builders.plan_fact import PlanFactContent


def render(content: PlanFactContent) -> bytes:
    """The whole table in landscape. Raises PdfFailed when it cannot be made within the limits."""
    html = render_to_string("reports/print/plan_fact.html", {"content": content})
    return pdf.render(html, sheets=("fonts", "plan_fact"))
