"""What the semester report counts, and what it says about it."""

import json
from datetime import date, timedelta

import pytest

from reports.builders import semester
from reports.builders.semester_facts import Point, Tally, outcome
from roadmaps.models import Roadmap
from tests.reports.half_year import AS_OF, make_half_year
from tests.schools.factories import MunicipalityFactory

DAY = timedelta(days=1)
SCHOOL_OF_THREE = (4, 1, 1, 1, 1, 50)  # planned, done, overdue, moved, ahead, per cent


def build(period, as_of=AS_OF):
    return semester.build(period.municipality, period, as_of=as_of)


def table(content, title):
    return next(one for one in (*content.tables, content.recommendations) if one.title == title)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"due_on": AS_OF}, "ahead"),
        ({"due_on": AS_OF - DAY}, "overdue"),
        ({"due_on": AS_OF, "planned_on": AS_OF - DAY}, "moved"),
        ({"due_on": AS_OF - DAY, "planned_on": AS_OF - DAY - DAY}, "overdue"),
        ({"due_on": AS_OF - DAY, "done_on": AS_OF}, "done"),
        ({"due_on": AS_OF - DAY, "cancelled_on": AS_OF}, "cancelled"),
    ],
)
def test_a_point_is_in_one_state(facts, expected):
    facts = {"planned_on": facts["due_on"], "done_on": None, "cancelled_on": None, **facts}
    rest = dict.fromkeys(("move_reason", "cancel_reason", "section", "roadmap", "number", "text"), "")
    assert outcome(Point(**facts, **rest, school_id=None, section_id=1), AS_OF) == expected


def test_the_share_done_is_rounded_down_and_missing_rather_than_zero():
    assert Tally(done=199, overdue=1).percent == 99
    assert Tally(ahead=5).percent is None


@pytest.mark.django_db
def test_the_parts_make_up_the_whole():
    content = build(make_half_year(schools=3))
    assert table(content, "Выполнение по разделам").total == ("Всего", None, 13, 4, 3, 3, 3, 57)
    by_school = table(content, "Выполнение по школам")
    assert [row[1:7] for row in by_school.rows] == [*[SCHOOL_OF_THREE] * 3, (1, 1, 0, 0, 0, 100)]
    assert by_school.total == ("Всего", 13, 4, 3, 3, 3, 57, None, 3, 3)
    for column in range(1, 6):
        assert sum(row[column] for row in by_school.rows) == by_school.total[column]
    assert dict(content.figures)["отчётов школ принято"] == "3 из 3"


@pytest.mark.django_db
def test_indicators_show_what_was_and_what_is():
    rows = table(build(make_half_year(schools=1)), "Показатели").rows
    assert [row[:8] for row in rows] == [
        ("Доля обученных команд", "%", 33.33, 66.67, 100, 2, 3, "Опрос школ"),
        ("Собран банк практик", "да / нет", None, "да", "да", None, None, "Опрос школ"),
        ("Число наставников", "единиц", None, None, None, None, None, "нет данных"),
    ]


@pytest.mark.django_db
def test_work_outside_the_half_year_is_not_counted():
    rows = table(build(make_half_year(schools=2)), "Работа кураторов").rows
    assert [row[2:] for row in rows] == [(2, 2, 8)]


@pytest.mark.django_db
def test_what_was_not_done_says_why():
    rows = table(build(make_half_year(schools=1)), "Что не выполнено и почему").rows
    assert [(row[2], row[3], row[4]) for row in rows] == [
        ("19.12.2026", "просрочено", "Болели двое учителей"),
        ("01.02.2027", "перенесено", "Ждём приборы"),
        ("05.11.2026", "отменено", "Отпала нужда"),
    ]


@pytest.mark.django_db
def test_conclusions_are_drafted_from_the_numbers():
    said = "\n".join(build(make_half_year(schools=1)).conclusions)
    assert "запланировано: 5 контрольных точек." in said
    assert "Выполнено 2, просрочено 1, перенесено 1, срок не наступил у 1." in said
    assert "выполнено 66 % (2 из 3)" in said
    assert "Доля обученных команд – с 33,33 % до 66,67 %" in said
    assert "Целевого значения достигли: 1 показатель из 2." in said


@pytest.mark.django_db
def test_an_empty_half_year_says_so():
    period = make_half_year(schools=0)
    content = build(period, as_of=date(2026, 9, 1))
    assert table(content, "Школы, которым оказывается поддержка").rows == ()
    empty = semester.build(MunicipalityFactory(), period, as_of=AS_OF)
    assert empty.conclusions[0] == "На полугодие не запланировано ни одной контрольной точки."
    assert empty.grounds == ()


@pytest.mark.django_db
def test_nothing_of_another_municipality_is_counted():
    mine, other = make_half_year(schools=1), make_half_year(schools=3)
    assert build(mine).figures[0] == ("запланировано на полугодие", "5")
    assert str(other.municipality.name) not in json.dumps(build(mine).as_dict(), ensure_ascii=False)


@pytest.mark.django_db
def test_the_content_survives_json():
    content = build(make_half_year(schools=2))
    assert semester.SemesterContent.from_dict(json.loads(json.dumps(content.as_dict()))) == content


@pytest.mark.django_db
@pytest.mark.parametrize("schools", [1, 3, 30])
def test_the_number_of_statements_does_not_depend_on_the_rows(schools, django_assert_num_queries):
    period = make_half_year(schools=schools)
    with django_assert_num_queries(14):
        build(period)


@pytest.mark.django_db
def test_what_a_closed_roadmap_still_had_before_it_is_given_up():
    period = make_half_year(schools=1)
    Roadmap.objects.filter(status="approved").update(status="closed")
    assert table(build(period), "Выполнение по разделам").total[2:7] == (3, 2, 1, 0, 0)
