"""Checkpoints: the register, one of them with its proofs, and what may happen to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config import clock
from config.access import require
from config.lists import show_list
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.filters import CheckpointFilter
from roadmaps.forms import CompleteForm, MoveCheckpointForm, ReasonForm
from roadmaps.models import Checkpoint
from roadmaps.progress import state_of
from roadmaps.proofs import asked, likely_kind
from roadmaps.services.documents import other_points
from roadmaps.tables import CheckpointTable, state_in_words
from roadmaps.views.answers import attempt
from roadmaps.views.documents import documents_of
from roadmaps.views.fetching import fetch_checkpoint

SHOWN = ("activity__text", "activity__number", "activity__roadmap__title", "school__short_name")


@require_GET
def show_checkpoints(request: HttpRequest) -> HttpResponse:
    require(may.can_see_plans(request.user))
    rows = Checkpoint.objects.visible_to(request.user).select_related("activity__roadmap", "school")
    return show_list(
        request,
        queryset=rows.only("due_on", "planned_on", "done_on", "cancelled_on", *SHOWN),
        table_class=CheckpointTable,
        filter_class=CheckpointFilter,
        template="roadmaps/checkpoints.html",
    )


@require_GET
def show_checkpoint(request: HttpRequest, pk: int) -> HttpResponse:
    checkpoint = fetch_checkpoint(request, pk)
    today, user = clock.today(), request.user
    documents, replaced, proofs = documents_of(checkpoint, user)
    context = {
        "checkpoint": checkpoint,
        "state": state_of(checkpoint, today).tag,
        "state_text": state_in_words(checkpoint, today),
        "documents": documents,
        "replaced": replaced,
        "proofs": proofs,
        "rights": {
            "complete": may.can_complete(user, checkpoint),
            "reopen": may.can_reopen(user, checkpoint),
            "move": may.can_move(user, checkpoint),
            "attach": may.can_attach(user, checkpoint),
            "cancel": may.can_cancel(user, checkpoint),
        },
    }
    return render(request, "roadmaps/checkpoint.html", context)


@require_http_methods(["GET", "POST"])
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    checkpoint = fetch_checkpoint(request, pk)
    require(may.can_complete(request.user, checkpoint))
    today = clock.today()
    initial = {"done_on": today, "text": checkpoint.done_text, "kind": likely_kind(checkpoint)}
    others = other_points(checkpoint, by=request.user)
    form = CompleteForm(
        request.POST or None, request.FILES or None, initial=initial, checkpoint=checkpoint, today=today, others=others
    )
    if form.is_valid():
        attempt(request, services.complete, checkpoint, success="Выполнение отмечено.", **form.cleaned_data)
        return redirect("roadmaps:checkpoint", pk)
    return render(request, "roadmaps/complete.html", {"form": form, "checkpoint": checkpoint, "ask": asked(checkpoint)})


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    checkpoint = fetch_checkpoint(request, pk)
    require(may.can_move(request.user, checkpoint))
    form = MoveCheckpointForm(request.POST or None, checkpoint=checkpoint)
    return _decide(request, checkpoint, form, services.move, "roadmaps/move.html", "Срок перенесён.")


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    checkpoint = fetch_checkpoint(request, pk)
    require(may.can_cancel(request.user, checkpoint))
    form = ReasonForm(request.POST or None)
    return _decide(request, checkpoint, form, services.cancel, "roadmaps/cancel.html", "Контрольная точка отменена.")


def _decide(request: HttpRequest, checkpoint: Checkpoint, form, verb, template: str, success: str) -> HttpResponse:
    if form.is_valid():
        attempt(request, verb, checkpoint, success=success, **form.cleaned_data)
        return redirect("roadmaps:checkpoint", checkpoint.pk)
    cancel_url = reverse("roadmaps:checkpoint", args=[checkpoint.pk])
    return render(request, template, {"form": form, "checkpoint": checkpoint, "cancel_url": cancel_url})


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    checkpoint = fetch_checkpoint(request, pk)
    require(may.can_reopen(request.user, checkpoint))
    attempt(request, services.reopen, checkpoint, success="Отметка снята: контрольная точка снова открыта.")
    return redirect("roadmaps:checkpoint", pk)
