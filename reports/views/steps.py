"""What moves an order on: drafting, submitting, returning, signing, reading."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.access import require
from reports import permissions, services
from reports.forms import ReturnForm, SignForm
from reports.views.orders import visible_order
from roadmaps.models import Roadmap
from roadmaps.services import NotPossible
from schools.models import IdentificationRun


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The order that approves this roadmap: a new draft, or the one that is there."""
    roadmap = get_object_or_404(Roadmap.objects.visible_to(request.user), pk=pk)
    require(permissions.can_draft(request.user))
    try:
        order = services.draft_for_roadmap(roadmap, by=request.user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("roadmaps:show", pk)
    return redirect("reports:order", order.pk)


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    order = visible_order(request.user, pk)
    require(permissions.can_delete(request.user, order))
    if request.method == "POST":
        try:
            services.delete_draft(order, by=request.user)
            messages.success(request, f"Проект приказа «{order.heading}» удалён.")
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        return redirect("reports:orders")
    context = {"order": order, "cancel_url": reverse("reports:order", args=[pk])}
    return render(request, "reports/delete_order.html", context)


@require_POST
def draft_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The order that fixes the lists of this run: a new draft, or the one that is there."""
    run = get_object_or_404(IdentificationRun.objects.visible_to(request.user).defer("inputs"), pk=pk)
    require(permissions.can_draft(request.user))
    try:
        order = services.draft_for_run(run, by=request.user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("schools:run", pk)
    return redirect("reports:order", order.pk)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    order = visible_order(request.user, pk)
    require(permissions.can_submit(request.user, order))
    try:
        services.submit(order, by=request.user)
        messages.success(request, "Приказ отправлен на подпись.")
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:order", pk)


@require_http_methods(["GET", "POST"])
def return_to_draft(request: HttpRequest, pk: int) -> HttpResponse:
    order = visible_order(request.user, pk)
    require(permissions.can_return(request.user, order))
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.return_to_draft(order, by=request.user, comment=form.cleaned_data["comment"])
            messages.success(request, "Приказ возвращён на доработку.")
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        return redirect("reports:order", pk)
    context = {"form": form, "order": order, "cancel_url": reverse("reports:order", args=[pk])}
    return render(request, "reports/return_order.html", context)


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The last look: what will happen, what the linter doubts, the password."""
    order = visible_order(request.user, pk)
    require(permissions.can_sign(request.user, order))
    today = clock.today()
    form = SignForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            signed = services.sign(order, by=request.user, on=today)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Приказ подписан: {signed}.")
            return redirect("reports:order", pk)
    context = {
        "form": form,
        "order": order,
        "today": today,
        "warnings": services.warnings(order, on=today),
        "cancel_url": reverse("reports:order", args=[pk]),
    }
    return render(request, "reports/sign_order.html", context)


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    order = visible_order(request.user, pk)
    require(permissions.can_acknowledge(request.user, order))
    services.acknowledge(order, by=request.user)
    messages.success(request, "Отмечено: вы ознакомились с приказом.")
    return redirect("reports:order", pk)


@require_POST
def make_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more, where the first try failed."""
    order = visible_order(request.user, pk)
    require(permissions.can_make_files(request.user, order))
    services.make_files(order, by=request.user)
    return redirect("reports:order", pk)
