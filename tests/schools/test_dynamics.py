"""Results over the years: gaps stay gaps, the gap between schools, what changed, the pages."""

from datetime import date

import pytest
from django.urls import reverse

from schools.dynamics import Fact, Gap, Measure, came_and_left, changes, chart_of, gap, has_few, span
from schools.models import ExamResult, ResultBenchmark
from schools.roles import Role
from tests.schools.factories import SchoolFactory, SupportStatusFactory, UserFactory

MATHS = Measure("oge", "Математика", 9)
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(("count", "few"), [(None, False), (0, True), (1, True), (9, True), (10, False), (11, False)])
def test_few_participants(count, few):
    assert has_few(count) is few


@pytest.mark.parametrize(
    ("years", "all_of_them"), [([], ()), ([2026], (2026,)), ([2026, 2023], (2023, 2024, 2025, 2026))]
)
def test_years_without_data_are_on_the_axis(years, all_of_them):
    assert span(years) == all_of_them


def test_a_missing_year_is_a_gap():
    levels = {"Школа": {2024: Fact(30.0, 3.1), 2026: Fact(0.0, None)}, "Регион": {}}
    assert chart_of("т", (2024, 2025, 2026), levels, "share").series[0].values == (30.0, None, 0.0)
    assert chart_of("т", (2024, 2025, 2026), levels, "mean").series[0].values == (3.1, None, None)
    assert [one.name for one in chart_of("т", (2024,), levels, "share").series] == ["Школа"]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, None),
        ({"А": Fact(30.0, None, 40)}, None),
        ({"А": Fact(30.0, None, 40), "Б": Fact(10.0, None, 10)}, Gap("Б", 10.0, "А", 30.0)),
        ({"А": Fact(30.0, None, 40), "Б": Fact(10.0, None, 9)}, None),  # nine are too few to be compared
        ({"А": Fact(30.0, None, 40), "Б": Fact(None, 3.0, 40)}, None),
        ({"Б": Fact(5.0, None, 40), "А": Fact(5.0, None, 40)}, Gap("А", 5.0, "А", 5.0)),
        ({"А": Fact(5.0, None, None), "Б": Fact(6.0, None, None)}, Gap("А", 5.0, "Б", 6.0)),
        ({"А": Fact(0.0, None, 20), "Б": Fact(6.0, None, 20), "В": Fact(3.0, None, 20)}, Gap("А", 0.0, "Б", 6.0)),
    ],
)
def test_gap_between_the_strongest_and_the_weakest(facts, found):
    assert gap(facts) == found


def moved(before, after, **asked):
    names = {1: "А", 2: "Б", 3: "В"}
    return [
        (one.school, one.points)
        for one in changes(
            names,
            {(pk, MATHS): Fact(share, None, 20) for pk, share in before.items()},
            {(pk, MATHS): Fact(share, None, 20) for pk, share in after.items()},
            **asked,
        )
    ]


@pytest.mark.parametrize(
    ("before", "after", "asked", "found"),
    [
        ({1: 30.0, 2: 10.0}, {1: 25.0, 2: 22.0}, {}, [("Б", 12.0), ("А", -5.0)]),
        ({1: 30.0, 2: 10.0}, {1: 25.0, 2: 22.0}, {"direction": "better"}, [("А", -5.0)]),
        ({1: 30.0, 2: 10.0}, {1: 25.0, 2: 22.0}, {"direction": "worse"}, [("Б", 12.0)]),
        ({1: 30.0}, {2: 30.0}, {}, []),  # not known in both years
        ({1: None}, {1: 30.0}, {}, []),
        ({1: 30.0}, {1: None}, {}, []),
        ({1: 30.0}, {1: 30.0}, {}, []),
        ({1: 0.0}, {1: 0.1}, {}, [("А", 0.1)]),
        ({2: 10.0, 1: 10.0}, {2: 15.0, 1: 5.0}, {}, [("А", -5.0), ("Б", 5.0)]),  # of equal size by name
    ],
)
def test_what_moved_the_most_comes_first(before, after, asked, found):
    assert moved(before, after, **asked) == found


@pytest.mark.parametrize(
    ("before", "after", "came", "left"),
    [
        ((), (), "", ""),
        (("ШНОР",), ("ШНОР",), "", ""),
        ((), ("ШНОР",), "вошла в список ШНОР", ""),
        ((), ("ШНОР", "ШНСУ"), "вошла в списки ШНОР и ШНСУ", ""),
        (("ШНСУ",), (), "", "вышла из списка ШНСУ"),
        (("ШНОР", "ШНСУ"), (), "", "вышла из списков ШНОР и ШНСУ"),
        (("ШНОР",), ("ШНОР", "ШНСУ"), "вошла в список ШНСУ (была ШНОР)", ""),
        (("ШНОР", "ШНСУ"), ("ШНСУ",), "", "вышла из списка ШНОР"),
        (("ШНОР",), ("ШНСУ",), "вошла в список ШНСУ (была ШНОР)", "вышла из списка ШНОР"),
    ],
)
def test_lists_of_two_years(before, after, came, left):
    assert came_and_left(before, after) == (came, left)


@pytest.fixture
def head(client, time_machine, db):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)
    user = UserFactory(role=Role.HEAD)
    client.force_login(user)
    return user


