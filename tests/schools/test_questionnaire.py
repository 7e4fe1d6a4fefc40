"""The questionnaire edited in the browser: questions, risks, scales; its versions and what they changed."""

import pytest

from schools.models import Questionnaire, RiskFactor, RiskKind, SelfAssessment
from schools.questionnaire_changes import changes
from schools.risks import Content
from schools.scales import read, with_points, written
from schools.standards.questionnaire import content
from tests.schools.factories import UserFactory
from tests.schools.test_risks import ALL_OF_STAFF, address, answers, director_of_a_listed_school, hand_in

pytestmark = pytest.mark.django_db
SHEET = "/schools/questionnaire/"
YES_NO = "Есть – 0\r\nНет – 2"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


@pytest.fixture
def director():
    return director_of_a_listed_school()


@pytest.fixture
def filled(client, director) -> dict:
    """The form of the questionnaire as a specialist finds it."""
    client.force_login(UserFactory(municipality=director.municipality))
    return as_found(client)


def as_found(client) -> dict:
    form = client.get(SHEET).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def newest() -> Content:
    return Content.from_dict(Questionnaire.objects.order_by("version").last().content)


# --- a scale as it is written ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Да – 0\nНет – 1", [("Да", 0), ("Нет", 1)]),
        ("Да - 0\n\n  Нет — 10  ", [("Да", 0), ("Нет", 10)]),
        ("От 10 – 20 % – 0\nБольше – 1", [("От 10 – 20 %", 0), ("Больше", 1)]),
        ("Кое-где – 1\nНигде – 0", [("Кое-где", 1), ("Нигде", 0)]),
    ],
)
def test_scale_is_read(text, options):
    assert [(option.text, option.points) for option in read(text)] == options
    assert read(written(read(text))) == read(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Да – 0", "от 2 до 8 ответов"),
        ("\n".join(f"Ответ {place} – {place}" for place in range(9)), "от 2 до 8 ответов"),
        ("Да – 0\nНет", "«Нет»: допишите через тире баллы"),
        ("Да – 0\nНет-1", "«Нет-1»: допишите через тире баллы"),
        ("Да – 0\n– 1", "«– 1»: допишите через тире баллы"),
        ("Да – 0\nНет – 11", "от 0 до 10"),
        ("Да – 0\nДА – 1", "дважды"),
        ("Да – 1\nНет – 2", "0 баллов"),
        ("Да – 0\nНет – 0", "больше нуля"),
        (f"Да – 0\n{'а' * 81} – 1", "длиннее 80"),
    ],
)
def test_scale_that_cannot_be_is_refused_in_a_sentence(text, told):
    with pytest.raises(ValueError, match=told):
        read(text)


# --- edited ----------------------------------------------------------------------------------------------------------


def test_changed_questionnaire_is_a_new_version_and_what_was_answered_keeps_its_own(client, director, filled):
    client.force_login(director)
    hand_in(client, director, **ALL_OF_STAFF)
    client.force_login(UserFactory(municipality=director.municipality))
    changed = {"weight-staff_1": "0", "text-staff_2": "Иначе спрошено", "high_from-staff": "90"}
    assert client.post(SHEET, filled | changed).url == SHEET
    assert "staff_1" not in {question.code for question in newest().asked}
    assert "Иначе спрошено" in {question.text for question in newest().asked}
    assert SelfAssessment.objects.get().questionnaire.version == 1


def test_unchanged_questionnaire_makes_no_version(client, filled):
    assert client.post(SHEET, filled).status_code == 302
    assert Questionnaire.objects.count() == 1


def test_a_new_line_left_blank_asks_for_no_limits_and_no_weight(client, filled):
    blank = {"low_from-risk_1": "", "medium_from-risk_1": "", "high_from-risk_1": "", "weight-new_1": ""}
    assert client.post(SHEET, filled | blank).status_code == 302


