"""Walking through the product from outside: who asks, at which addresses, with which filled forms.

The addresses are those of the access table; what a request writes is taken back at its end.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import time_machine
from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.test_access import ROLES, WORLD_ROWS, Row, address
from tests.world import TODAY, Town, settle

PAGES = [row for row in WORLD_ROWS if row.method == "GET"]
POSTS = [row for row in WORLD_ROWS if row.method == "POST"]
OWN, OTHER = "own", "other"


@contextmanager
def two_towns(blocker) -> Iterator[tuple[Town, Town]]:
    """Two settled towns on the day of the world, taken back at the end; for fixtures that live as long as a module."""
    day = time_machine.travel(f"{TODAY}T12:00:00+03:00", tick=False)
    with blocker.unblock(), day, transaction.atomic():
        yield settle(), settle()
        transaction.set_rollback(True)


def sign_everybody_in(town: Town, **options) -> dict[str, Client]:
    """A browser for each role; an error of the product comes back as a 500, as it would to a person."""
    clients = {role: Client(raise_request_exception=False, **options) for role in ROLES}
    for role, client in clients.items():
        client.force_login(town.people[role])
    return clients


def ask(client: Client, path: str, data=None, method: str = "GET", **how) -> HttpResponse:
    """The answer, read to its end; whatever was written is taken back."""
    with transaction.atomic():
        response = (client.post if method == "POST" else client.get)(path, {} if data is None else data, **how)
        response.whole = b"".join(response)  # reads a download, which closes the file
        transaction.set_rollback(True)
    return response


def path_of(row: Row, town: Town, whose: str = OWN) -> str:
    return address(row, getattr(getattr(town, whose), row.thing, None), town)


def form_at(client: Client, path: str) -> forms.BaseForm | None:
    """The form that the page shows to this person, if there is one."""
    context = ask(client, path).context or {}
    return context.get("form") or context.get("return_form")


def fill(form: forms.BaseForm) -> dict:
    """What a person would send: what stands in the form, and something fit in each field that is empty."""
    sent = {name: _value(form, name) for name in form.fields if not isinstance(form.fields[name], forms.FileField)}
    return {form.add_prefix(name): value for name, value in sent.items() if value not in (None, "")}


def _value(form: forms.BaseForm, name: str):
    field, value = form.fields[name], form[name].value()
    if value not in (None, "") or not field.required:
        return field.prepare_value(value) if not isinstance(field, forms.BooleanField) else "on" if value else ""
    if isinstance(field, forms.ChoiceField):
        return next(str(key) for key, _ in field.choices if str(key))
    if isinstance(field, forms.DateField):
        return TODAY.isoformat()
    if isinstance(field, forms.IntegerField):
        return field.min_value or 0
    return "somebody@example.org" if isinstance(field, forms.EmailField) else "Написано для проверки"
