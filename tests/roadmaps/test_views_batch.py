"""Pages of several rows: marked ones changed at once, copied ones pasted, parties suggested."""

import pytest

from roadmaps.importers.pasted import LARGEST, MOST_ROWS, TOO_LARGE
from roadmaps.models import Activity
from roadmaps.responsible import person_key
from tests.roadmaps.factories import (
    ActivityFactory,
    PartyFactory,
    ResponsibilityFactory,
    RoadmapFactory,
    SectionFactory,
)
from tests.schools.factories import SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(town):
    return SectionFactory(roadmap=RoadmapFactory(municipality=town))


@pytest.fixture
def rows(section):
    return [ActivityFactory(section=section, deadline_text=text) for text in ("15.09.2026", "по графику")]


@pytest.fixture
def browser(sign_in):
    return sign_in("specialist")


def mark(*rows):
    return [f"{row.pk}-{row.version}" for row in rows]


def change(browser, place, marked, **sent):
    path = f"/roadmaps/{place.roadmap_id}/activities/change/"
    return browser.post(path, {"rows": mark(*marked), **sent}, follow=True).content.decode()


def test_marked_rows_are_shifted_and_taken_back(browser, section, rows):
    page = change(browser, section, rows, action="shift", amount="2", unit="weeks", direction="later")
    assert "Готово: 1 строка изменена." in page
    assert "срок «по графику» — не просто даты" in page
    assert "сдвиг сроков (1 строка)" in page
    assert Activity.objects.get(pk=rows[0].pk).deadline_text == "29.09.2026"
    browser.post(f"/roadmaps/{section.roadmap_id}/undo/")
    assert Activity.objects.get(pk=rows[0].pk).deadline_text == "15.09.2026"


def test_earlier_is_the_other_way(browser, section, rows):
    change(browser, section, rows, action="shift", amount="1", unit="months", direction="earlier")
    assert Activity.objects.get(pk=rows[0].pk).deadline_text == "15.08.2026"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Обязательное поле"),
        ({"action": "delete", "rows": []}, "Отметьте строки"),
        ({"action": "delete", "rows": ["x"]}, "Отметьте строки в таблице ещё раз"),
        ({"action": "delete", "rows": ["9" * 30 + "-1"]}, "Отметьте строки в таблице ещё раз"),
        ({"action": "shift"}, "Укажите, на сколько сдвинуть"),
        ({"action": "shift", "amount": "0"}, "больше либо равно 1"),
        ({"action": "replace", "responsible_text": " "}, "Напишите, кто отвечает"),
        ({"action": "move"}, "Выберите раздел"),
        ({"action": "move", "section": "999999"}, "Выберите корректный вариант"),
        ({"action": "document", "output_documents": "а" * 2001}, "не более 2000"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_lost(browser, section, rows, sent, words):
    page = change(browser, section, rows, **sent)
    assert words in page
    assert f'value="{rows[0].pk}-1"' in page or "rows" in sent
    assert Activity.objects.filter(version=1).count() == 2


# --- paste -----------------------------------------------------------------------------------------------------------


def paste(browser, place, **sent):
    path = f"/roadmaps/{place.roadmap_id}/activities/paste/"
    return browser.post(path, {"section": place.pk, **sent}, follow=True)


COPIED = "5.\tСеминар\tмай 2027\tВетрова А. И.\tГотовы\tСправка\n6.\tСовет\tиюнь 2027\t\t\t"


def test_copied_rows_are_shown_before_they_are_taken(browser, section, rows):
    shown = paste(browser, section, text=COPIED, after=rows[0].pk)
    page = shown.content.decode()
    assert "Вставить 2 строки" in page
    assert Activity.objects.count() == 2
    columns = {f"column_{place}": key for place, (key, _) in enumerate(shown.context["columns"])}
    sent = {"text": shown.context["text"], "after": rows[0].pk, "form_key": shown.context["form_key"], "accept": "1"}
    for _ in range(2):
        page = paste(browser, section, **sent, **columns).content.decode()
        assert "Готово: 2 строки вставлены." in page
    texts = list(section.activities.in_order().values_list("text", "number", "output_documents"))
    assert texts[1:3] == [("Семинар", "5.", "Справка"), ("Совет", "6.", "")]
    assert len(texts) == 4


def test_columns_are_named_by_a_person(browser, section):
    columns = {"column_0": "deadline", "column_1": "activity", "column_2": "other"}
    paste(browser, section, text="май 2027\tСеминар\tлишнее", accept="1", **columns)
    row = Activity.objects.get()
    assert (row.text, row.deadline_text, row.responsible_text) == ("Семинар", "май 2027", "")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"text": ""}, "ни одной строки"),
        ({"text": "а\n" * (MOST_ROWS + 1)}, f"не больше {MOST_ROWS}"),
        ({"text": "а\tб", "column_0": "other", "column_1": "result"}, "в каком столбце мероприятия"),
        ({"text": "а\tб", "column_0": "activity", "column_1": "activity"}, "«Мероприятие» назван дважды"),
        ({"text": "а\tб\tг\n\tв\tд"}, "Строка 2: нет текста мероприятия"),
        ({"text": "а\t" + "б" * 1001}, "«Срок» больше 1000 знаков"),
        ({"text": "а", "section": "x"}, "корректный вариант"),
        ({"text": "а", "form_key": "x"}, "Форма устарела"),
    ],
)
def test_what_cannot_be_pasted_is_told_and_stays(browser, section, sent, words):
    page = paste(browser, section, **{"accept": "1", **sent}).content.decode()
    assert words in page
    assert sent["text"][:5] in page
    assert not Activity.objects.exists()


