"""One button, one verb: what it refuses is said on the next page; a form that was refused may be sent again."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest

from schools.forms import SeenForm


def carry_out(request: HttpRequest, verb: Callable, *args, said: str = "", **facts):
    """The verb's result, or None where it refused; the person reads `said` or why not."""
    try:
        made = verb(*args, by=request.user, **facts)
    except ValidationError as refusal:
        for text in refusal.messages:
            messages.error(request, text)
        return None
    if said:
        messages.success(request, said)
    return made


def what_was_seen(request: HttpRequest) -> dict:
    """Which state of the row the button was pressed on; each of our buttons says it."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise Http404("Не сказано, что было на странице.")
    return form.cleaned_data


def take_the_newest(form: forms.Form, row) -> None:
    """After a refusal the form may be sent again, over what the row (with its `edits_count`) is now."""
    if form.is_bound:
        row.refresh_from_db()
        form.data = form.data.copy()
        form.data["edits_count"] = row.edits_count
