"""What nobody may do by sending more, sending it from elsewhere, or sending a file that is something else."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from config.models import Letter, StoredFile
from monitoring.models import ProgressReport
from reports.models import Order
from roadmaps.models import OutputDocument, Roadmap, RoadmapImport
from schools.roles import Role
from tests.config.test_uploads import HOSTILE
from tests.schools.factories import PASSWORD
from tests.test_access import ROLES, ROUTES
from tests.walk import POSTS, ask, fill, form_at, path_of, sign_everybody_in, two_towns

pytestmark = pytest.mark.django_db

# Facts that the product alone decides; a form that took one of them would let a person choose it.
DECIDED = ("municipality", "owner", "status", "role", "school", "executor", "curator", "given_by", "created_by")


@pytest.fixture(scope="module")
def towns(django_db_setup, django_db_blocker) -> Iterator:
    with two_towns(django_db_blocker) as towns:
        towns[0].people[Role.HEAD].set_password(PASSWORD)
        towns[0].people[Role.HEAD].save()
        yield towns


@pytest.fixture(scope="module")
def clients(towns) -> dict[str, Client]:
    return sign_everybody_in(towns[0])


@contextmanager
def rolled_back() -> Iterator[None]:
    """What is written inside is taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def row_of(name: str, role: Role):
    return next(row for row in POSTS if row.name == name and row.own[ROLES.index(role)] == "+")


# --- more fields than the form has -----------------------------------------------------------------------------------


def more_than_asked(towns) -> dict:
    """Everything that a person might wish to decide, named as the columns are."""
    here, there = towns
    return {
        "municipality": there.municipality.pk,
        "municipality_id": there.municipality.pk,
        "school": there.own.school.pk,
        "school_id": here.other.school.pk,
        "owner": here.people[Role.ADMIN].pk,
        "created_by": here.people[Role.ADMIN].pk,
        "curator": here.people[Role.ADMIN].pk,
        "role": Role.ADMIN,
        "status": "approved",
        "is_active": "",
        "is_on_behalf": "on",
        "is_closed": "on",
        "approved_on": "2026-09-01",
        "approved_by_order": "1-о",
        "reviewed_by": here.people[Role.DIRECTOR].pk,
        "number": "1-о",
        "pk": 1,
        "id": 1,
    }


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("schools:account", lambda town: town.people[Role.DIRECTOR]),
        ("monitoring:edit_report", lambda town: town.own.report),
        ("roadmaps:edit_texts", lambda town: town.own.school_draft),
        ("roadmaps:complete_checkpoint", lambda town: town.own.checkpoint),
        ("curators:complete_recommendation", lambda town: town.own.recommendation),
    ],
)
def test_a_director_decides_nothing_by_more_fields(name, thing, clients, towns):
    path, row = path_of(row_of(name, Role.DIRECTOR), towns[0]), thing(towns[0])
    right = fill(form_at(clients[Role.DIRECTOR], path)) | {"phone": "8 (49600) 2-10-14"}
    before = type(row).objects.values(*facts_of(row)).get(pk=row.pk)
    with rolled_back():
        assert clients[Role.DIRECTOR].post(path, more_than_asked(towns) | right).status_code == 302
        assert type(row).objects.values(*facts_of(row)).get(pk=row.pk) == before


def facts_of(row) -> list[str]:
    return [name for name in DECIDED if name in {field.name for field in row._meta.fields}]


def test_a_director_makes_a_roadmap_of_the_own_school_alone(clients, towns):
    here, path = towns[0], reverse("roadmaps:create")
    right = fill(form_at(clients[Role.DIRECTOR], path))
    with rolled_back():
        assert clients[Role.DIRECTOR].post(path, more_than_asked(towns) | right).status_code == 302
        made = Roadmap.objects.latest("pk")
        assert (made.school, made.municipality) == (here.own.school, here.municipality)
        assert (made.owner, made.status) == (here.people[Role.DIRECTOR], Roadmap.Status.DRAFT)


def test_a_curator_accepts_no_report_of_a_school_not_assigned(clients, towns):
    report = towns[0].other.submitted_report
    for name in ("accept_report", "return_report"):
        sent = {"comment": "Где?", "redo_due_on": "2026-12-01"}
        assert clients[Role.CURATOR].post(reverse(f"monitoring:{name}", args=[report.pk]), sent).status_code == 404
    assert ProgressReport.objects.get(pk=report.pk).status == ProgressReport.Status.SUBMITTED


@pytest.mark.parametrize("password", ["", " ", "не тот пароль", PASSWORD.upper(), PASSWORD + " "])
def test_an_order_is_signed_with_the_own_password_alone(password, clients, towns):
    order = towns[0].own.order_submitted
    response = ask(clients[Role.HEAD], reverse("reports:sign_order", args=[order.pk]), {"password": password}, "POST")
    assert response.status_code == 200
    assert response.context["form"].errors["password"]
    assert Order.objects.get(pk=order.pk).status == Order.Status.SUBMITTED


# --- from elsewhere --------------------------------------------------------------------------------------------------


