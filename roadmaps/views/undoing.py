"""Taking back the last change of a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from config.access import require
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.views.plans import fetch


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_edit(request.user, roadmap))
    place = reverse("roadmaps:show", args=[pk])
    try:
        step = services.undo(roadmap, by=request.user)
    except services.NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(place)
    messages.success(request, f"Отменено: {step.what}.")
    return redirect(f"{place}#a{step.row}" if step.row else place)
