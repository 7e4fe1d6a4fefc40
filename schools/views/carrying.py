"""One button, one verb: what it refuses is said on the next page; a form that was refused may be sent again."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest


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


def take_the_newest(form: forms.Form, row) -> None:
    """After a refusal the form may be sent again, over what the row (with its `edits_count`) is now."""
    if form.is_bound:
        row.refresh_from_db()
        form.data = form.data.copy()
        form.data["edits_count"] = row.edits_count
