"""What the first page of the head is told about orders."""

from django.urls import reverse

from reports.models import Order


def orders_to_sign(user) -> list[tuple[str, str]]:
    """Headings and addresses of the orders that wait for a signature, in the order they were drafted."""
    rows = Order.objects.visible_to(user).filter(status=Order.Status.SUBMITTED).order_by("pk")
    return [(heading, reverse("reports:order", args=[pk])) for pk, heading in rows.values_list("pk", "heading")]
