"""Several rows of a draft changed by one request."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from config.access import require
from config.templatetags.opora import plural
from roadmaps import permissions as may
from roadmaps import services
from roadmaps.forms import BatchForm
from roadmaps.services.batch import Outcome
from roadmaps.views.plans import fetch

VERBS = {
    "shift": services.shift_deadlines,
    "replace": services.change_responsible,
    "add": services.change_responsible,
    "document": services.set_output_document,
    "move": services.move_rows,
    "delete": services.delete_rows,
}
CHANGED = {
    "": "строка изменена,строки изменены,строк изменено",
    "move": "строка перенесена,строки перенесены,строк перенесено",
    "delete": "строка удалена,строки удалены,строк удалено",
}
RENUMBERED = "строка пронумерована,строки пронумерованы,строк пронумеровано"
MOST_TOLD = 10  # rows named in a message


@require_POST
def change_rows(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_edit(request.user, roadmap))
    form = BatchForm(request.POST, roadmap=roadmap)
    if not form.is_valid():
        return render(request, "roadmaps/batch.html", {"form": form, "roadmap": roadmap})
    action = form.cleaned_data["action"]
    try:
        tell(request, VERBS[action](roadmap, by=request.user, **form.facts), CHANGED.get(action, CHANGED[""]))
    except services.NotPossible as refusal:
        messages.error(request, str(refusal))
    return redirect("roadmaps:show", pk)


@require_POST
def renumber(request: HttpRequest, pk: int) -> HttpResponse:
    roadmap = fetch(request, pk)
    require(may.can_edit(request.user, roadmap))
    try:
        tell(request, services.renumber(roadmap, by=request.user), RENUMBERED)
    except services.NotPossible as refusal:
        messages.error(request, str(refusal))
    return redirect("roadmaps:show", pk)


def tell(request: HttpRequest, outcome: Outcome, done: str) -> None:
    if outcome.changed:
        messages.success(request, f"Готово: {plural(outcome.changed, done)}.")
    if outcome.left_out:
        more = len(outcome.left_out) - MOST_TOLD
        rest = f" И ещё {plural(more, 'строка,строки,строк')}." if more > 0 else ""
        messages.warning(request, f"Не изменено: {' '.join(outcome.left_out[:MOST_TOLD])}{rest}")
