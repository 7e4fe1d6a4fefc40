"""An order as PDF."""

from django.template.loader import render_to_string

from config import pdf
from reports.builders.order import OrderContent


def render(order: OrderContent) -> bytes:
    """The order with its appendices. Raises PdfFailed when it cannot be made within the limits."""
    html = render_to_string("reports/print/order.html", {"order": order})
    return pdf.render(html, sheets=("fonts", "paper", "order"))
