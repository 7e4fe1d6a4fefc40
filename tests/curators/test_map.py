"""The map of schools: states, pairs, distances, what is missing."""

import re
from datetime import date

import pytest
from django.urls import reverse

from curators.map import state_of
from curators.models import Agreement
from schools.models import Municipality, School, SupportStatus
from schools.roles import Role
from tests.schools.factories import MunicipalityFactory, SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
PATH = "/curators/map/"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


@pytest.fixture
def head(client):
    user = UserFactory(municipality=MunicipalityFactory(latitude="55.4", longitude="39.15"), role=Role.HEAD)
    client.force_login(user)
    return user


def school(head, name, latitude="55.49", longitude="39.15", **facts):
    place = {"latitude": latitude, "longitude": longitude}
    return SchoolFactory(municipality=head.municipality, short_name=name, **place, **facts)


def agree(supported, base, **facts):
    return Agreement.objects.create(
        municipality=supported.municipality, school=supported, base_school=base,
        **{"number": str(supported.pk), "signed_on": date(2026, 9, 1), "subject": "Наставничество"} | facts,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "is_base", "state"),
    [
        (None, False, "none"),
        (None, True, "base"),
        ((True, False, 0), False, "low"),
        ((False, True, 0), False, "adverse"),
        ((True, True, 0), False, "both"),
        ((True, False, 0), True, "low"),
        ((False, False, 1), False, "followup"),
        ((False, False, 2), True, "base"),
        ((False, False, 0, True), False, "risk"),
    ],
)
def test_state_of_a_mark(facts, is_base, state):
    names = ("has_low_results", "has_adverse_conditions", "followup_year", "is_at_risk")
    status = facts and SupportStatus(**dict(zip(names, facts, strict=False)))
    assert state_of(School(is_base=is_base), status) == state


def test_distances_and_pairs(client, head):
    base = school(head, "МБОУ лицей № 4", latitude="55.40", is_base=True)
    farther = school(head, "Гимназия", latitude="55.00", is_base=True)
    weak = school(head, "МКОУ «Дубровская СОШ»")
    SupportStatusFactory(school=weak)
    agree(weak, base)
    agree(weak, farther, number="2", ends_on=date(2026, 11, 20))  # over since yesterday
    page = client.get(PATH)
    line = next(line for line in page.context["map"].lines if line.pk == weak.pk)
    assert (line.state, line.partners) == ("ШНОР", ("МБОУ лицей № 4",))
    assert line.to_centre_km == pytest.approx(10.0, abs=0.05)
    assert [(name, round(km)) for name, km in line.nearest] == [("МБОУ лицей № 4", 10), ("Гимназия", 54)]
    picture = page.context["map"].picture
    assert picture.count("<svg") == 2  # for a screen and for a phone
    assert (picture.count('class="pair"'), picture.count('class="mark low"')) == (2, 2)
    assert ">лицей № 4</text>" in picture
    assert ">«Дубровская СОШ»</text>" in picture
    assert not re.search(r"https?://|href|style=", picture)


def test_closed_and_unplaced_schools_are_not_drawn(client, head):
    school(head, "Закрытая", closed_on=date(2026, 8, 31))
    SchoolFactory(municipality=head.municipality, short_name="Где-то")
    page = client.get(PATH)
    assert page.context["map"].picture is None
    assert [str(one) for one in page.context["map"].unplaced] == ["Где-то"]
    assert "Рисовать пока нечего" in page.content.decode()


def test_without_a_centre_distances_to_it_are_missing_not_zero(client, head):
    Municipality.objects.update(latitude=None, longitude=None)
    school(head, "Одна")
    page = client.get(PATH)
    assert page.context["map"].lines[0].to_centre_km is None
    assert "Центр муниципалитета не указан" in page.content.decode()


def test_a_school_at_the_centre_is_zero_kilometres_away(client, head):
    school(head, "Одна", latitude="55.4")
    assert '<td class="num" data-label="До центра, км">0,0</td>' in client.get(PATH).content.decode()


def test_hostile_names_are_text(client, head):
    school(head, "<script>alert(1)</script>")
    assert "<script>alert" not in client.get(PATH).content.decode()


def test_statements_do_not_grow(client, head, django_assert_max_num_queries):
    asked = set()
    for more in (1, 2, 27):
        for number in range(more):
            one = school(head, f"Школа {more}-{number}", latitude=f"55.{10 + number}")
            SupportStatusFactory(school=one)
            agree(one, school(head, f"База {more}-{number}", latitude=f"55.{40 + number}", is_base=True))
        with django_assert_max_num_queries(12) as queries:
            assert client.get(reverse("curators:map")).status_code == 200
        asked.add(len(queries))
    assert len(asked) == 1
