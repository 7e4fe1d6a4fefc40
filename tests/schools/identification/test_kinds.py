"""Boundary tables of the kinds of criteria: the threshold exactly, just beside it, no data, nobody taking part."""

import pytest

from schools.identification import KINDS
from schools.identification.kinds.passports import most_of_bands
from schools.identification.reading import Context
from schools.identification.wording import NBSP
from tests.schools.identification.makers import NAMES, YEAR, result, school

BELOW = {"percent": 30, "procedures_count": 2, "years": 1, "participants": 1, "procedures": []}
GAP = {"points": 20, "marks": 0.5, "procedures_count": 1, "years": 1, "procedures": []}
RUSSIAN = {"subject": "Русский язык", "grade": 6, "procedure": "vpr"}


def read(kind: str, of, **given):
    return KINDS[kind].read(of, given, Context(YEAR, NAMES))


@pytest.mark.parametrize(("is_listed", "is_met"), [(True, True), (False, False), (None, None)])
def test_federal_list(is_listed, is_met):
    found = read("federal_list", school(is_listed=is_listed))
    assert found.is_met is is_met
    assert bool(found.missing) is (is_met is None)


@pytest.mark.parametrize(
    ("given", "rows", "is_met"),
    [
        ({}, [result(30), result(30, **RUSSIAN)], True),  # exactly the threshold, twice
        ({}, [result(30), result(29, **RUSSIAN)], False),
        ({}, [result(299, 1000), result(300, 1000, **RUSSIAN)], False),
        ({}, [result(30)], None),  # one result cannot be two
        ({}, [], None),
        ({}, [result(0, 0), result(0, 0, **RUSSIAN)], None),  # nobody took part
        ({}, [result(None), result(None, **RUSSIAN)], None),  # not counted
        ({}, [result(30), result(0, 0, **RUSSIAN)], None),
        ({}, [result(30), result(30, year=YEAR - 1)], None),  # last year's does not count
        ({"years": 2}, [result(30), result(30, year=YEAR - 1)], True),
        ({"years": 2}, [result(30), result(30, year=YEAR - 2)], None),
        ({}, [result(30, year=YEAR + 1), result(30, year=YEAR + 1, **RUSSIAN)], None),
        ({"procedures_count": 1}, [result(30)], True),
        ({"procedures_count": 1}, [result(0)], False),
        ({"procedures_count": 1, "procedures": ["ege"]}, [result(30)], None),
        ({"procedures_count": 1, "procedures": ["oge"]}, [result(30)], True),
        ({"procedures_count": 1, "participants": 10}, [result(9, 9)], None),
        ({"procedures_count": 1, "participants": 10}, [result(10, 10)], True),
        ({}, [result(30), result(30, **RUSSIAN), result(0, subject="История")], True),
    ],
)
def test_share_below_the_minimum(given, rows, is_met):
    found = read("below_minimum", school(*rows), **{**BELOW, **given})
    assert found.is_met is is_met
    assert bool(found.missing) is (is_met is None)


@pytest.mark.parametrize(
    ("row", "is_met"),
    [
        ({"mean": 40.0, "region_mean": 60.0, "is_in_marks": False}, False),  # exactly 20 is not more than 20
        ({"mean": 39.99, "region_mean": 60.0, "is_in_marks": False}, True),
        ({"mean": 60.0, "region_mean": 40.0, "is_in_marks": False}, False),
        ({"mean": 3.0, "region_mean": 3.5}, False),
        ({"mean": 2.99, "region_mean": 3.5}, True),
        ({"mean": 3.0, "region_mean": None}, None),
        ({"mean": None, "region_mean": 3.5}, None),
        ({"mean": 2.0, "region_mean": 5.0, "of": 0, "below": 0}, None),
        ({"mean": 2.0, "region_mean": 5.0, "year": YEAR - 1}, None),
    ],
)
def test_mean_below_the_region(row, is_met):
    found = read("mean_gap", school(result(**row)), **GAP)
    assert found.is_met is is_met
    assert bool(found.missing) is (is_met is None)


