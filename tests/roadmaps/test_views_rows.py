import json

import pytest

from roadmaps.models import Activity
from tests.roadmaps.factories import ActivityFactory, RoadmapFactory, SectionFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def section(town):
    return SectionFactory(roadmap=RoadmapFactory(municipality=town))


@pytest.fixture
def row(section):
    return ActivityFactory(section=section)


@pytest.fixture
def browser(sign_in):
    return sign_in("specialist")


def cells(**changed):
    return {
        "text": "Семинар",
        "deadline_text": "май 2027",
        "responsible_text": "Ветрова А. И.",
        "version": 1,
        **changed,
    }


def test_a_cell_opens_and_is_saved_in_place(browser, row):
    path = f"/roadmaps/activities/{row.pk}/edit/"
    opened = browser.get(path, headers=HTMX).content.decode()
    assert opened.startswith(f'<tr id="a{row.pk}" class="editing">')
    assert "1–31 октября 2026" in opened
    saved = browser.post(path, cells(responsible_text=""), headers=HTMX)
    assert f'<tr id="a{row.pk}">' in saved.content.decode()
    assert "1–31 мая 2027" in saved.content.decode()
    event = json.loads(saved["HX-Trigger-After-Settle"])["roadmap:saved"]
    link = f'<a href="/roadmaps/{row.roadmap_id}/#a{row.pk}">№ …</a>'
    assert event["missing"].startswith(f"Не хватает: ответственного в 1 строке ({link})")
    assert event["row"] == f"a{row.pk}"
    assert event["undo"] == f"правка строки «{row.text}»"


def test_without_javascript_a_row_has_its_own_page(browser, row):
    path = f"/roadmaps/activities/{row.pk}/edit/"
    assert "<h1>Мероприятие" in " ".join(browser.get(path).content.decode().split())
    answer = browser.post(path, cells())
    assert answer.status_code == 302
    assert answer["Location"] == f"/roadmaps/{row.roadmap_id}/#a{row.pk}"
    assert Activity.objects.get().text == "Семинар"


@pytest.mark.parametrize(
    "bad",
    [
        {"text": ""},
        {"text": "а\x00"},
        {"text": "а" * 100_000},
        {"number": "1" * 21},
        {"version": "x"},
        {"version": "9" * 23},
    ],
    ids=lambda bad: str(bad)[:25],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "cell"])
