"""Registers as one meets them: the heads of columns sort, and the address keeps what was chosen."""

import re
from html import unescape

import pytest
from django.urls import reverse

from schools.roles import Role
from tests.world import settle

pytestmark = pytest.mark.django_db

REGISTERS = {
    Role.SPECIALIST: (
        "schools:list",
        "roadmaps:list",
        "roadmaps:checkpoints",
        "roadmaps:parties",
        "reports:orders",
        "reports:semester_reports",
        "curators:assignments",
        "curators:visits",
        "curators:consultations",
        "curators:agreements",
        "curators:recommendations",
        "monitoring:reports",
    ),
    Role.ADMIN: ("schools:people",),
}


@pytest.fixture
def town(time_machine):
    time_machine.move_to("2026-11-21T10:00:00+03:00", tick=False)
    return settle()


def test_every_head_of_a_column_that_is_a_link_sorts(town, client):
    for role, names in REGISTERS.items():
        client.force_login(town.people[role])
        for path in map(reverse, names):
            links = re.findall(r'<th[^>]*>\s*<a href="([^"]+)"', client.get(path).text)
            assert links, path
            for link in map(unescape, links):
                sorted_page = client.get(path + link)
                column = link.partition("sort=")[2]
                assert sorted_page.status_code == 200, path + link
                assert sorted_page.context["table"].order_by == (column,), path + link


def test_nothing_found_says_what_to_change(town, client):
    client.force_login(town.people[Role.SPECIALIST])
    shown = client.get(f"{reverse('reports:orders')}?search=небывальщина").text
    assert "Ничего не нашлось" in shown
    assert "Измените условия отбора" in shown


def test_cells_carry_the_head_of_their_column_and_the_text_of_people_as_text(town, client):
    client.force_login(town.people[Role.SPECIALIST])
    town.own.draft.title = "<b>План</b>"
    town.own.draft.save(update_fields=["title"])
    shown = client.get(reverse("roadmaps:list")).text
    assert 'data-label="Дорожная карта"' in shown
    assert "&lt;b&gt;План&lt;/b&gt;</a></td>" in shown
    assert re.search(r'<td class="num"[^>]* data-label="Просрочено">\d+</td>', shown)


def test_a_hidden_field_of_a_filter_has_no_label(town, client):
    client.force_login(town.people[Role.SPECIALIST])
    for name in REGISTERS[Role.SPECIALIST]:
        assert not re.search(r"<label[^>]*>[^<]*[A-Za-z]{3,}", client.get(reverse(name)).text), name
