"""Nonsense in every place where something can be sent: never a 5xx; in an address it is 404, in a form a sentence.

Every address of the access table is tried as a specialist and as a director.
"""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django import forms
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from schools.roles import Role
from tests.test_access import METHODS, ROLES, ROUTES
from tests.walk import PAGES, POSTS, ask, fill, form_at, path_of, sign_everybody_in, two_towns

pytestmark = pytest.mark.django_db

WHO = (Role.SPECIALIST, Role.DIRECTOR)  # others only where neither of them may
LONG = "щ" * 100_000
# As they stand in an address: numbers beyond every column, control characters, halves of surrogates, wrong escapes.
IN_PATHS = ["0", "1" * 23, "-1", "1" * 5_000, "1e20", "1.5", "%00", "1%00", "%ED%A0%80", "%", "x" * 100_000]
IN_REGISTERS = {
    "page": ["0", "-1", "1e20", "1" * 23, "NaN", "x" * 100_000],
    "sort": ["password", "-password", "pk", "municipality__name", "1" * 23],
    "export": ["exe", "1e20", "../xlsx"],
}
IN_FILTERS = ["-1", "1" * 23, "10000-01-01", "0000-01-01", "💥", "x" * 100_000]
IN_FORMS = ["", " ", "\0", "-1", "1" * 23, "1e999", "NaN", "0000-00-00", "10000-01-01", LONG]
EXTREMES = ["1" * 10, "0001-01-01", "9999-12-31"]
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
BODIES = [
    {},
    (b'{"text": 1}', "application/json"),
    (b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n', f"{PARTS}; boundary=x"),
    (b"%00=%00&&==&text=%ED%A0%80&comment=%FF&text=1&text=2", FORM),
]
ODD_BODIES = [
    (b"text", "text/plain"),
    (b"text", PARTS),
    (b'--x\r\nContent-Disposition: form-data; name="title"; filename="a"\r\n\r\nb\r\n--x--', f"{PARTS}; boundary=x"),
    (b"text=1", f"{FORM}; charset=utf-16"),
    (b"text=" + b"1" * 6_000_000, FORM),
    (b"&".join(b"a%d=1" % n for n in range(1_500)), FORM),
]
NAMES = ["version", "step", "comment", "text", "deadline_text", "redo_due_on", "file", "password"]
IN_ADDRESS = [route for route in ROUTES if route["parameters"] and not route["name"].startswith("account_")]
RUSSIAN = re.compile("[А-Яа-яЁё]")


@pytest.fixture(scope="module")
def towns(django_db_setup, django_db_blocker) -> Iterator:
    with two_towns(django_db_blocker) as towns:
        yield towns


@pytest.fixture(scope="module")
def clients(towns) -> dict[str, Client]:
    return sign_everybody_in(towns[0])


# --- the address -----------------------------------------------------------------------------------------------------


def values_of(route: dict, town) -> dict[str, str]:
    """Parameters that lead somewhere."""
    row = next((row for row in PAGES + POSTS if row.name == route["name"]), None)
    path = path_of(row, town) if row else reverse(route["name"], kwargs=dict.fromkeys(route["parameters"], uuid4()))
    return resolve(path).kwargs


def with_nonsense(route: dict, good: dict[str, str]) -> Iterator[str]:
    """The address with nonsense in one parameter, the others as they should be."""
    for name in route["parameters"]:
        for nonsense in IN_PATHS:
            pattern = route["pattern"]
            for parameter, value in (good | {name: nonsense}).items():
                pattern = re.sub(rf"<\w+:{parameter}>", str(value), pattern)
            yield pattern


@pytest.mark.parametrize("route", IN_ADDRESS, ids=lambda route: route["name"])
def test_nonsense_in_an_address_is_not_found(route, clients, towns):
    paths = list(with_nonsense(route, values_of(route, towns[0])))
    method = METHODS[route["name"]][0]
    got = {path: ask(clients[Role.SPECIALIST], path, method=method).status_code for path in paths}
    got |= {path: ask(clients[Role.DIRECTOR], path, method=method).status_code for path in paths[:3]}
    assert {path[:80]: status for path, status in got.items() if status != 404} == {}


@pytest.mark.parametrize("nonsense", IN_PATHS)
def test_nonsense_instead_of_the_key_of_a_letter_opens_nothing(nonsense, clients):
    for path in (f"/accounts/password/reset/key/{nonsense}-key/", f"/accounts/password/reset/key/1-{nonsense}/"):
        response = ask(Client(), path)
        assert response.status_code in (200, 404)
        assert response.status_code == 404 or "Ссылка больше не действует" in response.text


# --- after the question mark -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def registers(clients, towns) -> list[tuple[Client, str, dict[str, forms.Field]]]:
    """Lists with filters, as each person sees them: who, where, the fields of the filter."""
    found = []
    for client in (clients[role] for role in WHO):
        for path in (path_of(row, towns[0]) for row in PAGES if row.thing == "-"):
            context = ask(client, path).context or {}
            if "filter" in context:
                found.append((client, path, context["filter"].form.fields))
    return found


def test_nonsense_in_a_register_is_not_found(registers):
    """Page, order, export and each filter; only a search takes any words."""
    got, chief = {}, registers[0][0]
    for client, path, fields in registers:
        searches = {name for name, field in fields.items() if type(field) is forms.CharField}
        asked = IN_REGISTERS | dict.fromkeys(set(fields) - searches, IN_FILTERS[: 6 if client is chief else 1])
        for name, nonsense in ((name, one) for name, values in asked.items() for one in values):
            got[path, name, nonsense[:20]] = ask(client, path, {name: nonsense}).status_code
        for name in searches:
            assert ask(client, path, {name: LONG[:100]}).status_code == 200
            got[path, name, LONG[:20]] = ask(client, path, {name: LONG}).status_code
    assert len(got) > 300
    assert {place: status for place, status in got.items() if status != 404} == {}


@pytest.mark.parametrize("query", ["page=x&page=1", "sort=x&sort=-x&sort=", "=&&;;%", "page[]=1&%F0%9F%92%A5"])
def test_a_strange_query_breaks_no_register(query, registers):
    got = {path: ask(client, f"{path}?{query}").status_code for client, path, _ in registers}
    assert {path: status for path, status in got.items() if status not in (200, 404)} == {}


@pytest.mark.parametrize("query", ["q=%00", "%00=1", "q=1%00", "school=%ED%A0%80%00"])
def test_what_the_database_cannot_hold_is_not_found(query, clients, towns):
    paths = {path_of(row, towns[0]) for row in PAGES}
    assert {ask(clients[Role.SPECIALIST], f"{path}?{query}").status_code for path in paths} == {404}


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("curators:add_visit", "school"),
        ("curators:add_consultation", "school"),
        ("curators:add_agreement", "school"),
        ("curators:add_recommendation", "school"),
        ("curators:assign", "school"),
        ("roadmaps:correct_import_row", "row"),
        ("roadmaps:add_activity", "section"),
        ("roadmaps:add_activity", "after"),
    ],
)
def test_nonsense_in_what_a_link_chooses_beforehand_is_not_found(name, parameter, clients, towns):
    path = path_of(next(row for row in PAGES if row.name == name), towns[0])
    values = [*IN_FILTERS, "9" * 18, "1e20", "NaN", "²"]
    got = {value[:20]: ask(clients[Role.SPECIALIST], path, {parameter: value}).status_code for value in values}
    assert {value: status for value, status in got.items() if status != 404} == {}