def test_version_that_somebody_replaced_is_not_written_over_and_what_was_typed_stays(client, filled):
    client.post(SHEET, filled | {"title-risk_1": "Их риск"})
    page = client.post(SHEET, filled | {"title-risk_1": "Мой риск"})
    assert page.context["form"].non_field_errors()
    assert "Мой риск" in page.content.decode()
    assert newest().risks[-1].title == "Их риск"


def test_sent_twice_is_one_version(client, filled):
    for _ in range(2):
        assert client.post(SHEET, filled | {"title-risk_1": "Новый"}).status_code == 302
    assert Questionnaire.objects.count() == 2


def test_new_questions_are_asked(client, filled):
    new = {"text-new_1": "Есть ли тьютор", "risk-new_1": "staff", "scale-new_1": "agree", "weight-new_1": "2"}
    also = {"text-new_3": "Есть ли логопед", "risk-new_3": "staff", "scale-new_3": "agree"}
    assert client.post(SHEET, filled | new | also).status_code == 302
    assert {q.code: q.text for q in newest().asked if q.code in ("staff_4", "staff_5")} == {
        "staff_4": "Есть ли тьютор",
        "staff_5": "Есть ли логопед",
    }


def test_new_risk_and_new_scale_are_asked_about_and_get_a_place_in_the_library(client, director, filled):
    new = {
        "title-risk_1": "Подвоз",
        "options-scale_1": YES_NO,
        "text-new_1": "Есть ли автобус",
        "risk-new_1": "risk_1",
        "scale-new_1": "scale_1",
    }
    assert client.post(SHEET, filled | new).status_code == 302
    page = client.get("/schools/library/").content.decode()
    assert "Пока нет мероприятий для рисков: «Подвоз»." in page
    client.force_login(director)
    client.post(address(director), answers() | {"risk_1_1": "1", "submit": "1"})
    risk = RiskFactor.objects.get()
    assert (risk.name, risk.significance, risk.kind.code) == ("Подвоз", "high", "risk_1")


def test_renamed_risk_is_renamed_in_the_library(client, filled):
    client.post(SHEET, filled | {"title-staff": "Кадры"})
    assert RiskKind.objects.get(code="staff").title == "Кадры"
    assert "Кадры" in client.get("/schools/library/").content.decode()


def test_removed_risk_is_not_asked_about_keeps_its_activities_and_comes_back(client, filled):
    client.post(SHEET, filled | {"is_removed-staff": "on"})
    assert "staff" not in {question.risk for question in newest().asked}
    library = client.get("/schools/library/").content.decode()
    assert "анкета об этом риске не спрашивает, мероприятия остаются" in library
    assert "Целевое направление выпускников" in library
    client.post(SHEET, as_found(client) | {"is_removed-staff": ""})
    assert "staff" in {question.risk for question in newest().asked}


def test_question_moves_to_another_risk_and_scale(client, filled):
    client.post(SHEET, filled | {"risk-staff_1": "parents", "scale-staff_1": "often"})
    question = next(question for question in newest().asked if question.code == "staff_1")
    assert (question.risk, question.scale) == ("parents", "often")


def test_scale_is_changed_and_one_that_nobody_needs_is_removed(client, filled):
    client.post(SHEET, filled | {"options-agree": YES_NO, "options-scale_1": YES_NO})
    assert with_points(newest().scales["agree"]) == "«Есть» – 0, «Нет» – 2"
    client.post(SHEET, as_found(client) | {"options-scale_1": ""})
    assert "scale_1" not in newest().scales


