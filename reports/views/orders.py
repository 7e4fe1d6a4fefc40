"""The register of orders, an order as it prints, its form and its files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config import clock, files
from config.access import require
from config.lists import show_list
from config.models import Job
from reports import permissions, services
from reports.builders.order import content_of
from reports.filters import OrderFilter
from reports.forms import OrderForm, to_lines
from reports.models import Order
from reports.tables import OrderTable
from reports.tasks import ORDER_FILES
from roadmaps.services import Conflict, NotPossible
from schools.models import User

NEEDED = ("municipality", "executor", "roadmap__school", "roadmap__amends", "run", "pdf", "docx")


def visible_order(user: User, pk: int) -> Order:
    """The order with what its page names, or 404."""
    rows = Order.objects.visible_to(user).select_related(*NEEDED).defer("run__inputs")
    return get_object_or_404(rows, pk=pk)


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    require(permissions.can_see_orders(request.user))
    rows = Order.objects.visible_to(request.user).with_reading_of(request.user).in_order()
    return show_list(
        request,
        queryset=rows.select_related("executor").defer("content"),
        table_class=OrderTable,
        filter_class=OrderFilter,
        template="reports/orders.html",
        extra={"can_draft": permissions.can_draft(request.user)},
    )


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The order as it prints, with what the person may do; for htmx only the state of its files."""
    order = visible_order(request.user, pk)
    is_being_made = order.is_signed and not order.pdf_id and _files_job(order).exists()
    context = {"order": order, "is_being_made": is_being_made, "can": _rights(request.user, order)}
    if request.htmx:
        return render(request, "reports/_order_files.html", context)
    today = clock.today()
    context |= {
        "paper": content_of(order, as_of=today),
        "warnings": []
        if order.is_signed or not permissions.can_draft(request.user)
        else services.warnings(order, on=today),
        "remarks": order.remarks.select_related("made_by") if permissions.can_see_readers(request.user) else [],
        "own_reading": order.acquaintances.filter(user=request.user).first(),
        "readers": order.acquaintances.select_related("user").order_by("user__last_name", "user__first_name", "pk"),
    }
    return render(request, "reports/order.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A free order; those about something are drafted from it."""
    require(permissions.can_draft(request.user))
    form = OrderForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        order = services.create(by=request.user, form_key=form.cleaned_data["form_key"], **form.facts)
        return redirect("reports:order", order.pk)
    return render(request, "reports/order_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    order = visible_order(request.user, pk)
    require(permissions.can_edit(request.user, order))
    form = OrderForm(request.POST or None, instance=order, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.update(order, by=request.user, version=form.cleaned_data["version"] or 0, **form.facts)
        except Conflict as conflict:
            return _both_texts(request, order, form, conflict)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        return redirect("reports:order", pk)
    return render(request, "reports/order_form.html", {"form": form, "order": order})


@require_GET
def download_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return _download(visible_order(request.user, pk).pdf)


@require_GET
def download_docx(request: HttpRequest, pk: int) -> HttpResponse:
    return _download(visible_order(request.user, pk).docx)


def _download(file) -> HttpResponse:
    if file is None:
        raise Http404("Файла ещё нет.")
    return files.send(file)


def _both_texts(request: HttpRequest, order: Order, form: OrderForm, conflict: Conflict) -> HttpResponse:
    """What was typed stays in the form, what the other person saved stands beside it; saving again is a decision."""
    form.data = {**form.data.dict(), "version": conflict.version}
    theirs = {**conflict.theirs, "clauses": to_lines(conflict.theirs["clauses"])}
    saved = [(Order._meta.get_field(name).verbose_name, value) for name, value in theirs.items()]
    return render(request, "reports/order_form.html", {"form": form, "order": order, "saved": saved}, status=409)


def _files_job(order: Order):
    return Job.objects.unfinished().filter(
        municipality=order.municipality_id, kind=ORDER_FILES, subject=f"order:{order.pk}"
    )


def _rights(user: User, order: Order) -> dict[str, bool]:
    """What the page offers."""
    return {
        "edit": permissions.can_edit(user, order),
        "submit": permissions.can_submit(user, order),
        "delete": permissions.can_delete(user, order),
        "return": permissions.can_return(user, order),
        "sign": permissions.can_sign(user, order),
        "acknowledge": permissions.can_acknowledge(user, order),
        "make_files": permissions.can_make_files(user, order),
        "see_readers": permissions.can_see_readers(user),
    }
