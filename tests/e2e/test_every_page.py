"""The pages of every role with the demonstration loaded: for all people, on every screen, from our own host alone."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.urls import resolve
from playwright.sync_api import Page

from schools.roles import Role
from tests.e2e.steps import overflow

pytestmark = [pytest.mark.e2e, pytest.mark.django_db]

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
WCAG = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
WATCH_POLICY = (
    "document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI))"
)
FILES = ("_pdf", "_docx", "_xlsx", "_document", "_source", "_blank", "_sample")
LINKS = "nodes => nodes.map(node => node.getAttribute('href'))"


@pytest.fixture(scope="module")
def accounts(django_db_setup, django_db_blocker, folder: Path) -> Iterator[dict[str, dict]]:
    """One account for each role of the demonstration's large municipality."""
    with django_db_blocker.unblock(), override_settings(BASE_DIR=folder):
        call_command("load_demo")
        rows = json.loads((folder / "var/demo-accounts.json").read_text())
        town = rows[0]["municipality"]
        yield {row["role"]: row for row in reversed(rows) if row["municipality"] == town}
        call_command("flush", interactive=False, verbosity=0)
        connection.close()


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """Pages that some role has looked at already, by the names of their addresses."""
    return set()


@pytest.mark.parametrize("role", sorted(Role.values, key=lambda role: role != Role.SPECIALIST))
def test_pages_of(role: str, accounts: dict, sign_in: Callable[..., Page], seen: set[str], base_url: str):
    """Accessible, no wider than a phone, nothing from another host, nothing that the security policy refuses."""
    page = sign_in(accounts[role]["login"], accounts[role]["password"], viewport=DESKTOP)
    page.add_init_script(WATCH_POLICY)
    complaints: list[str] = []
    page.on("console", lambda said: said.type == "error" and complaints.append(f"{page.url}: {said.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "request", lambda request: request.url.startswith(base_url) or complaints.append(f"{page.url} → {request.url}")
    )

    menu = page.get_by_role("navigation", name="Разделы").get_by_role("link").evaluate_all(LINKS)
    seen.update(map(kind_of, menu))
    for address in menu:  # it grows by the pages that its pages lead to
        complaints += look(page, address)
        menu += new_ones(page, seen)
    assert not complaints, "\n".join(complaints)


def look(page: Page, address: str) -> list[str]:
    """What is wrong with a page."""
    answer = page.goto(address)
    if answer is None or not answer.ok:
        return [f"{address}: {answer and answer.status}"]
    found = [
        f"{address}: {violation['id']} ({violation['impact']}), {node['html'][:160]}"
        for violation in Axe().run(page, options=WCAG).response["violations"]
        for node in violation["nodes"][:3]
    ]
    page.set_viewport_size(PHONE)
    if (pixels := overflow(page)) > 0:
        found.append(f"{address}: {pixels} pixels wider than a phone")
    page.set_viewport_size(DESKTOP)
    return found


def new_ones(page: Page, seen: set[str]) -> list[str]:
    """Addresses on the page that lead to a page of a kind not yet looked at, one of each kind; files are no pages."""
    found = {kind_of(address): address for address in page.locator("a[href^='/']").evaluate_all(LINKS)}
    new = found.keys() - seen
    seen |= new
    return [found[kind] for kind in new if not kind.endswith(FILES)]


def kind_of(address: str) -> str:
    """The name of its route."""
    return resolve(urlsplit(address).path).view_name