def test_a_form_bears_any_text_that_a_link_brings(clients, towns):
    path = path_of(next(row for row in PAGES if row.name == "roadmaps:add_activity"), towns[0])
    for sent in (dict.fromkeys(("text", "deadline_text", "position", "number"), value) for value in IN_FORMS):
        assert ask(clients[Role.SPECIALIST], path, sent).status_code in (200, 404)


# --- what is sent ----------------------------------------------------------------------------------------------------


def outcomes(client: Client, path: str, bodies: list) -> Iterator[tuple[str, HttpResponse]]:
    """What comes of each body: fields, or raw bytes with their content type."""
    for body in bodies:
        sent, how = (body[0], {"content_type": body[1]}) if isinstance(body, tuple) else (body, {})
        yield str(body)[:120], ask(client, path, sent, method="POST", **how)


def english(response: HttpResponse) -> list[str]:
    """Errors of a form that are no Russian sentences."""
    form = (response.context or {}).get("form")
    errors = form.errors.values() if form is not None and response.status_code == 200 else ()
    return [text for texts in errors for text in texts if not RUSSIAN.search(text)]


def fields_of(client: Client, row, path: str) -> tuple[list[str], dict]:
    """Names of the fields, and the form filled in as it should be, where a page shows it."""
    form = form_at(client, path) if any(page.name == row.name for page in PAGES) else None
    return ([*form.fields], fill(form)) if form else (NAMES, {})


@pytest.mark.parametrize("row", {row.name: row for row in POSTS[::-1]}.values(), ids=lambda row: row.name)
def test_nonsense_in_a_form_is_refused_in_russian(row, clients, towns):
    """Every body that is none, every field filled with each nonsense, and once each field alone in a right form."""
    path, wrong = path_of(row, towns[0]), {}
    allowed = [role for role in ROLES if row.own[ROLES.index(role)] == "+"]
    for who in [role for role in WHO if role in allowed] or allowed[:1]:
        client = clients[who]
        names, right = fields_of(client, row, path)
        bodies = [*BODIES, *(dict.fromkeys(names, nonsense) for nonsense in IN_FORMS)]
        bodies += [right | {name: nonsense} for name in right for nonsense in EXTREMES]
        for body, response in outcomes(client, path, bodies):
            if response.status_code >= 500 or english(response):
                wrong[who, body] = response.status_code, english(response)
    assert wrong == {}


@pytest.mark.parametrize(
    ("name", "field", "nonsense"),
    [
        ("roadmaps:create", "starts_on", "1999-12-31"),
        ("roadmaps:create", "starts_on", "2101-01-01"),
        ("monitoring:edit_report", "achieved", LONG),
        ("monitoring:edit_report", "teachers_trained_count", "10001"),
        ("reports:edit_order", "preamble", LONG),
        ("reports:edit_order", "control_clause", LONG[:2_001]),
        ("curators:add_visit", "findings", LONG),
    ],
)
def test_what_nobody_means_is_refused_beside_its_field(name, field, nonsense, clients, towns):
    row = next(row for row in POSTS if row.name == name)
    path, client = path_of(row, towns[0]), clients[Role.SPECIALIST]
    response = ask(client, path, fill(form_at(client, path)) | {field: nonsense}, "POST")
    assert list(response.context["form"].errors) == [field]


@pytest.mark.parametrize("body", ODD_BODIES, ids=lambda body: body[1])
@pytest.mark.parametrize("name", ["roadmaps:create", "roadmaps:import", "roadmaps:complete_checkpoint"])
def test_an_odd_body_is_no_form(name, body, clients, towns):
    path = path_of(next(row for row in POSTS if row.name == name), towns[0])
    (_, response) = next(outcomes(clients[Role.SPECIALIST], path, [body]))
    assert response.status_code in (200, 400)
    assert RUSSIAN.search(response.text)
