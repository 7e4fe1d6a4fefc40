"""Rules of decision: thresholds, ties, the group at risk, and what is not known."""

import json

import pytest

from schools.identification import Criterion, Decision, Inputs, Method, judge
from schools.identification.comparing import changes
from schools.identification.standard import STANDARD
from tests.schools.identification.makers import inputs, method, result, school

DISTANCE = {"question": "distance_to_centre_km", "bands": [[5, 5], [10, 10], [15, 15], [20, 20]]}
FAR = Criterion("far", "bands", "Удалённость", given=DISTANCE)
GRADE_10 = Criterion("tenth", "to_grade_10", "Переход в 10 класс", points=10, given={"threshold": 60})
LISTED = Criterion("federal", "federal_list", "Федеральный перечень")
SINGLE = Criterion(
    "single",
    "passport_value",
    "Неполные семьи",
    given={"question": "single_parent_percent", "comparison": "at_least", "threshold": 30},
)


def far(*distances) -> Inputs:
    return inputs(*(school(name=f"№ {n}", distance_to_centre_km=km) for n, km in enumerate(distances)))


def verdicts(of: Method, facts: Inputs) -> list[str]:
    return [judgement.verdict for judgement in judge(of, facts)]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision("sum", 15), ["low", "low", "none", "none"]),
        (Decision("sum", 15.5), ["low", "none", "none", "none"]),
        (Decision("sum", 20, risk=10), ["low", "risk", "risk", "none"]),
        (Decision("largest", 1), ["low", "none", "none", "none"]),
        (Decision("largest", 3), ["low", "low", "low", "none"]),
        (Decision("largest", 4), ["low", "low", "low", "none"]),  # nobody gets there with nothing
        (Decision("largest", 1, risk=1), ["low", "risk", "none", "none"]),
    ],
)
def test_sums(decision, expected):
    assert verdicts(method(FAR, low=decision), far(20, 15, 10, 0)) == expected


def test_equal_sums_are_on_the_list_together():
    found = judge(method(FAR, low=Decision("largest", 2, risk=1)), far(20, 15, 15, 10, 5))
    assert [one.verdict for one in found] == ["low", "low", "low", "none", "none"]
    assert [one.outcomes["low"].place for one in found] == [1, 2, 2, 4, 5]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision("any"), ["low", "low", "none"]),
        (Decision("flags", 2), ["low", "none", "none"]),
        (Decision("flags", 2, risk=1), ["low", "risk", "none"]),
        (Decision("flags", 3), ["none", "none", "none"]),
    ],
)
def test_signs(decision, expected):
    facts = inputs(
        school(name="1", is_listed=True, single_parent_percent=30),
        school(name="2", is_listed=False, single_parent_percent=30),
        school(name="3", is_listed=False, single_parent_percent=0),
    )
    assert verdicts(method(LISTED, SINGLE, low=decision), facts) == expected


def test_one_sign_can_be_enough():
    enough = Criterion("federal", "federal_list", "Федеральный перечень", is_enough=True)
    of = method(enough, SINGLE, FAR, low=Decision("flags", 2))
    facts = {"single_parent_percent": 0, "distance_to_centre_km": 0}
    found = judge(of, inputs(*(school(name=str(n), is_listed=n, **facts) for n in (True, False, None))))
    assert [one.verdict for one in found] == ["low", "none", "none"]
    assert [one.lacks_data for one in found] == [False, False, True]


@pytest.mark.parametrize(
    ("distance", "to_tenth", "limit", "verdict", "lacks_data"),
    [
        (10, None, 20, "none", True),  # the missing ten points would just reach it
        (10, None, 20.5, "none", False),
        (20, None, 20, "low", False),  # what is missing changes nothing
        (None, None, 20, "none", True),
        (None, 70, 20, "none", True),
        (None, 70, 21, "none", False),
    ],
)
def test_what_is_missing_is_not_zero(distance, to_tenth, limit, verdict, lacks_data):
    of = method(FAR, GRADE_10, low=Decision("sum", limit))
    [found] = judge(of, inputs(school(distance_to_centre_km=distance, to_grade_10_percent=to_tenth)))
    assert (found.verdict, found.lacks_data) == (verdict, lacks_data)


def test_the_most_counts_known_criteria_only():
    [found] = judge(method(FAR, GRADE_10, low=Decision("sum", 20)), inputs(school(distance_to_centre_km=10)))
    outcome = found.outcomes["low"]
    assert (outcome.score, outcome.most, outcome.unknown) == (10, 20, 10)


def test_a_method_of_both_lists_decides_each_by_itself():
    adverse = Criterion("far", "bands", "Удалённость", "adverse", given=DISTANCE)
    of = method(LISTED, adverse, low=Decision(), adverse=Decision("sum", 10))
    facts = inputs(
        school(name="1", is_listed=True, distance_to_centre_km=10),
        school(name="2", is_listed=False, distance_to_centre_km=10),
        school(name="3", is_listed=True, distance_to_centre_km=0),
        school(name="4", is_listed=False, distance_to_centre_km=0),
    )
    assert verdicts(of, facts) == ["both", "adverse", "low", "none"]


def test_nothing_comes_of_no_schools():
    assert judge(method(FAR, low=Decision("largest", 2)), inputs()) == []


@pytest.mark.parametrize("of", STANDARD.values(), ids=list(STANDARD))
def test_a_journey_through_json_changes_nothing(of):
    facts = inputs(
        school(result(35), result(31, subject="Русский язык", grade=6), is_listed=True, single_parent_percent=34.5),
        school(name="Другая", is_listed=False, distance_to_centre_km=12),
    )
    again = Inputs.from_dict(json.loads(json.dumps(facts.as_dict())))
    same = Method.from_dict(json.loads(json.dumps(of.as_dict())))
    told = [(one.verdict, one.points, one.missing, one.outcomes) for one in judge(of, facts)]
    assert told == [(one.verdict, one.points, one.missing, one.outcomes) for one in judge(same, again)]


@pytest.mark.parametrize("of", STANDARD.values(), ids=list(STANDARD))
def test_standard_methods_have_no_faults(of):
    assert of.faults == []


@pytest.mark.parametrize(
    ("of", "fault"),
    [
        (method(), "нет ни одного критерия"),
        (method(LISTED, low=Decision(), adverse=Decision()), "Для списка ШНСУ"),
        (method(LISTED, low=Decision("sum", 5)), "баллов у критериев нет"),
        (method(FAR, low=Decision("sum", 21)), "набрать можно не больше 20 баллов"),
        (method(LISTED, low=Decision("flags", 2)), "нужно больше признаков"),
    ],
)
def test_faults_are_named(of, fault):
    assert fault in " ".join(of.faults)


def test_two_versions_side_by_side():
    one, other = method(FAR, low=Decision("sum", 20)), method(FAR, low=Decision("sum", 10))
    facts = far(20, 10, 0)
    [change] = changes(one, judge(one, facts), other, judge(other, facts))
    assert (change.school, change.was, change.becomes) == ("№ 1", "none", "low")
    assert "при пороге 20" in change.why_was
    assert "при пороге 10" in change.why_becomes
