"""Inputs of forms that the browser itself helps with."""

from django import forms


def day_input() -> forms.DateInput:
    """A calendar of the browser; it wants the date as ISO has it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def lines_input(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def suggesting_input(list_id: str) -> forms.TextInput:
    """A line of text with suggestions from the `datalist` of that id; anything else may be typed."""
    return forms.TextInput(attrs={"list": list_id, "autocomplete": "off"})