NEW = {"text-new_1": "Вопрос", "risk-new_1": "staff", "scale-new_1": "agree"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"high_from-staff": "40"}, "high_from-staff"),
        ({"low_from-staff": "0"}, "low_from-staff"),
        ({"high_from-staff": "101"}, "high_from-staff"),
        ({"weight-staff_1": "6"}, "weight-staff_1"),
        ({"weight-staff_1": "много"}, "weight-staff_1"),
        (NEW | {"weight-new_1": ""}, "weight-new_1"),
        ({"title-risk_1": "Подвоз", "low_from-risk_1": ""}, "low_from-risk_1"),
        ({"text-staff_1": ""}, "text-staff_1"),
        ({"title-staff": ""}, "title-staff"),
        ({"title-staff": "низкий уровень оснащения школы"}, "title-staff"),
        ({"title-risk_1": "Низкий уровень оснащения школы"}, "title-risk_1"),
        ({"options-agree": ""}, "options-agree"),
        ({"options-agree": "Да"}, "options-agree"),
        (NEW | {"risk-new_1": ""}, "risk-new_1"),
        (NEW | {"text-new_1": ""}, "text-new_1"),
        (NEW | {"scale-new_1": "погода"}, "scale-new_1"),
        (NEW | {"risk-new_1": "risk_1"}, "title-risk_1"),
        (NEW | {"scale-new_1": "scale_1"}, "options-scale_1"),
        ({f"weight-{question['code']}": "0" for question in content()["questions"]}, "__all__"),
        ({f"is_removed-{risk['code']}": "on" for risk in content()["risks"]}, "__all__"),
    ],
)
def test_questionnaire_that_cannot_be_is_refused(client, filled, changed, field):
    assert set(client.post(SHEET, filled | changed).context["form"].errors) == {field}
    assert Questionnaire.objects.count() == 1


# --- versions --------------------------------------------------------------------------------------------------------


def test_each_version_is_read_with_what_it_changed(client, director, filled):
    client.post(SHEET, filled | {"title-staff": "Кадры", "weight-staff_1": "0", "options-scale_1": YES_NO})
    first, second = Questionnaire.objects.order_by("version")
    client.force_login(director)
    page = client.get(f"{SHEET}{second.pk}/")
    assert page.context["changes"] == [
        "Риск «Дефицит педагогических кадров» назван иначе: «Кадры».",
        "Вопрос «Какая часть часов учебного плана закрыта совмещением или не закрыта» больше не задают.",
        "Добавлена шкала: Есть / Нет.",
    ]
    earlier = client.get(f"{SHEET}{first.pk}/")
    assert earlier.context["changes"] == []
    assert "Дефицит педагогических кадров" in earlier.content.decode()


def test_changes_of_all_kinds_are_told():
    before = Content.from_dict(content())
    stored = content()
    stored["risks"][0] |= {"is_removed": True, "high_from": 70}
    stored["risks"].append({"code": "x", "title": "Подвоз", "low_from": 20, "medium_from": 40, "high_from": 65})
    one, other, *_ = stored["questions"]
    one |= {"text": "Учебников хватает", "weight": 3}
    other |= {"risk": "x", "scale": "often"}
    stored["questions"].append({"code": "x_1", "text": "Есть ли автобус", "risk": "x", "scale": "agree", "weight": 1})
    stored["scales"] = {**stored["scales"], "agree": [["Да", 0], ["Нет", 3]]}
    assert changes(before, Content.from_dict(stored)) == [
        "О риске «Низкий уровень оснащения школы» больше не спрашивают.",
        "Пороги риска «Низкий уровень оснащения школы»: 20, 40 и 70; были 20, 40 и 65.",
        "Добавлен риск «Подвоз».",
        "Вопрос «Учебников хватает каждому ученику» спрошен иначе: «Учебников хватает».",
        "Вес вопроса «Учебников хватает»: 3; был 2.",
        "Вопрос «Оборудование кабинетов физики, химии и биологии позволяет проводить опыты» теперь о риске «Подвоз».",
        "На вопрос «Оборудование кабинетов физики, химии и биологии позволяет проводить опыты» отвечают так:"
        " Почти никогда / Иногда / Часто / Постоянно.",
        "Добавлен вопрос «Есть ли автобус» о риске «Подвоз», вес 1.",
        "Шкала «Да / Скорее да / Скорее нет / Нет» стала такой: «Да» – 0, «Нет» – 3.",
    ]
    assert changes(Content.from_dict(stored), before)[-1].startswith("Шкала «Да / Нет» стала такой")
