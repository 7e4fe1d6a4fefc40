"""The way of a roadmap from hand to hand. It is approved by signing an order, not here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from config.access import require
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.forms import CloseForm, CommentForm
from roadmaps.forms.fields import OnceForm
from roadmaps.models import RowRemark
from roadmaps.views.answers import attempt
from roadmaps.views.plans import fetch


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_submit(request.user, roadmap))
    attempt(request, services.submit, roadmap, success="Карта отправлена на согласование.")
    return redirect("roadmaps:show", pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_withdraw(request.user, roadmap))
    attempt(request, services.withdraw, roadmap, success="Карта отозвана с согласования: её снова можно править.")
    return redirect("roadmaps:show", pk)


@require_http_methods(["GET", "POST"])
def return_to_draft(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_return(request.user, roadmap))
    form = CommentForm(request.POST or None, rows=list(roadmap.activities.in_order()))
    if form.is_valid():
        said = {"comment": form.cleaned_data["comment"], "of_rows": form.of_rows}
        attempt(request, services.return_to_draft, roadmap, success="Карта возвращена на доработку.", **said)
        return redirect("roadmaps:show", pk)
    context = {"roadmap": roadmap, "form": form, "cancel_url": reverse("roadmaps:show", args=[pk])}
    return render(request, "roadmaps/return.html", context)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_close(request.user, roadmap))
    today = clock.today()
    found = services.outcome_of(roadmap, today)
    form = CloseForm(request.POST or None, initial={"summary": found.in_words})
    if form.is_valid():
        attempt(request, services.close, roadmap, success="Дорожная карта завершена.", **form.cleaned_data)
        return redirect("roadmaps:show", pk)
    context = {
        "roadmap": roadmap,
        "form": form,
        "outcome": found,
        "days_left": max(0, (roadmap.ends_on - today).days),
        "cancel_url": reverse("roadmaps:show", args=[pk]),
    }
    return render(request, "roadmaps/close.html", context)


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft for the year after."""
    roadmap = fetch(request, pk)
    require(may.can_copy(request.user, roadmap))
    form = OnceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            draft = services.copy_to_next_year(roadmap, by=request.user, **form.cleaned_data)
        except services.NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Черновик на следующий год готов: проверьте сроки и строки с пометками.")
            return redirect("roadmaps:show", draft.pk)
    context = {"roadmap": roadmap, "form": form, "cancel_url": reverse("roadmaps:show", args=[pk])}
    return render(request, "roadmaps/copy.html", context)


@require_POST
def settle_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said of a row has been dealt with."""
    rows = RowRemark.objects.visible_to(request.user).select_related("roadmap")
    said = get_object_or_404(rows.defer("roadmap__approved_text"), pk=pk)
    require(may.can_edit(request.user, said.roadmap))
    attempt(request, services.settle, said, success="Отмечено: замечание учтено.")
    return redirect("roadmaps:show", said.roadmap_id)
