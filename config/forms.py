"""What every form of the product shares: inputs that the browser helps with, and the way to a service verb."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError


def day_input() -> forms.DateInput:
    """A calendar of the browser; it wants the date as ISO has it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def lines_input(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def suggesting_input(list_id: str) -> forms.TextInput:
    """A line of text with suggestions from the `datalist` of that id; anything else may be typed."""
    return forms.TextInput(attrs={"list": list_id, "autocomplete": "off"})


def attempt(form: forms.BaseForm, verb: Callable, *args, **facts):
    """Call a service verb with what the form holds; its result, or None when the form or the verb refuses.

    What the verb refuses (ValidationError) becomes the errors of the form, beside the field where there is one.
    """
    if not form.is_valid():
        return None
    carry_out = partial(verb, *args, **form.cleaned_data, **facts)
    try:
        try:
            return carry_out()
        except (
            IntegrityError
        ):  # somebody was quicker by a moment: asked again, the verb sees what is there and names it
            return carry_out()
    except ValidationError as refusal:
        refuse(form, refusal)
        return None


def refuse(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Show a refusal in the form; what it says of fields that the form does not ask stands above them."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
