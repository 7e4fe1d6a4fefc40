"""Answers that several pages give: a refusal as a message, a conflict of two editors as both texts."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roadmaps.services import Conflict, NotPossible


def attempt(request: HttpRequest, verb: Callable, *args, success: str = "", **facts) -> bool:
    """Carry out a verb; say what came of it at the top of the next page. False if it was not possible."""
    try:
        verb(*args, by=request.user, **facts)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return False
    if success:
        messages.success(request, success)
    return True


def show_conflict(
    request: HttpRequest, form: Form, conflict: Conflict, *, row_id: str = "", back_url: str
) -> HttpResponse:
    """409 with both texts; the same form carries one's own text on, if the person so decides."""
    data = form.data.copy()
    data["version"] = conflict.version
    context = {
        "form": type(form)(data),
        "differences": differences(form, conflict),
        "action": request.path,
        "row_id": row_id,
        "back_url": back_url,
    }
    template = "roadmaps/_conflict_row.html" if request.htmx and row_id else "roadmaps/conflict.html"
    return render(request, template, context, status=409)


def differences(form: Form, conflict: Conflict) -> list[dict]:
    """Fields whose two texts differ, each with its label."""
    return [
        {
            "label": form.fields[name].label,
            "mine": form.fields[name].prepare_value(mine),
            "theirs": form.fields[name].prepare_value(conflict.theirs[name]),
        }
        for name, mine in conflict.mine.items()
        if mine != conflict.theirs[name]
    ]