def test_bad_cells_are_errors_beside_them(browser, row, bad, headers):
    answer = browser.post(f"/roadmaps/activities/{row.pk}/edit/", cells(**bad), headers=headers)
    assert answer.status_code == 200
    assert Activity.objects.get().version == 1


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "cell"])
def test_the_second_editor_sees_both_texts_and_may_decide(browser, row, headers):
    path = f"/roadmaps/activities/{row.pk}/edit/"
    browser.post(path, cells(text="Первый вариант"))
    answer = browser.post(path, cells(text="Второй вариант"), headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Первый вариант" in page
    assert "Второй вариант" in page
    assert Activity.objects.get().text == "Первый вариант"
    browser.post(path, cells(text="Второй вариант", version=2))
    assert Activity.objects.get().text == "Второй вариант"


def test_a_row_is_added_after_another(browser, section, row):
    path = f"/roadmaps/{section.roadmap_id}/activities/add/"
    place = {"section": section.pk, "after": row.pk}
    assert 'id="new"' in browser.get(path, place, headers=HTMX).content.decode()
    assert browser.post(path, cells(text="Ниже", **place)).status_code == 302
    assert list(section.activities.in_order().values_list("text", flat=True)) == [row.text, "Ниже"]


def test_without_a_place_the_row_goes_to_the_last_section(browser, section):
    page = browser.get(f"/roadmaps/{section.roadmap_id}/activities/add/").content.decode()
    assert f'name="section" value="{section.pk}"' in page


@pytest.mark.parametrize("place", [{"section": "x"}, {"section": "9" * 30}, {"section": 1, "after": "²"}])
def test_a_place_that_is_nowhere_is_not_found(browser, section, place):
    path = f"/roadmaps/{section.roadmap_id}/activities/add/"
    assert browser.get(path, place).status_code == 404
    assert browser.post(path, cells(**place)).status_code == 404


def test_a_row_of_another_roadmap_is_no_place(browser, section):
    stranger = SectionFactory()
    path = f"/roadmaps/{section.roadmap_id}/activities/add/"
    assert browser.post(path, cells(section=stranger.pk)).status_code == 404
    assert not Activity.objects.exists()


def test_a_deletion_is_told_and_taken_back(browser, section, row):
    page = browser.post(f"/roadmaps/activities/{row.pk}/delete/", follow=True).content.decode()
    assert f"Строка удалена: {row.text}" in page
    assert f"удаление строки «{row.text}»" in page
    page = browser.post(f"/roadmaps/{section.roadmap_id}/undo/", follow=True)
    assert page.redirect_chain == [(f"/roadmaps/{section.roadmap_id}/#a{row.pk}", 302)]
    assert "Отменено: удаление строки" in page.content.decode()
    assert Activity.objects.get().pk == row.pk
    assert (
        "Отменять больше нечего" in browser.post(f"/roadmaps/{section.roadmap_id}/undo/", follow=True).content.decode()
    )


def test_the_script_is_told_where_a_row_went(browser, section, row):
    other = ActivityFactory(section=section)
    answer = browser.post(f"/roadmaps/activities/{other.pk}/move/", {"step": "-1"}, headers=HTMX)
    told = json.loads(answer["HX-Trigger"])["roadmap:moved"]
    assert (answer.status_code, told["row"], told["after"]) == (204, f"a{other.pk}", f"s{section.pk}")
    assert "перестановка строки" in told["undo"]
    place = {"section": section.pk, "after": row.pk}
    answer = browser.post(f"/roadmaps/activities/{other.pk}/place/", place, headers=HTMX)
    assert json.loads(answer["HX-Trigger"])["roadmap:moved"]["after"] == f"a{row.pk}"
    for bad in ({}, {"section": "x"}, {"section": SectionFactory().pk}, {"section": section.pk, "after": "9" * 30}):
        page = browser.post(f"/roadmaps/activities/{row.pk}/place/", bad, follow=True).content.decode()
        assert "Этого места в таблице уже нет" in page
    assert browser.post(f"/roadmaps/activities/{row.pk}/place/", {}, headers=HTMX)["HX-Refresh"] == "true"
    assert list(section.activities.in_order()) == [row, other]


def test_rows_and_sections_move(browser, section, row):
    other = ActivityFactory(section=section)
    browser.post(f"/roadmaps/activities/{other.pk}/move/", {"step": "-1"})
    assert [a.pk for a in section.activities.in_order()] == [other.pk, row.pk]
    for bad in ({}, {"step": "2"}, {"step": "x"}):
        assert browser.post(f"/roadmaps/activities/{row.pk}/move/", bad).status_code == 404
        assert browser.post(f"/roadmaps/sections/{section.pk}/move/", bad).status_code == 404


def test_sections_come_change_and_go(browser, section):
    roadmap = section.roadmap
    assert browser.post(f"/roadmaps/{roadmap.pk}/sections/add/", {"title": ""}).status_code == 200
    browser.post(f"/roadmaps/{roadmap.pk}/sections/add/", {"title": "Второй"})
    second = roadmap.sections.last()
    browser.post(f"/roadmaps/sections/{second.pk}/edit/", {"title": "Итоги", "version": 1})
    conflict = browser.post(f"/roadmaps/sections/{second.pk}/edit/", {"title": "Финал", "version": 1})
    assert conflict.status_code == 409
    browser.post(f"/roadmaps/sections/{second.pk}/move/", {"step": "-1"})
    assert [s.title for s in roadmap.sections.all()] == ["Итоги", section.title]
    browser.post(f"/roadmaps/sections/{second.pk}/delete/")
    assert roadmap.sections.get() == section


def test_a_deadline_is_understood_while_typed(browser, section):
    path = f"/roadmaps/{section.roadmap_id}/read-deadline/"
    assert "31 мая 2027" in browser.post(path, {"deadline_text": "до июня"}).content.decode()
    assert "doubt" in browser.post(path, {"deadline_text": "по графику"}).content.decode()
    for bad in ("а" * 100_000, "\x00"):
        assert browser.post(path, {"deadline_text": bad}).status_code == 200


def test_what_is_submitted_is_not_edited(browser, row):
    roadmap = row.roadmap
    browser.post(f"/roadmaps/{roadmap.pk}/submit/")
    for path in (f"/roadmaps/activities/{row.pk}/edit/", f"/roadmaps/sections/{row.section_id}/edit/"):
        assert browser.get(path).status_code == 403
        assert browser.post(path, cells()).status_code == 403