def test_a_share_does_not_look_like_the_threshold_that_it_misses():
    found = read("below_minimum", school(result(62, 207)), **{**BELOW, "procedures_count": 1})
    assert (found.is_met, found.shown) == (False, f"29,95{NBSP}%")
    assert f"29,95{NBSP}% по" in found.phrase
    assert read("below_minimum", school(result(30, 100)), **{**BELOW, "procedures_count": 1}).shown == f"30{NBSP}%"
    olympiads = school(olympiad_participants_count=1, pupils_count=499)
    assert read("olympiads", olympiads, threshold=0.2).shown == f"0,2004{NBSP}%"


@pytest.mark.parametrize(
    ("below", "shown"),
    [
        ([10], "10 %"),  # none is at the threshold: the hardest
        ([40], "40 %"),
        ([35, 40], "40 %, 35 %"),
        ([35, 40, 31], "40 % и ещё в двух процедурах"),
    ],
)
def test_a_cell_says_the_hardest_and_how_many(below, shown):
    rows = [result(count, subject=f"Предмет {count}") for count in below]
    found = read("below_minimum", school(*rows), **{**BELOW, "procedures_count": 1})
    assert found.shown.replace(NBSP, " ") == shown


@pytest.mark.parametrize(("value", "is_met"), [(59.9, True), (60, False), (60.1, False), (0, True), (None, None)])
def test_going_on_to_grade_10(value, is_met):
    assert read("to_grade_10", school(to_grade_10_percent=value), threshold=60).is_met is is_met


@pytest.mark.parametrize(
    ("count", "pupils", "is_met"),
    [(2, 1000, True), (3, 1000, False), (0, 1000, True), (None, 1000, None), (2, None, None), (0, 0, None)],
)
def test_olympiads(count, pupils, is_met):
    of = school(olympiad_participants_count=count, pupils_count=pupils)
    assert read("olympiads", of, threshold=0.2).is_met is is_met


@pytest.mark.parametrize(
    ("comparison", "value", "is_met"),
    [
        ("at_least", 30, True),
        ("at_least", 29.9, False),
        ("at_least", None, None),
        ("at_most", 30, True),
        ("at_most", 30.1, False),
        ("at_most", 0, True),
        ("at_most", None, None),
    ],
)
def test_value_of_the_passport(comparison, value, is_met):
    of = school(single_parent_percent=value)
    found = read("passport_value", of, question="single_parent_percent", comparison=comparison, threshold=30)
    assert found.is_met is is_met
    assert bool(found.missing) is (is_met is None)


@pytest.mark.parametrize(
    ("value", "points", "is_met"),
    [
        (0, 0, False),
        (4.9, 0, False),
        (5, 5, True),
        (14.9, 5, True),
        (15, 10, True),
        (900, 10, True),
        (None, None, None),
    ],
)
def test_bands(value, points, is_met):
    given = {"question": "distance_to_centre_km", "bands": [[15, 10], [5, 5]]}
    found = read("bands", school(distance_to_centre_km=value), **given)
    assert (found.points, found.is_met) == (points, is_met)
    assert most_of_bands(given) == 10


@pytest.mark.parametrize(
    ("single", "good", "index", "is_met"),
    [(40, 60, "40", True), (39.9, 60, "40", True), (39, 60, "39,5", False), (None, 60, "", None), (40, None, "", None)],
)
def test_social_index(single, good, index, is_met):
    shares = [["single_parent_percent", 1, False], ["good_marks_percent", 1, True]]
    of = school(single_parent_percent=single, good_marks_percent=good)
    found = read("social_index", of, shares=shares, threshold=40)
    assert (found.shown, found.is_met) == (index, is_met)


def test_missing_data_are_named():
    shares = [["single_parent_percent", 1, False], ["good_marks_percent", 1, True]]
    found = read("social_index", school(), shares=shares, threshold=40)
    assert found.missing == "в паспорте 2026/27 не хватает: «неполные семьи», «учатся на «4» и «5»»"
    assert read("below_minimum", school(), **BELOW).missing == "нет результатов за 2026\u00a0год"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_every_kind_says_what_it_is(kind):
    assert kind.name
    assert kind.about or not kind.parameters
