"""Who may do what with orders and semester reports. Whether a row may be seen at all is decided by `visible_to`."""

from django.db.models import QuerySet

from reports.models import Acquaintance, Order
from schools.models import Municipality, User
from schools.roles import SEES_WORK, Role

DRAFTS = frozenset({Role.SPECIALIST, Role.HEAD})
SIGNS = frozenset({Role.HEAD})


def can_see_orders(user) -> bool:
    """Everybody at work; which ones is decided by `visible_to`."""
    return user.role != Role.ADMIN


def can_draft(user) -> bool:
    """Prepare an order: a specialist, or the head alone."""
    return user.role in DRAFTS


def can_edit(user, order: Order) -> bool:
    """Only a draft changes."""
    return order.status == Order.Status.DRAFT and user.role in DRAFTS


def can_delete(user, order: Order) -> bool:
    """A draft: whoever prepared it, or the head."""
    return can_edit(user, order) and (order.executor_id == user.pk or user.role in SIGNS)


def can_submit(user, order: Order) -> bool:
    return can_edit(user, order)


def can_return(user, order: Order) -> bool:
    """The head sends back what waits for the signature."""
    return can_sign(user, order)


def can_sign(user, order: Order) -> bool:
    return order.status == Order.Status.SUBMITTED and user.role in SIGNS


def can_make_files(user, order: Order) -> bool:
    """Ask once more for the files of a signed order that has none."""
    return order.is_signed and not (order.pdf_id and order.docx_id) and user.role in DRAFTS


def can_acknowledge(user, order: Order) -> bool:
    """Whoever has to read it and has not said so yet."""
    return order.is_signed and Acquaintance.objects.filter(order=order, user=user, acknowledged_at=None).exists()


def can_see_readers(user) -> bool:
    """Who has read an order and who has not is for the department."""
    return user.role in DRAFTS


def can_see_semester_reports(user) -> bool:
    """The department; which ones, and until when, is decided by `visible_to`."""
    return user.role in SEES_WORK


def can_build_semester_report(user) -> bool:
    return user.role in DRAFTS


def can_print_plan_fact(user) -> bool:
    """Files of a roadmap that one sees: everybody at work; an observer reads the page."""
    return user.role not in {Role.OBSERVER, Role.ADMIN}


def signers(municipality: Municipality) -> QuerySet[User]:
    """Who may sign the municipality's orders, in a fixed order: a draft is printed with the first one's name."""
    return User.objects.active().filter(municipality=municipality, role__in=SIGNS).order_by("pk")
