"""One button, one verb: what it refuses is said on the next page."""

from collections.abc import Callable

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
