"""Every address × every role × own, other school's, another municipality's and missing object × GET and POST.

A row of `tests/access.txt` says what each role gets for the own object, in the order of ROLES: «+» the page (or a form
with errors, or a redirect), «3» 403, «4» 404. A second group of signs, where the object belongs to a school, says
what they get for another school's. Another municipality's and a missing object are 404 for everybody; a method that
is not in the table is 405; whoever is not signed in goes to the sign-in page. An address without a row fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from config.management.commands.list_routes import routes
from schools.roles import Role
from tests.world import TODAY, Town, settle

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("access.txt")
ROLES = (Role.HEAD, Role.SPECIALIST, Role.METHODIST, Role.DIRECTOR, Role.CURATOR, Role.OBSERVER, Role.ADMIN)

MISSING = 999_999_999
FILLED = {
    "roadmaps:move_activity": {"step": 1},
    "roadmaps:move_section": {"step": 1},
    "schools:move_passport_question": {"step": 1},
    "schools:move_criterion": {"step": "up", "edits_count": 0},
    "schools:remove_criterion": {"edits_count": 0},
    "schools:put_in_force": {"edits_count": 0},
    "schools:take_back": {"edits_count": 0},
}  # the others answer an empty form
ALLAUTH = "account_"  # the sign-in pages are open to everybody: tests/schools/test_accounts.py walks them


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `thing` is an attribute of the world's objects or «-»."""

    method: str
    name: str
    thing: str
    own: str
    other: str

    @property
    def is_public(self) -> bool:
        return self.own == "public"


def read_table() -> list[Row]:
    lines = (line.split("#")[0].split() for line in TABLE.read_text(encoding="utf-8").splitlines())
    return [Row(*line[:4], other=line[4] if len(line) > 4 else "") for line in lines if line]


ROWS = read_table()
WORLD_ROWS = [row for row in ROWS if not row.is_public]


@pytest.fixture(scope="module")
def towns(django_db_setup, django_db_blocker) -> Iterator[tuple[Town, Town]]:
    """Both towns, settled once for all rows: what a request writes is taken back at its end."""
    day = time_machine.travel(f"{TODAY}T12:00:00+03:00", tick=False)
    with django_db_blocker.unblock(), day, transaction.atomic():
        yield settle(), settle()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(towns) -> dict[str, Client]:
    """Everybody of the first town, signed in."""
    signed_in = {role: Client() for role in ROLES}
    for role, client in signed_in.items():
        client.force_login(towns[0].people[role])
    return signed_in


def outcome(client: Client, row: Row, path: str) -> str:
    """«+», «3», «4», or what else came back; whatever was written is taken back."""
    with transaction.atomic():
        response = client.post(path, FILLED.get(row.name, {})) if row.method == "POST" else client.get(path)
        b"".join(response)  # reads a download to its end, which closes the file
        transaction.set_rollback(True)
    if response.status_code in (403, 404):
        return str(response.status_code)[-1]
    to_sign_in = response.status_code == 302 and response["Location"].startswith("/accounts/login/")
    is_answer = response.status_code < 400 or response.status_code in (409, 422)
    return "+" if is_answer and not to_sign_in else f"<{response.status_code}>"


def address(row: Row, thing, town: Town) -> str:
    """The row's address for a thing or for a number; further parameters are of the town that asks."""
    further = {"year": 2026, "role": "director", "indicator_pk": town.own.indicator.pk}
    further |= {"kind": "bands", "key": "single"}
    parameters = next(route["parameters"] for route in ROUTES if route["name"] == row.name)
    values = {"pk": thing if isinstance(thing, int) else getattr(thing, "pk", None)} | further
    return reverse(row.name, kwargs={name: values[name] for name in parameters})


ROUTES = routes()
METHODS = {route["name"]: route["methods"] for route in ROUTES}


@pytest.mark.parametrize("row", WORLD_ROWS, ids=lambda row: f"{row.method}-{row.name}-{row.thing}")
def test_each_role_gets_what_the_table_says(row, towns, clients):
    here, there = towns
    got: dict[str, str] = {"own": "", "other": "", "foreign": "", "missing": ""}
    for client in clients.values():
        got["own"] += outcome(client, row, address(row, getattr(here.own, row.thing, None), here))
        if row.thing == "-":
            continue
        if row.other:
            got["other"] += outcome(client, row, address(row, getattr(here.other, row.thing), here))
        got["foreign"] += outcome(client, row, address(row, getattr(there.own, row.thing), here))
        got["missing"] += outcome(client, row, address(row, MISSING, here))
    nobody = "" if row.thing == "-" else "4" * len(ROLES)
    assert got == {"own": row.own, "other": row.other, "foreign": nobody, "missing": nobody}


@pytest.mark.parametrize("row", WORLD_ROWS, ids=lambda row: f"{row.method}-{row.name}-{row.thing}")
def test_whoever_is_not_signed_in_is_asked_to(row, towns):
    path = address(row, getattr(towns[0].own, row.thing, None), towns[0])
    response = Client().generic(row.method, path)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")


def test_every_address_has_a_row_for_each_of_its_methods():
    wanted = {(m, r["name"]) for r in ROUTES if not r["name"].startswith(ALLAUTH) for m in r["methods"]}
    assert {(row.method, row.name) for row in ROWS} == wanted


@pytest.mark.parametrize("row", [row for row in WORLD_ROWS if len(METHODS[row.name]) == 1], ids=lambda row: row.name)
def test_another_method_is_refused(row, towns, clients):
    here = towns[0]
    path = address(row, getattr(here.own, row.thing, None), here)
    method = "GET" if row.method == "POST" else "POST"
    assert clients[Role.SPECIALIST].generic(method, path).status_code == 405
