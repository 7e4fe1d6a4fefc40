"""The sentences, letter by letter."""

import pytest

from schools.identification import Criterion, Decision, judge, part_of, sentence, wording
from tests.schools.identification.makers import inputs, method, result, school

BELOW = Criterion(
    "below",
    "below_minimum",
    "Доля результатов ниже минимума",
    given={"percent": 30, "procedures_count": 2, "years": 1, "participants": 1, "procedures": []},
)


def bands(key: str, title: str, most: int, code: str, counts_for: str = "low") -> Criterion:
    return Criterion(key, "bands", title, counts_for, given={"question": code, "bands": [[10, most]]})


SINGLE = bands("single", "Доля неполных семей", 33, "single_parent_percent")
FAR = bands("far", "Удалённость", 20, "distance_to_centre_km")
GOOD = bands("good", "Хорошие отметки", 17, "good_marks_percent")


def said(of, facts) -> str:
    return sentence(judge(of, inputs(facts))[0], of).replace(wording.NBSP, " ")


def test_signs():
    rows = (result(34), result(31, subject="Русский язык", grade=6, procedure="vpr"))
    assert said(method(BELOW), school(*rows)) == (
        "ниже минимума 34 % по математике в 9 классе и 31 % по русскому языку в 6 классе; порог 30 % в двух процедурах."
    )


def test_sum_of_points():
    of = method(SINGLE, FAR, GOOD, low=Decision("sum", 45))
    facts = {"single_parent_percent": 30, "distance_to_centre_km": 12, "good_marks_percent": 5}
    assert said(of, school(**facts)) == (
        "53 балла из 70 при пороге 45; баллы дали доля неполных семей (33) и удалённость (20)."
    )


def test_one_criterion_gave_all():
    of = method(SINGLE, FAR, low=Decision("sum", 45))
    assert said(of, school(single_parent_percent=30, distance_to_centre_km=1)) == (
        "33 балла из 53 при пороге 45; все баллы за один критерий – доля неполных семей (33)."
    )


def test_largest_sums():
    of = method(SINGLE, low=Decision("largest", 2))
    assert said(of, school(single_parent_percent=30)).startswith(
        "33 балла из 33, 1-е место; в список входят 2 наибольшие суммы; "
    )


@pytest.mark.parametrize(
    ("limit", "end"),
    [
        (45, "не хватает данных (до 20 баллов), они могут изменить решение: удалённость."),
        (70, "нет данных (до 20 баллов): удалённость."),
    ],
)
def test_missing_data(limit, end):
    of = method(SINGLE, FAR, GOOD, low=Decision("sum", limit))
    told = said(of, school(single_parent_percent=30, good_marks_percent=5))
    assert told.startswith(f"33 балла из 50 при пороге {limit}; ")
    assert told.endswith(end)


def test_no_signs_and_no_data():
    assert said(method(BELOW), school(result(1), result(2, grade=6))) == "признаков нет."
    assert said(method(BELOW), school()) == (
        "не хватает данных, они могут изменить решение: доля результатов ниже минимума."
    )


def test_too_few_signs():
    federal = Criterion("federal", "federal_list", "Федеральный перечень")
    told = said(method(federal, BELOW, low=Decision("flags", 2)), school(result(1), result(2, grade=6), is_listed=True))
    assert told == "1 признак, а нужно 2: школа есть в федеральном перечне."


def test_both_lists():
    far = bands("far", "Удалённость", 20, "distance_to_centre_km", "adverse")
    of = method(BELOW, far, low=Decision(), adverse=Decision("sum", 20))
    told = said(of, school(result(1), result(2, grade=6), distance_to_centre_km=10))
    assert told == (
        "ШНОР: признаков нет. ШНСУ: 20 баллов из 20 при пороге 20; все баллы за один критерий – удалённость (20)."
    )


def test_gap_to_the_region():
    gap = Criterion(
        "gap",
        "mean_gap",
        "Отставание",
        given={"points": 20, "marks": 0.5, "procedures_count": 1, "years": 1, "procedures": ["ege"]},
    )
    row = result(mean=38.5, region_mean=60.0, is_in_marks=False, procedure="ege", subject="Черчение", grade=11)
    assert said(method(gap), school(row)) == (
        "средний результат ниже регионального на 21,5 балла по предмету «Черчение» в 11 классе; "
        "порог – больше 20 баллов."
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(34, "34"), (34.5, "34,5"), (1250, "1\u00a0250"), (0.2, "0,2"), (0, "0"), (33.333, "33,33"), (100, "100")],
)
def test_numbers(value, text):
    assert wording.number(value) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "1 балл"),
        (2, "2 балла"),
        (5, "5 баллов"),
        (11, "11 баллов"),
        (21, "21 балл"),
        (2.5, "2,5 балла"),
        (0, "0 баллов"),
    ],
)
def test_points(count, text):
    assert wording.points(count) == text


@pytest.mark.parametrize(
    ("count", "text"), [(1, "в одной процедуре"), (2, "в двух процедурах"), (12, "в 12 процедурах")]
)
def test_procedures(count, text):
    assert wording.in_procedures(count) == text


@pytest.mark.parametrize(
    ("told", "low", "adverse"),
    [
        ("ШНОР: нет данных. по трём. ШНСУ: 53 балла из 70.", "нет данных. по трём.", "53 балла из 70."),
        ("53 балла из 70 при пороге 45.", "53 балла из 70 при пороге 45.", "53 балла из 70 при пороге 45."),
        ("ШНОР: . ШНСУ: признаков нет.", ".", "признаков нет."),
    ],
)
def test_what_a_sentence_says_of_one_list(told, low, adverse):
    assert (part_of(told, "low"), part_of(told, "adverse")) == (low, adverse)
