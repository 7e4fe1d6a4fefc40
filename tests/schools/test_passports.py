"""The social passport: questions as data, last year's answers, numbers that jumped, drafts."""

from decimal import Decimal

import pytest
from django.urls import reverse

from schools.jumps import jumps
from schools.models import PassportQuestion, SocialPassport
from schools.roles import Role
from tests.schools.factories import PassportFactory, SchoolFactory, UserFactory, ask_standard_questions

pytestmark = pytest.mark.django_db
Unit = PassportQuestion.Unit
ANSWERS = {
    "pupils_count": "412",
    "parents_with_degree_percent": "31",
    "single_parent_percent": "26,5",
    "large_families_percent": "12",
    "good_marks_percent": "40",
    "preventive_register_percent": "0",
    "vacancies_count": "2",
}
HAND_IN = {"submit": "1"}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


@pytest.fixture
def director(client):
    school = SchoolFactory()
    ask_standard_questions(school.municipality)
    director = UserFactory(municipality=school.municipality, role=Role.DIRECTOR, school=school)
    client.force_login(director)
    return director


def address(director, year=2026) -> str:
    return reverse("schools:edit_passport", args=[director.school_id, year])


@pytest.mark.parametrize(
    ("limits", "before", "after", "asked"),
    [
        ({"jump_factor": 2}, 100, 200, ""),
        ({"jump_factor": 2}, 100, 201, "В прошлом году — 100, теперь — 201: больше в 2 раза. Всё верно?"),
        ({"jump_factor": 2}, 200, 100, ""),
        ({"jump_factor": 2}, 204, 100, "В прошлом году — 204, теперь — 100: меньше в 2 раза. Всё верно?"),
        ({"jump_factor": Decimal("1.5")}, 40, 100, "В прошлом году — 40, теперь — 100: больше в 2,5 раза. Всё верно?"),
        ({"jump_factor": 2}, 0, 50, ""),
        ({"jump_points": 15}, 10.5, 25.5, ""),
        ({"jump_points": 15}, 10.5, 25.6,
         "В прошлом году — 10,5, теперь — 25,6: больше на 15,1 процентного пункта. Всё верно?"),
        ({"jump_points": 15}, 40, 24, "В прошлом году — 40, теперь — 24: меньше на 16 процентных пунктов. Всё верно?"),
        ({"jump_points": 15}, None, 90, ""),
        ({"jump_points": 15}, 90, None, ""),
        ({}, 1, 1000, ""),
    ],
)  # fmt: skip
def test_what_is_a_jump(limits, before, after, asked):
    question = PassportQuestion(code="x", unit=Unit.PERCENT, **limits)
    assert jumps([question], {"x": before}, {"x": after}).get("x", "") == asked


@pytest.mark.parametrize(("year", "status"), [(2027, 404), (2026, 200), (2023, 200), (2022, 404), (9999, 404)])
def test_passport_is_filled_for_this_year_and_three_before(client, director, year, status):
    assert client.get(address(director, year)).status_code == status


def test_director_hands_the_passport_in(client, director):
    sent = ANSWERS | HAND_IN | {"has_psychologist": "no"}
    assert client.post(address(director), sent).url == reverse("schools:show", args=[director.school_id])
    passport = SocialPassport.objects.get()
    assert passport.values["single_parent_percent"] == 26.5
    assert passport.values["preventive_register_percent"] == 0
    assert passport.values["has_psychologist"] is False
    assert "equipment_age_years" not in passport.values
    assert (passport.filled_by, passport.is_on_behalf, passport.submitted_at is None) == (director, False, False)


def test_draft_may_lack_answers_and_counts_nowhere(client, director):
    assert client.post(address(director), {"pupils_count": "412"}).url == address(director)
    passport = SocialPassport.objects.get()
    assert passport.values == {"pupils_count": 412}
    assert not SocialPassport.objects.submitted().exists()
    assert client.get(address(director)).context["form"]["pupils_count"].value() == 412


