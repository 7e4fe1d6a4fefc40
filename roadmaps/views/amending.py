"""Amendments: the draft that changes a roadmap in force, what it changes, and the editions that were in force."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from config.access import require
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.change_rows import rows_of
from roadmaps.changes import Changes
from roadmaps.models import Edition
from roadmaps.views.answers import attempt
from roadmaps.views.plans import edition_of, fetch


@require_POST
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft of changes: a new one, or the one that is there."""
    roadmap = fetch(request, pk)
    require(may.can_amend(request.user, roadmap))
    if not attempt(request, services.begin_amendment, roadmap):
        return redirect("roadmaps:show", pk)
    return redirect("roadmaps:show", roadmap.amendment.pk)


@require_GET
def show_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Row by row and cell by cell what an amending draft changes, or what it has changed since."""
    try:
        roadmap = fetch(request, pk)
    except Http404:
        return redirect("roadmaps:edition", edition_of(request, pk).pk)
    if not roadmap.amends_id:
        raise Http404
    changes = services.changes_of(roadmap)
    context = {"roadmap": roadmap, "changes": changes, "rows": rows_of(changes), "rights": _rights(request, roadmap)}
    return render(request, "roadmaps/changes.html", context)


@require_GET
def show_editions(request: HttpRequest, pk: int) -> HttpResponse:
    """What was in force and when, the latest first."""
    roadmap = fetch(request, pk)
    if not roadmap.approved_on:
        raise Http404
    editions = roadmap.editions.defer("text", "changes").select_related("made_by")
    return render(request, "roadmaps/editions.html", {"roadmap": roadmap, "editions": editions})


@require_GET
def show_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition as it was frozen, and what its order changed."""
    rows = Edition.objects.visible_to(request.user).select_related("roadmap", "made_by")
    edition = get_object_or_404(rows.defer("roadmap__approved_text"), pk=pk)
    changes = Changes.from_dict(edition.changes)
    context = {"edition": edition, "text": edition.text, "changes": changes, "rows": rows_of(changes)}
    return render(request, "roadmaps/edition.html", context)


def _rights(request: HttpRequest, roadmap) -> dict[str, bool]:
    return {"order": may.can_draft_order(request.user, roadmap)}