def test_every_form_wants_its_own_page(towns):
    """Without the token of a page nothing is taken, wherever it is sent and whoever sends it."""
    strangers = sign_everybody_in(towns[0], enforce_csrf_checks=True)
    got = {}
    for row in (row for row in POSTS if "+" in row.own):
        role = ROLES[row.own.index("+")]
        response = ask(strangers[role], path_of(row, towns[0]), {"comment": "x"}, "POST")
        got[row.name] = (response.status_code, "Страница устарела" in response.text)
    assert len(got) > 50
    assert {name: answer for name, answer in got.items() if answer != (403, True)} == {}
    public = [route for route in ROUTES if route["name"].startswith("account_") and not route["parameters"]]
    for path in (reverse(route["name"]) for route in public if "POST" in route["methods"]):
        assert strangers[Role.HEAD].post(path, {}).status_code in (403, 405), path
    assert Client(enforce_csrf_checks=True).post(reverse("account_login"), {}).status_code == 403


@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("name", ["account_login", "account_logout", "account_reauthenticate"])
def test_no_address_leads_to_another_site(name, there, towns):
    client = Client(query_params={"next": there})
    if name != "account_login":
        client.force_login(towns[0].people[Role.HEAD])
    with rolled_back():
        sent = {"login": towns[0].people[Role.HEAD].email, "password": PASSWORD, "next": there}
        response = client.post(reverse(name), sent)
    assert response.status_code == 302
    assert response.url.startswith("/")
    assert "evil" not in response.url


def test_a_forgotten_password_does_not_tell_who_works_here(towns):
    answers = []
    for email in (towns[0].people[Role.HEAD].email, "nobody@example.org"):
        response = ask(Client(), reverse("account_reset_password"), {"email": email}, "POST", follow=True)
        token = response.context["csrf_token"]
        answers.append((response.redirect_chain, response.text.replace(str(token), "")))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "header", [{"HTTP_HOST": "evil.example"}, {"HTTP_HOST": "a b"}, {"HTTP_HOST": "localhost@evil"}]
)
def test_another_host_is_refused_in_russian(header, clients):
    response = ask(clients[Role.HEAD], "/", **header)
    assert response.status_code == 400
    assert "Запрос не понят" in response.text


def test_the_letter_names_our_own_site(towns, settings):
    """Whatever a request says its host is."""
    settings.ALLOWED_HOSTS = ["*"]
    with rolled_back():
        sent = {"email": towns[0].people[Role.HEAD].email}
        Client().post(reverse("account_reset_password"), sent, HTTP_HOST="evil.example")
        body = Letter.objects.latest("pk").body
    assert settings.SITE_URL in body
    assert "evil" not in body


def test_the_letter_box_is_for_the_demonstration_alone(client, settings):
    settings.DEMO = False
    assert client.get(reverse("demo_mail")).status_code == 404
    settings.DEMO = True
    assert client.get(reverse("demo_mail")).status_code == 200


def test_cookies_under_https_are_for_our_host_and_nobodys_scripts():
    """As the settings are read where the site is https."""
    asked = "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, "
    asked += "s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, "
    asked += "s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH)"
    https = {**os.environ, "SITE_URL": "https://opora.example", "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", asked], env=https, capture_output=True, text=True, check=True, cwd=settings.BASE_DIR
    )
    assert done.stdout.strip() == "__Host-session True True Lax __Host-csrf True True True None /"


# --- files -----------------------------------------------------------------------------------------------------------

DOORS = {"roadmaps:import": "file", "roadmaps:complete_checkpoint": "files"}
AMONG = ("пустой", "на байт больше", "макросы Word", "бомба", "DOCTYPE", "выход из папки", "программа", "обрезан")
REFUSED = {name: HOSTILE[name][:2] for name in AMONG} | {"html под именем PDF": (b"<html><script>", "приказ.pdf")}


def stored() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (StoredFile, RoadmapImport, OutputDocument))


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_something_else_is_refused_and_not_kept(what, name, clients, towns):
    content, file_name = REFUSED[what]
    path = path_of(row_of(name, Role.SPECIALIST), towns[0])
    right = fill(form_at(clients[Role.SPECIALIST], path))
    before = stored()
    with rolled_back():
        response = clients[Role.SPECIALIST].post(path, right | {DOORS[name]: SimpleUploadedFile(file_name, content)})
        assert response.status_code == 200
        assert response.context["form"].errors[DOORS[name]]
        assert stored() == before


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Windows\\Отчёт.pdf", "Отчёт.pdf"),
        ("щ" * 300 + ".pdf", "щ" * 200 + ".pdf"),
        ("<script>alert(1)</script>.pdf", "script-.pdf"),
    ],
)
def test_a_name_of_a_file_leads_nowhere(given, kept, clients, towns):
    client, path = clients[Role.DIRECTOR], path_of(row_of("roadmaps:complete_checkpoint", Role.DIRECTOR), towns[0])
    with rolled_back():
        sent = fill(form_at(client, path)) | {"files": SimpleUploadedFile("a.pdf", b"%PDF-1.7\n1 0 obj\n")}
        sent["files"]._name = given
        assert client.post(path, sent).status_code == 302
        document = OutputDocument.objects.latest("pk")
        assert document.file.name == kept
        assert "/" not in document.file.blob.removeprefix(f"{towns[0].municipality.pk}/")[3:]
        response = client.get(reverse("roadmaps:download_document", args=[document.pk]))
        assert response["Content-Type"] == "application/pdf"
        assert b"".join(response) == b"%PDF-1.7\n1 0 obj\n"