def test_obligatory_questions_are_asked_for_only_when_handed_in(client, director):
    form = client.post(address(director), {"pupils_count": "412"} | HAND_IN).context["form"]
    assert set(form.errors) == set(ANSWERS) - {"pupils_count"}
    assert not SocialPassport.objects.exists()


@pytest.mark.parametrize("share", ["100,1", "-1", "сто", "1e9", "26,55"])
def test_share_is_between_nought_and_a_hundred(client, director, share):
    response = client.post(address(director), ANSWERS | {"single_parent_percent": share})
    assert set(response.context["form"].errors) == {"single_parent_percent"}
    assert share in response.content.decode()


@pytest.mark.parametrize("count", ["-1", "10001", "12,5", "много"])
def test_count_is_a_whole_number_within_its_limits(client, director, count):
    assert "pupils_count" in client.post(address(director), {"pupils_count": count}).context["form"].errors


def test_jump_asks_for_a_tick_and_a_sentence_and_then_lets_through(client, director):
    PassportFactory(school=director.school, year=2025, values={"pupils_count": 200})
    page = client.post(address(director), ANSWERS | HAND_IN)
    assert set(page.context["form"].errors) == {"sure-pupils_count", "why-pupils_count"}
    assert "больше в 2,1 раза" in page.content.decode()
    confirmed = {"sure-pupils_count": "on", "why-pupils_count": "Присоединили начальную школу"}
    assert client.post(address(director), ANSWERS | HAND_IN | confirmed).status_code == 302
    passport = SocialPassport.objects.get(year=2026)
    assert passport.reasons == {"pupils_count": "Присоединили начальную школу"}


def test_last_years_answers_fill_the_empty_fields_only(client, director):
    PassportFactory(school=director.school, year=2025, values={"pupils_count": 400, "single_parent_percent": 26.5})
    page = client.post(address(director), {"pupils_count": "412", "take_last": "1"})
    form = page.context["form"]
    assert form["pupils_count"].value() == "412"
    assert 'value="26,5"' in str(form["single_parent_percent"])
    assert not SocialPassport.objects.filter(year=2026).exists()


def test_what_was_handed_in_is_not_taken_back_to_a_draft(client, director):
    PassportFactory(school=director.school)
    page = client.post(address(director), ANSWERS)
    assert page.context["form"].non_field_errors() == ["Паспорт уже сдан. Исправленный паспорт сдайте заново."]


def test_two_people_do_not_overwrite_each_other(client, director):
    PassportFactory(school=director.school, version=3)
    page = client.post(address(director), ANSWERS | HAND_IN | {"version": "2"})
    assert "сохранил другой сотрудник" in page.context["form"].non_field_errors()[0]
    assert 'name="version" value="3"' in page.content.decode()
    assert client.post(address(director), ANSWERS | HAND_IN | {"version": "3"}).status_code == 302


def test_specialist_fills_on_behalf_of_the_school_and_it_is_shown(client, director):
    specialist = UserFactory(municipality=director.municipality)
    client.force_login(specialist)
    client.post(address(director), ANSWERS | HAND_IN)
    assert SocialPassport.objects.get().is_on_behalf
    assert "по поручению школы" in client.get(address(director)).content.decode()


def test_retired_question_is_not_asked_and_old_answers_stay_on_the_card(client, director):
    PassportFactory(school=director.school, year=2025, values={"pupils_count": 200, "equipment_age_years": 7.5})
    PassportQuestion.objects.filter(code__in=["equipment_age_years", "internet_mbit"]).update(is_retired=True)
    assert "equipment_age_years" not in client.get(address(director)).context["form"].fields
    card = client.get(reverse("schools:show", args=[director.school_id])).content.decode()
    assert "Средний возраст компьютеров, лет" in card
    assert "7,5" in card
    assert "Скорость интернета" not in card


def test_the_passport_of_a_closed_school_is_not_filled(client, director):
    director.school.closed_on = "2026-08-31"
    director.school.save()
    page = client.post(address(director), ANSWERS | HAND_IN)
    assert "Школа закрыта 31.08.2026: её паспорт больше не заполняется." in page.content.decode()
    assert 'value="412"' in page.content.decode()  # what was typed
    assert not SocialPassport.objects.exists()
