"""A semester report as PDF."""

from django.template.loader import render_to_string

from config import pdf
from reports.builders.semester import SemesterContent


def render(report: SemesterContent) -> bytes:
    """The whole report in landscape. Raises PdfFailed when it cannot be made within the limits."""
    html = render_to_string("reports/print/semester.html", {"report": report})
    return pdf.render(html, sheets=("fonts", "semester"))
