"""Which base school is suggested, why, and the way to the agreement."""

from datetime import date

import pytest
from django.urls import reverse

from curators.models import Agreement
from curators.pairing import Candidate, Help, for_distance, for_load, for_subjects, suggest, weak_in
from schools.dynamics import Fact, Measure
from schools.models import ExamResult
from tests.schools.factories import SchoolFactory, SupportStatusFactory, UserFactory

MATHS, PHYSICS = Measure("oge", "Математика", 9), Measure("oge", "Физика", 9)


@pytest.mark.parametrize(
    ("share", "is_weak"), [(None, False), (0.0, False), (19.9, False), (20.0, True), (100.0, True)]
)
def test_where_help_is_needed(share, is_weak):
    assert bool(weak_in({MATHS: Fact(share, None, 40)})) is is_weak


@pytest.mark.parametrize(
    ("km", "points"), [(None, 0), (0, 25), (5, 25), (5.1, 24.94), (27.5, 12.5), (49.9, 0.06), (50, 0), (400, 0)]
)
def test_points_for_distance(km, points):
    assert for_distance(km) == pytest.approx(points, abs=0.01)


@pytest.mark.parametrize(("count", "points"), [(0, 15), (1, 10), (2, 5), (3, 0), (9, 0)])
def test_points_for_load(count, points):
    assert for_load(count) == points


@pytest.mark.parametrize(
    ("shares", "points"),
    [([], 0), ([(20, 10)], 5), ([(40, 0)], 20), ([(40, 0), (30, 10)], 30), ([(100, 0), (100, 0)], 60)],
)
def test_points_for_subjects(shares, points):
    assert for_subjects(Help(MATHS, weak, strong) for weak, strong in shares) == points


def base(pk=1, share=5.0, km=10.0, agreements=0, participants=40, name="База"):
    return Candidate(pk, name, {MATHS: Fact(share, None, participants)}, km, agreements)


@pytest.mark.parametrize(
    ("facts", "helps"),
    [
        ({"share": 10.0}, 1),
        ({"share": 10.1}, 0),
        ({"share": None}, 0),
        ({"participants": 10}, 1),
        ({"participants": 9}, 0),  # the strength of nine cannot be told
        ({"participants": None}, 1),
    ],
)
def test_where_help_is_at_hand(facts, helps):
    [one] = suggest({MATHS: Fact(35.0, None, 20), PHYSICS: Fact(25.0, None, 20)}, [base(**facts)])
    assert len(one.helps) == helps


def test_the_fittest_comes_first():
    weak = {MATHS: Fact(50.0, None, 20)}
    named = {"сильная": {}, "далёкая": {"km": 45.0}, "занятая": {"agreements": 2}, "несильная": {"share": 30.0}}
    candidates = [base(pk, name=name, **facts) for pk, (name, facts) in enumerate(named.items())]
    found = suggest(weak, reversed(candidates))
    assert [(one.candidate.name, one.points) for one in found] == [
        ("сильная", 60),  # 22,5 + 22,2 + 15
        ("занятая", 50),
        ("далёкая", 40),
        ("несильная", 37),
    ]


def test_reasons_are_words():
    [one] = suggest({MATHS: Fact(50.0, None, 20)}, [base(km=12.34, agreements=1)])
    assert one.reasons == (
        "сильна там, где нужна помощь: предметов — 1 из 1", "12,3 км по прямой", "действующих договоров — 1",
    )  # fmt: skip
    assert one.subject == "Методическая помощь: Математика"
    [nothing] = suggest({}, [base(km=None)])
    assert nothing.reasons == (
        "у школы нет предметов, где ниже минимума 20 % и больше",
        "расстояние не известно: не указаны координаты",
        "действующих договоров нет",
    )


@pytest.fixture
def specialist(client, time_machine, db):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)
    user = UserFactory()
    client.force_login(user)
    return user


def result(school, below):
    ExamResult.objects.create(
        municipality=school.municipality, school=school, year=2026, procedure="oge", subject="Математика", grade=9,
        mean="3.4", participants_count=40, below_minimum_count=below,
    )  # fmt: skip


@pytest.fixture
def weak(specialist):
    school = SchoolFactory(municipality=specialist.municipality, short_name="Слабая", latitude="55.4", longitude="39")
    SupportStatusFactory(school=school)
    result(school, 16)
    return school


def strong(weak, name="Сильная", **facts):
    school = SchoolFactory(
        municipality=weak.municipality, short_name=name, is_base=True, latitude="55.49", longitude="39", **facts
    )
    result(school, 2)
    return school


def test_one_click_leads_to_the_filled_agreement(client, weak):
    helper = strong(weak)
    strong(weak, "Закрытая", closed_on=date(2026, 8, 31))
    page = client.get(reverse("curators:suggest_bases", args=[weak.pk]))
    [one] = page.context["suggestions"]
    assert (one.candidate.pk, [help.strong_share for help in one.helps]) == (helper.pk, [5.0])
    asked = {"school": weak.pk, "base_school": helper.pk, "subject": one.subject}
    form = client.get(reverse("curators:add_agreement"), asked).context["form"]
    assert (form.initial["school"], form.initial["base_school"]) == (weak, helper)
    assert form.initial["subject"] == "Методическая помощь: Математика"
    assert f"base_school={helper.pk}&amp;subject=%D0%9C" in page.content.decode()


def test_who_has_an_agreement_already_is_named_apart(client, weak, specialist):
    helper = strong(weak)
    facts = {"municipality": weak.municipality, "school": weak, "base_school": helper, "subject": "П"}
    Agreement.objects.create(**facts, number="1", signed_on=date(2026, 9, 1))
    page = client.get(reverse("curators:suggest_bases", args=[weak.pk]))
    assert (page.context["suggestions"], page.context["partners"]) == ([], [helper])


@pytest.mark.parametrize("query", ["base_school=x", "base_school=0", "school=999999999"])
def test_a_school_that_cannot_be_chosen_is_404(client, weak, query):
    assert client.get(f"{reverse('curators:add_agreement')}?{query}").status_code == 404


def test_statements_do_not_grow(client, weak, django_assert_max_num_queries):
    asked = set()
    for more in (1, 2, 27):
        for number in range(more):
            strong(weak, f"База {more}-{number}")
        with django_assert_max_num_queries(12) as queries:
            client.get(reverse("curators:suggest_bases", args=[weak.pk]))
        asked.add(len(queries))
    assert len(asked) == 1