def test_markup_of_a_table_is_read(browser, section):
    markup = "<table><tr><td>Семинар</td><td>май 2027</td></tr></table>"
    page = paste(browser, section, markup=markup, text="").content.decode()
    assert "Вставить 1 строку" in page


# --- suggestions -----------------------------------------------------------------------------------------------------


def suggested(browser, section, typed):
    path = f"/roadmaps/{section.roadmap_id}/suggest-parties/"
    return [one["name"] for one in browser.post(path, {"typed": typed}).json()["found"]]


def test_parties_of_the_town_and_its_people_are_suggested(browser, section, town):
    PartyFactory(municipality=town, name="Лугова И.П.", key="лугова и п")
    PartyFactory(municipality=town, kind="unit", name="Методический кабинет", key="методический кабинет")
    PartyFactory(name="Лугова Ч.Ж.", key="лугова ч ж")
    UserFactory(municipality=town, last_name="Луговой", first_name="Пётр", patronymic="Олегович")
    assert suggested(browser, section, "луг") == ["Лугова И.П.", "Луговой П. О."]
    assert suggested(browser, section, "каб мет") == ["Методический кабинет"]
    assert suggested(browser, section, "угова") == []
    for strange in ("(", "\\", "[", "%", "а" * 300, "\x00"):
        assert suggested(browser, section, strange) == []


def test_a_party_and_its_account_are_one(browser, section, town):
    PartyFactory(municipality=town, name="Луговой П.О.", key=person_key("Луговой П.О."))
    UserFactory(municipality=town, last_name="Луговой", first_name="Пётр", patronymic="Олегович")
    assert suggested(browser, section, "Луг") == ["Луговой П.О."]


def test_the_table_is_told_how_much_may_be_pasted(town, sign_in):
    draft = SectionFactory(roadmap=RoadmapFactory(municipality=town)).roadmap
    page = sign_in("specialist").get(f"/roadmaps/{draft.pk}/").content.decode()
    assert f'data-largest="{LARGEST}" data-too-large="{TOO_LARGE}"' in page


def test_a_school_is_suggested_whom_its_plans_name_and_its_own_people(sign_in, section, town, school):
    own = SectionFactory(roadmap=RoadmapFactory(municipality=town, school=school))
    for roadmap, name in ((own.roadmap, "Лугова А.А."), (section.roadmap, "Лугова Б.Б.")):
        row = ActivityFactory(section=SectionFactory(roadmap=roadmap))
        ResponsibilityFactory(activity=row, party=PartyFactory(municipality=town, name=name, key=name))
    UserFactory(
        municipality=town,
        last_name="Лугов",
        first_name="Пётр",
        patronymic="",
        school=SchoolFactory(municipality=town),
        role="director",
    )
    UserFactory(municipality=town, last_name="Лужина", first_name="Вера", patronymic="", role="methodist")
    assert suggested(sign_in("director"), own, "лу") == ["Лугова А.А.", "Лужина В."]
