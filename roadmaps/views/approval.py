"""The way of a roadmap from hand to hand. It is approved by signing an order, not here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from config.access import require
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.forms import CommentForm
from roadmaps.views.answers import attempt
from roadmaps.views.plans import fetch


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_submit(request.user, roadmap))
    attempt(request, services.submit, roadmap, success="Карта отправлена на согласование.")
    return redirect("roadmaps:show", pk)


@require_http_methods(["GET", "POST"])
def return_to_draft(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_return(request.user, roadmap))
    form = CommentForm(request.POST or None)
    if form.is_valid():
        attempt(
            request, services.return_to_draft, roadmap, success="Карта возвращена на доработку.", **form.cleaned_data
        )
        return redirect("roadmaps:show", pk)
    context = {"roadmap": roadmap, "form": form, "cancel_url": reverse("roadmaps:show", args=[pk])}
    return render(request, "roadmaps/return.html", context)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_close(request.user, roadmap))
    if request.method == "POST":
        attempt(request, services.close, roadmap, success="Дорожная карта завершена.")
        return redirect("roadmaps:show", pk)
    return render(
        request, "roadmaps/close.html", {"roadmap": roadmap, "cancel_url": reverse("roadmaps:show", args=[pk])}
    )
