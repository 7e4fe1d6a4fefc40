"""A document that comes again, row by row beside the draft that is there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from config.access import require
from roadmaps import permissions as may
from roadmaps.change_rows import compared, compared_heads
from roadmaps.forms import UpdateForm
from roadmaps.models import Roadmap
from roadmaps.services import updating
from roadmaps.views.answers import attempt
from roadmaps.views.imports import fetch_waiting

MOST_DIGITS = 9  # of a roadmap's key
UPDATED = "Черновик обновлён по документу."


@require_http_methods(["GET", "POST"])
def update_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft `?draft=`, or the likeliest one, beside the document."""
    imported = fetch_waiting(request, pk)
    drafts = updating.likely_drafts(imported, by=request.user) if imported.roadmap_id is None else []
    draft = _wanted(request) or next(iter(drafts), None)
    if draft is None:
        return render(request, "roadmaps/update.html", {"imported": imported})
    found, edited = updating.comparison(imported, draft), updating.edited_rows(draft)
    sent = request.POST if request.method == "POST" else None
    written = {"edited": edited, "is_head_edited": draft.version > 1}
    form = UpdateForm(sent, comparison=found, initial={"seen": found.seen}, **written)
    if form.is_valid() and attempt(request, updating.update, imported, draft, success=UPDATED, **form.cleaned_data):
        return redirect("roadmaps:show", draft.pk)
    context = {
        "imported": imported,
        "draft": draft,
        "drafts": drafts,
        "found": found,
        "form": form,
        "heads": list(compared_heads(found.head, *updating.both_heads(imported, draft))),
        "rows": list(compared(found, *updating.both_sides(imported, draft))),
        **written,
    }
    return render(request, "roadmaps/update.html", context)


def _wanted(request: HttpRequest) -> Roadmap | None:
    wanted = request.GET.get("draft", "")
    if not wanted:
        return None
    key = int(wanted) if wanted.isdecimal() and len(wanted) <= MOST_DIGITS else 0
    draft = get_object_or_404(Roadmap.objects.visible_to(request.user), pk=key)
    require(may.can_edit(request.user, draft))
    return draft
