"""Nothing of another municipality comes through, nothing of it can be named, and no text becomes a part of a page.

The first town's texts are hostile, the second town's are canaries. Everybody of the first town opens every page,
export and file they may; what comes back is looked at as a browser and a spreadsheet would.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django import forms
from django.db import connection
from django.db.models import F, ForeignKey
from django.test import Client
from openpyxl import load_workbook

from schools.models import Municipality, User
from schools.roles import Role
from tests.planting import plant, project_models, rows_of
from tests.test_access import ROLES, Row
from tests.walk import OTHER, OWN, PAGES, POSTS, ask, fill, path_of, sign_everybody_in, two_towns

pytestmark = pytest.mark.django_db

CANARY = "Canary"  # in letters that a workbook keeps as they are
HOSTILE = "=1+<i onx=1>\"'</textarea><script>alert(1)</script>"  # its first 20 characters do harm already


@dataclass
class Answer:
    """What came back: the text of a page, or of all that is packed in a workbook."""

    role: str
    row: Row
    path: str
    response: object
    text: str

    @property
    def is_page(self) -> bool:
        return self.response["Content-Type"].startswith("text/html")

    def __str__(self) -> str:
        return f"{self.role} {self.path}"


@pytest.fixture(scope="module")
def towns(django_db_setup, django_db_blocker) -> Iterator:
    with two_towns(django_db_blocker) as (here, there):
        plant(here, HOSTILE)
        plant(there, CANARY)
        yield here, there


@pytest.fixture(scope="module")
def clients(towns) -> dict[str, Client]:
    return sign_everybody_in(towns[0])


def crawl(client: Client, role: str, town) -> Iterator[Answer]:
    """Every page that the access table opens to the role; a register also as a workbook."""
    for row in PAGES:
        for whose, signs in ((OWN, row.own), (OTHER, row.other)):
            if signs and signs[ROLES.index(role)] == "+":
                path = path_of(row, town, whose)
                yield (answer := look(client, role, row, path))
                if "filter" in (answer.response.context or {}):
                    yield look(client, role, row, path + "?export=xlsx")


def look(client: Client, role: str, row: Row, path: str) -> Answer:
    response = ask(client, path)
    whole = response.whole
    if is_zipfile(BytesIO(whole)):
        with ZipFile(BytesIO(whole)) as archive:
            whole = b"".join(map(archive.read, archive.namelist()))
    return Answer(role, row, path, response, whole.decode())


@pytest.fixture(scope="module")
def answers(clients, towns) -> list[Answer]:
    return [answer for role, client in clients.items() for answer in crawl(client, role, towns[0])]


# --- what comes back -------------------------------------------------------------------------------------------------


def test_everything_opens(answers):
    assert len(answers) > 300
    assert [str(answer) for answer in answers if answer.response.status_code not in (200, 302)] == []


def test_no_canary_of_the_other_town(answers):
    assert [str(answer) for answer in answers if CANARY in answer.text] == []


def test_the_canary_sings_at_home(towns):
    """The search above means something: at home the canary is on almost every page and in every export and file."""
    there = towns[1]
    client = sign_everybody_in(there)[Role.SPECIALIST]
    at_home = [answer for answer in crawl(client, Role.SPECIALIST, there) if answer.response.status_code == 200]
    assert {answer.path for answer in at_home if CANARY not in answer.text} == set()


# --- what a browser makes of it --------------------------------------------------------------------------------------


@dataclass
class Harm(HTMLParser):
    """Tags and attributes that nobody of the house wrote, or that the content security policy would refuse."""

    nonce: str = ""
    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [f"<{tag} {name}>" for name in given if name.startswith("on") or name == "style"]
        if tag == "style":
            self.found.append("<style>")
        if tag == "script" and not (given.get("src") or given.get("nonce")):
            self.found.append("<script>")
        if (given.get("href") or "").strip().lower().startswith(("javascript:", "data:")):
            self.found.append(f"<{tag} href={given['href']}>")


def harm_in(page: str) -> list[str]:
    parser = Harm()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize("markup", ["<style>", "<p style=''>", "<p onclick='x'>", "<script>", "<a href=javascript:x>"])
def test_harm_is_recognised(markup):
    assert harm_in(markup)


def test_no_text_becomes_a_part_of_a_page(answers):
    pages = [answer for answer in answers if answer.is_page]
    assert sum("&lt;i onx" in answer.text for answer in pages) > 200
    assert {str(answer): harm for answer in pages if (harm := harm_in(answer.text))} == {}


def test_no_text_becomes_a_part_of_a_form_that_is_refused(clients, towns):
    """Half-filled forms come back with what was typed; the others lead to a page with a message."""
    with_pages, wrong = {page.name for page in PAGES}, {}
    for row in (row for row in POSTS if "+" in row.own):
        role = ROLES[row.own.index("+")]
        path, client = path_of(row, towns[0]), clients[role]
        form = form_of(ask(client, path)) if row.name in with_pages else None
        refused = dict.fromkeys(form.fields if form else ("comment", "redo_due_on"), HOSTILE)
        for sent in (refused, fill(form)) if form else (refused,):
            response = ask(client, path, sent, method="POST", follow=True)
            if harm := harm_in(response.whole.decode()):
                wrong[role, row.name] = harm
    assert wrong == {}


def test_every_answer_has_a_policy(answers):
    def policy(answer: Answer) -> str:
        return answer.response["Content-Security-Policy"]

    assert [str(a) for a in answers if a.is_page and "default-src 'self'" not in policy(a)] == []
    assert [str(a) for a in answers if a.is_page and "unsafe" in policy(a)] == []
    files = [a for a in answers if a.response.has_header("Content-Disposition")]
    assert len(files) > 80
    for answer in files:
        assert "sandbox" in policy(answer), answer
        assert answer.response["Content-Disposition"].startswith("attachment"), answer
        assert answer.response["X-Content-Type-Options"] == "nosniff", answer
        assert "no-store" in answer.response["Cache-Control"], answer


def test_a_workbook_holds_texts_and_no_formulas(answers):
    books = [answer for answer in answers if answer.path.endswith("?export=xlsx")]
    assert len(books) > 50
    cells = [
        (str(answer), cell.value, cell.data_type)
        for answer in books
        for rows in load_workbook(BytesIO(answer.response.whole)).active.iter_rows()
        for cell in rows
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert len(cells) > 100
    assert [cell for cell in cells if cell[2] != "s"] == []
    assert {cell[1][: len(HOSTILE)] for cell in cells} == {HOSTILE}


# --- what can be named -----------------------------------------------------------------------------------------------


def form_of(response) -> forms.BaseForm | None:
    """What the page asks to fill in; the filter of a register or of a look is none of that."""
    context = response.context or {}
    return None if "filter" in context or "narrowed" in context else context.get("form") or context.get("return_form")


def choosers(form: forms.BaseForm | None) -> dict[str, forms.ModelChoiceField]:
    fields = form.fields if form else {}
    return {name: asked for name, asked in fields.items() if isinstance(asked, forms.ModelChoiceField)}


def filter_of(answer: Answer) -> forms.BaseForm | None:
    context = answer.response.context or {}
    narrowed = context.get("filter") or context.get("narrowed")
    return narrowed and narrowed.form


def test_forms_and_filters_offer_only_the_own_town(answers, towns):
    here, offered, foreign = towns[0].municipality, 0, {}
    for answer in answers:
        for form in (form_of(answer.response), filter_of(answer)):
            for name, asked in choosers(form).items():
                rows = list(asked.queryset)
                offered += len(rows)
                if any(row.municipality_id != here.pk for row in rows):
                    foreign[str(answer)] = name
    assert offered > 300
    assert foreign == {}


def fingerprint(municipality: Municipality) -> dict[str, str]:
    """Every row of a municipality in every table, as one hash a table."""
    found = {}
    with connection.cursor() as cursor:
        for model in project_models():
            table, column = model._meta.db_table, "id" if model is Municipality else "municipality_id"
            cursor.execute(
                f'SELECT md5(string_agg(t::text, chr(10) ORDER BY id)) FROM "{table}" t WHERE "{column}" = %s',
                [municipality.pk],
            )
            found[table] = cursor.fetchone()[0]
    return found


def test_a_foreign_id_is_refused_in_every_field_and_changes_nothing(answers, clients, towns):
    there = towns[1]
    before = fingerprint(there.municipality)
    tried, accepted = set(), {}
    for answer in answers:
        form, path = form_of(answer.response), answer.path
        for name, asked in choosers(form).items():
            for foreign in rows_of(asked.queryset.model, there.municipality)[:3]:
                sent = fill(form) | {name: foreign.pk}
                response = clients[answer.role].post(path, sent)
                tried.add((answer.row.name, name))
                if response.status_code != 404 and name not in (form_of(response) or form).errors:
                    accepted[answer.row.name, name] = response.status_code
    assert accepted == {}
    assert {name for _, name in tried} == {
        "school",
        "curator",
        "base_school",
        "into",
        "executor",
        "section",
        "after",
        "document",
        "rows",
        "kind",
        "schools",
    }
    assert fingerprint(there.municipality) == before


def test_a_foreign_id_in_a_filter_is_not_found(answers, clients, towns):
    found = {}
    for answer in answers:
        for name, asked in choosers(filter_of(answer)).items():
            foreign = rows_of(asked.queryset.model, towns[1].municipality).first()
            path = answer.path.partition("?")[0]
            found[path, name] = ask(clients[answer.role], path, {name: foreign.pk}).status_code
    assert len(found) > 10
    assert set(found.values()) == {404}


# --- what is stored --------------------------------------------------------------------------------------------------


def test_every_table_belongs_to_a_municipality():
    without = [model for model in project_models() if "municipality" not in {f.name for f in model._meta.fields}]
    assert without == [Municipality]


def test_every_row_points_into_its_own_municipality(towns):
    crossing, followed = {}, 0
    for model in project_models():
        if model is Municipality:
            continue
        for link in (link for link in model._meta.fields if isinstance(link, ForeignKey)):
            if "municipality" not in {f.name for f in link.related_model._meta.fields}:
                continue
            rows = model._default_manager.select_related(None).exclude(**{link.name: None})
            followed += rows.count()
            other = rows.exclude(**{f"{link.name}__municipality": F("municipality")})
            if other.exists():
                crossing[f"{model.__name__}.{link.name}"] = other.count()
    assert User in project_models()
    assert followed > 200
    assert crossing == {}