def result(school, year, below, participants=40, **facts):
    named = {"procedure": "oge", "subject": "Математика", "grade": 9, "mean": "3.4"} | facts
    return ExamResult.objects.create(
        municipality=school.municipality, school=school, year=year, participants_count=participants,
        below_minimum_count=below, **named,
    )  # fmt: skip


@pytest.fixture
def weak(head):
    return SchoolFactory(municipality=head.municipality, short_name="Слабая")


@pytest.fixture
def strong(head):
    return SchoolFactory(municipality=head.municipality, short_name="Сильная")


def test_school_beside_municipality_and_region(client, head, weak, strong):
    result(weak, 2024, 16)
    result(weak, 2026, 3, participants=9)
    result(strong, 2024, 0)
    ResultBenchmark.objects.create(
        municipality=head.municipality, level="region", year=2024, procedure="oge", subject="Математика", grade=9,
        below_minimum_percent="11.5", mean="3.6",
    )  # fmt: skip
    page = client.get(reverse("schools:school_dynamics", args=[weak.pk]))
    [panel] = page.context["panels"]
    assert list(panel.chart.rows) == [
        ("2024", (40.0, 20.0, 11.5)),
        ("2025", (None, None, None)),
        ("2026", (33.3, 33.33, None)),
    ]
    assert panel.lines == [
        ("2024", ("40,0", "20,0", "11,5"), 40),
        ("2025", ("—", "—", "—"), None),
        ("2026", ("33,3", "33,3", "—"), 9),
    ]
    assert panel.few == ["2026"]
    assert "Участников меньше десяти: 2026" in page.content.decode()
    mean = client.get(reverse("schools:school_dynamics", args=[weak.pk]), {"what": "mean"}).context["panels"][0]
    assert mean.chart.series[0].values == (3.4, None, 3.4)


def test_a_note_on_few_participants_speaks_of_a_share_only_where_there_is_one(client, head, weak):
    result(weak, 2026, 3, participants=9)
    path = reverse("schools:school_dynamics", args=[weak.pk])
    pages = [client.get(path, {"what": what}).content.decode() for what in ("share", "mean")]
    assert ["Участников меньше десяти: 2026" in page for page in pages] == [True, True]
    assert ["меняет такую долю" in page for page in pages] == [True, False]


def test_municipality_gap_and_lists(client, head, weak, strong):
    result(weak, 2026, 16)
    result(strong, 2026, 2)
    SupportStatusFactory(school=weak, year=2026)
    SupportStatusFactory(school=strong, year=2024, has_adverse_conditions=True)
    page = client.get(reverse("schools:dynamics"))
    assert page.context["town"].gaps == ((2026, Gap("Сильная", 5.0, "Слабая", 40.0)),)
    assert list(page.context["lists"].chart.rows) == [
        ("2024/25", (1.0, 1.0, 0.0)),
        ("2025/26", (None, None, None)),
        ("2026/27", (1.0, 0.0, 0.0)),
    ]


def test_schools_that_stand_equal_are_not_named(client, head, weak, strong):
    result(weak, 2026, 0)
    result(strong, 2026, 0)
    assert "у всех школ поровну: 0,0" in client.get(reverse("schools:dynamics")).content.decode()


def test_what_changed_between_two_years(client, head, weak, strong):
    for school, before, after in ((weak, 16, 10), (strong, 2, 3)):
        result(school, 2025, before)
        result(school, 2026, after)
    SupportStatusFactory(school=strong, year=2025)
    SupportStatusFactory(school=weak, year=2025)
    SupportStatusFactory(school=weak, year=2026, has_adverse_conditions=True)
    path = reverse("schools:changes")
    page = client.get(path)
    assert [(one.school, one.points) for one in page.context["changed"].results] == [
        ("Слабая", -15.0),
        ("Сильная", 2.5),
    ]
    assert [told for _, *told in page.context["changed"].lists] == [
        ["Слабая", "вошла в список ШНСУ (была ШНОР)"],
        ["Сильная", "вышла из списка ШНОР"],
    ]
    worse = client.get(path, {"direction": "worse", "measure_key": "oge|Математика|9", "before": 2025, "after": 2026})
    assert [one.school for one in worse.context["changed"].results] == ["Сильная"]


@pytest.mark.parametrize("name", ["schools:dynamics", "schools:changes"])
def test_without_results_the_page_says_so(client, head, name):
    assert "пока не" in client.get(reverse(name)).content.decode()


@pytest.mark.parametrize(
    "query", ["measure_key=x", "measure_key=oge%7CФизика%7C9", "before=1990", "after=x", "direction=up", "page=9"]
)
def test_nonsense_in_the_address_is_404(client, head, weak, query):
    result(weak, 2025, 1)
    result(weak, 2026, 1)
    assert client.get(f"{reverse('schools:changes')}?{query}").status_code == 404


def test_statements_do_not_grow(client, head, django_assert_max_num_queries):
    asked = set()
    for more in (1, 2, 27):
        for number in range(more):
            school = SchoolFactory(municipality=head.municipality)
            SupportStatusFactory(school=school)
            for year in (2025, 2026):
                result(school, year, number)
                result(school, year, 1, subject="Физика")
        paths = [reverse("schools:dynamics"), reverse("schools:changes")]
        counts = []
        for path in [*paths, reverse("schools:school_dynamics", args=[school.pk])]:
            with django_assert_max_num_queries(12) as queries:
                assert client.get(path).status_code == 200
            counts.append(len(queries))
        asked.add(tuple(counts))
    assert len(asked) == 1
