"""From answers to risk factors: the boundary table, and what happens to a self-assessment on its way."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from schools.models import Questionnaire, RiskFactor, SelfAssessment
from schools.risks import Content, profile
from schools.roles import Role
from schools.services import equip
from schools.standards.library import ACTIVITIES
from schools.standards.questionnaire import RISKS, content
from tests.curators.factories import AssignmentFactory
from tests.schools.factories import SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db
SCALE = [["Нет", 0], ["Иногда", 1], ["Часто", 2], ["Постоянно", 3]]
WORST = 3


def sheet(*weights, low=20, medium=40, high=65) -> Content:
    """One risk with questions a, b, c… of these weights, on a scale from 0 to 3 points."""
    questions = [
        {"code": code, "text": f"Вопрос {code}", "risk": "x", "scale": "s", "weight": weight}
        for code, weight in zip("abcdef", weights, strict=False)
    ]
    limits = {"low_from": low, "medium_from": medium, "high_from": high}
    stored = {"scales": {"s": SCALE}, "risks": [{"code": "x", "title": "Риск", **limits}], "questions": questions}
    return Content.from_dict(stored)


@pytest.mark.parametrize(
    ("weights", "answers", "limits", "found"),
    [
        ((1,), {"a": 0}, {}, None),
        ((1,), {"a": 3}, {}, ("high", 100)),
        ((1,), {"a": 1}, {}, ("low", 33)),
        ((1,), {"a": 2}, {}, ("high", 67)),
        ((1, 1), {"a": 3, "b": 0}, {}, ("medium", 50)),
        ((1, 1), {"a": 3, "b": 0}, {"medium": 50}, ("medium", 50)),  # the limit itself belongs to the higher one
        ((1, 1), {"a": 3, "b": 0}, {"medium": 51}, ("low", 50)),
        ((1, 1), {"a": 3, "b": 0}, {"high": 50}, ("high", 50)),
        ((3, 1), {"a": 3, "b": 0}, {}, ("high", 75)),  # the weight counts
        ((3, 1), {"a": 0, "b": 3}, {}, ("low", 25)),
        ((4, 1), {"a": 0, "b": 3}, {}, ("low", 20)),
        ((5, 1), {"a": 0, "b": 3}, {}, None),
        ((1, 1), {"a": 3}, {}, ("high", 100)),  # a missing answer counts neither for nor against
        ((1, 1), {}, {}, None),
        ((0, 1), {"a": 3, "b": 0}, {}, None),  # no longer asked
    ],
)
def test_significance_of_a_risk(weights, answers, limits, found):
    risks = profile(sheet(*weights, **limits), answers)
    assert [(risk.significance, risk.percent) for risk in risks] == ([found] if found else [])


def test_reason_names_the_answers_that_weigh_most():
    (risk,) = profile(sheet(1, 3, 2), {"a": 3, "b": 2, "c": 3})
    assert risk.why == (
        "83 из 100 при пороге 65. Больше всего дали ответы: «Вопрос b» — часто; «Вопрос c» — постоянно."
    )


def test_standard_questionnaire_and_library_fit_together():
    standard = Content.from_dict(content())
    assert len(standard.groups()) == len(RISKS) == len(ACTIVITIES)
    assert {risk.code for risk in standard.risks} == set(ACTIVITIES)
    codes = [question.code for question in standard.questions]
    assert len(codes) == len(set(codes))
    worst = {question.code: len(standard.options(question)) - 1 for question in standard.asked}
    assert {risk.significance for risk in profile(standard, worst)} == {"high"}
    assert profile(standard, dict.fromkeys(codes, 0)) == ()


# --- a self-assessment on its way ------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


def director_of_a_listed_school():
    school = SchoolFactory()
    equip(school.municipality)
    SupportStatusFactory(school=school)
    return UserFactory(municipality=school.municipality, role=Role.DIRECTOR, school=school)


@pytest.fixture
def director(client):
    director = director_of_a_listed_school()
    client.force_login(director)
    return director


@pytest.fixture
def curator(director):
    curator = UserFactory(municipality=director.municipality, role=Role.CURATOR)
    AssignmentFactory(municipality=director.municipality, school=director.school, curator=curator)
    return curator


def address(director, what="edit_assessment", year=2026) -> str:
    return reverse(f"schools:{what}", args=[director.school_id, year])


def answers(**others) -> dict:
    """All of the standard questionnaire answered well, but for those named."""
    codes = [question.code for question in Content.from_dict(content()).asked]
    return {code: str(others.get(code, 0)) for code in codes}


ALL_OF_STAFF = {"staff_1": 3, "staff_2": 3, "staff_3": 3}


def hand_in(client, director, **others):
    return client.post(address(director), answers(**others) | {"submit": "1"})


def test_draft_is_kept_and_says_nothing_of_risks(client, director):
    assert client.post(address(director), {"staff_1": "3"}).url == address(director)
    assert SelfAssessment.objects.get().answers == {"staff_1": 3}
    assert not RiskFactor.objects.exists()


def test_every_question_is_asked_for_when_handed_in(client, director):
    page = client.post(address(director), {"staff_1": "3", "submit": "1"})
    assert len(page.context["form"].errors) == len(answers()) - 1
    assert not SelfAssessment.objects.exists()


def test_handed_in_answers_become_risks_with_their_reason(client, director):
    assert hand_in(client, director, **ALL_OF_STAFF).url == address(director, "assessment")
    risk = RiskFactor.objects.get()
    assert (risk.name, risk.significance, risk.kind.code) == ("Дефицит педагогических кадров", "high", "staff")
    assert risk.reason.startswith("100 из 100 при пороге 65.")
    card = client.get(reverse("schools:show", args=[director.school_id])).content.decode()
    assert "100 из 100 при пороге 65" in card


def test_answers_handed_in_again_replace_the_risks(client, director):
    hand_in(client, director, **ALL_OF_STAFF)
    client.post(address(director), answers(parents_1=3, parents_2=3) | {"submit": "1", "version": "1"})
    assert RiskFactor.objects.get().kind.code == "parents"


def test_curator_corrects_an_answer_and_the_risks_follow(client, director, curator):
    hand_in(client, director, **ALL_OF_STAFF)
    client.force_login(curator)
    path = address(director, "verify_assessment")
    sent = {"version": "1", "visited_on": "2026-11-20", "said-staff_1": "0", "note-staff_1": "Ставки закрыты"}
    page = client.post(path, sent)
    assert len(page.context["form"].errors) == len(answers()) - 1  # each answer is confirmed or corrected
    assert client.post(path, sent | {"confirm_rest": "1"}).url == address(director, "assessment")
    row = SelfAssessment.objects.get()
    assert (row.verified_by, row.visited_on, row.state) == (curator, date(2026, 11, 20), "verified")
    assert RiskFactor.objects.get().significance == "medium"
    shown = client.get(address(director, "assessment")).content.decode()
    assert "Ставки закрыты" in shown


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"visited_on": "2026-11-22"}, "visited_on"),
        ({"visited_on": "2020-01-01"}, "visited_on"),
        ({"visited_on": ""}, "visited_on"),
        ({"said-staff_1": "0"}, "note-staff_1"),
        ({"said-staff_1": "17"}, "said-staff_1"),
        ({"version": "0"}, "__all__"),
    ],
)
def test_verification_that_cannot_be_is_refused(client, director, curator, sent, field):
    hand_in(client, director, **ALL_OF_STAFF)
    client.force_login(curator)
    good = {"version": "1", "visited_on": "2026-11-20", "confirm_rest": "1"}
    page = client.post(address(director, "verify_assessment"), good | sent)
    assert set(page.context["form"].errors) == {field}
    assert SelfAssessment.objects.get().state == "submitted"


def test_school_no_longer_changes_what_the_curator_has_verified(client, director, curator):
    hand_in(client, director, **ALL_OF_STAFF)
    client.force_login(curator)
    client.post(
        address(director, "verify_assessment"), {"version": "1", "visited_on": "2026-11-20", "confirm_rest": "1"}
    )
    client.force_login(director)
    assert client.post(address(director), answers() | {"submit": "1", "version": "2"}).url == address(
        director, "assessment"
    )
    assert RiskFactor.objects.get().kind.code == "staff"


@pytest.mark.parametrize("year", [2024, 2027])
def test_years_that_are_not_asked_about_are_404(client, director, year):
    assert client.get(address(director, year=year)).status_code == 404


def test_draft_is_shown_to_nobody_else(client, director, curator):
    client.post(address(director), {"staff_1": "3"})
    client.force_login(curator)
    assert client.get(address(director, "assessment")).status_code == 404
    assert client.get(address(director, "verify_assessment")).status_code == 404


def test_version_of_the_questionnaire_is_never_changed(director):
    with pytest.raises(DatabaseError), transaction.atomic():
        Questionnaire.objects.update(content={})


def test_register_tells_who_has_not_filled(client, director, django_assert_max_num_queries):
    specialist = UserFactory(municipality=director.municipality)
    hand_in(client, director, **ALL_OF_STAFF)
    client.force_login(specialist)
    page = client.get("/schools/assessments/")
    assert [(row.state, row.high) for row in page.context["rows"]] == [
        ("submitted", ("Дефицит педагогических кадров",))
    ]
    asked = set()
    for more in (1, 2, 27):
        for school in SchoolFactory.create_batch(more, municipality=director.municipality):
            SupportStatusFactory(school=school)
        with django_assert_max_num_queries(12) as queries:
            rows = client.get("/schools/assessments/").context["rows"]
        asked.add(len(queries))
    assert len(asked) == 1
    assert len(rows) == 31
    assert rows[-1].state == "missing"
    assert client.get("/schools/assessments/?year=x").status_code == 404


def test_library_is_added_to_and_retired_in_the_browser(client, director):
    client.force_login(UserFactory(municipality=director.municipality))
    kind = director.municipality.risk_kinds.first()
    sent = {"kind": kind.pk, "text": "Новое дело", "deadline_text": "май", "responsible_text": "директор школы"}
    assert client.post("/schools/library/add/", sent).url == "/schools/library/"
    assert "Новое дело" in client.get("/schools/library/").content.decode()
    page = client.post("/schools/library/add/", sent)
    assert "уже есть" in str(page.context["form"].errors)
    row = kind.activities.get(text="Новое дело")
    client.post(f"/schools/library/{row.pk}/", sent | {"is_retired": "on"})
    assert not kind.activities.offered().filter(pk=row.pk).exists()


def test_risk_of_another_municipality_cannot_be_named(client, director):
    client.force_login(UserFactory(municipality=director.municipality))
    stranger = SchoolFactory().municipality
    equip(stranger)
    sent = {"kind": stranger.risk_kinds.first().pk, "text": "Дело", "deadline_text": "май", "responsible_text": "все"}
    assert "kind" in client.post("/schools/library/add/", sent).context["form"].errors
