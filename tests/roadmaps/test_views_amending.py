"""The pages of an amendment: the button, what changes, the editions."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from roadmaps import services
from roadmaps.models import Roadmap
from tests.roadmaps.factories import ActivityFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def roadmap(town):
    plan = RoadmapFactory(municipality=town)
    section = SectionFactory(roadmap=plan, title="Кадры")
    ActivityFactory(section=section, number="1.", text="Семинар")
    ActivityFactory(section=section, number="2.", text="Обзор")
    services.submit(plan, by=plan.owner)
    return services.approve(plan, by=plan.owner, order_number="17-о", on=date(2026, 9, 10))


def amended(roadmap):
    draft = services.begin_amendment(roadmap, by=roadmap.owner)
    first, second = draft.activities.in_order()
    services.edit_activity(first, by=roadmap.owner, version=1, deadline_text="ноябрь 2026")
    services.delete_activity(second, by=roadmap.owner)
    services.add_activity(section=draft.sections.get(), by=roadmap.owner, number="3.", text="Встреча")
    return draft


def test_the_button_opens_the_same_draft_again(roadmap, sign_in):
    browser = sign_in("specialist")
    first = browser.post(f"/roadmaps/{roadmap.pk}/amend/")
    assert first.url == browser.post(f"/roadmaps/{roadmap.pk}/amend/").url
    page = browser.get(first.url).content.decode()
    assert "Проект изменений" in page
    assert "Что изменилось" in page


def test_nobody_amends_a_closed_roadmap(roadmap, sign_in):
    services.close(roadmap, by=roadmap.owner)
    assert sign_in("specialist").post(f"/roadmaps/{roadmap.pk}/amend/").status_code == 403


def test_each_change_is_shown_before_and_after(roadmap, sign_in):
    draft = amended(roadmap)
    page = sign_in("head").get(f"/roadmaps/{draft.pk}/changes/").content.decode()
    for text in ("октябрь 2026", "ноябрь 2026", "Исключено", "Обзор", "Добавлено", "Встреча", "3 изменения"):
        assert text in page


def test_a_draft_without_changes_says_so(roadmap, sign_in):
    draft = services.begin_amendment(roadmap, by=roadmap.owner)
    assert "Изменений пока нет" in sign_in("specialist").get(f"/roadmaps/{draft.pk}/changes/").content.decode()


def test_the_editions_and_their_texts(roadmap, sign_in):
    draft = amended(roadmap)
    services.submit(draft, by=roadmap.owner)
    services.amend(draft, by=roadmap.owner, order_number="25-о", on=date(2026, 11, 20))
    browser = sign_in("director")
    page = browser.get(f"/roadmaps/{roadmap.pk}/").content.decode()
    assert "в редакции приказа № 25-о от 20.11.2026" in page
    assert "Обзор" not in page
    listed = browser.get(f"/roadmaps/{roadmap.pk}/editions/").content.decode()
    assert "№ 25-о" in listed
    now, before = roadmap.editions.all()
    old = browser.get(f"/roadmaps/editions/{before.pk}/").content.decode()
    assert "Обзор" in old
    assert "октябрь 2026" in old
    assert "Исключено" in browser.get(f"/roadmaps/editions/{now.pk}/").content.decode()


def test_the_pages_cost_the_same_for_any_number_of_rows(town, sign_in, django_assert_max_num_queries):
    browser = sign_in("specialist")
    for number in (1, 30):
        plan = RoadmapFactory(municipality=town, in_force=True)
        ActivityFactory.create_batch(number, section=SectionFactory(roadmap=plan))
        draft = services.begin_amendment(plan, by=plan.owner)
        draft.activities.update(text="Иначе")
        with django_assert_max_num_queries(10):
            browser.get(f"/roadmaps/{draft.pk}/changes/")


def test_the_register_calls_it_by_its_name(roadmap, sign_in):
    services.begin_amendment(roadmap, by=roadmap.owner)
    assert "Проект изменений" in sign_in("specialist").get("/roadmaps/").content.decode()
    assert Roadmap.objects.count() == 2


def test_the_button_says_that_a_draft_is_there(roadmap, sign_in):
    path = f"/roadmaps/{roadmap.pk}/"
    assert "Внести изменения" in sign_in("specialist").get(path).text
    services.begin_amendment(roadmap, by=roadmap.owner)
    page = sign_in("specialist").get(path).text
    assert "Открыть проект изменений" in page
    assert "Внести изменения" not in page


def test_the_address_of_the_draft_leads_to_the_roadmap_that_it_became(roadmap, sign_in):
    draft = amended(roadmap)
    services.submit(draft, by=roadmap.owner)
    services.amend(draft, by=roadmap.owner, order_number="25-о", on=date(2026, 11, 20))
    browser = sign_in("head")
    assert browser.get(f"/roadmaps/{draft.pk}/").url == f"/roadmaps/{roadmap.pk}/"
    assert browser.get(f"/roadmaps/{draft.pk}/changes/").url == f"/roadmaps/editions/{roadmap.editions.first().pk}/"
    assert browser.get("/roadmaps/987654321/").status_code == 404
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(f"/roadmaps/{draft.pk}/").status_code == 404


def test_the_heads_of_pages_name_all_orders_in_force(roadmap, sign_in):
    for number, day, text in (("25-о", 20, "Семинар завучей"), ("31-о", 21, "Семинар директоров")):
        draft = services.begin_amendment(roadmap, by=roadmap.owner)
        services.edit_activity(draft.activities.in_order().first(), by=roadmap.owner, version=1, text=text)
        services.submit(draft, by=roadmap.owner)
        services.amend(draft, by=roadmap.owner, order_number=number, on=date(2026, 11, day))
    roadmap.refresh_from_db()
    services.publish(roadmap, by=roadmap.owner)
    named = "№ 17-о от 10.09.2026, в редакции приказов № 25-о от 20.11.2026, № 31-о от 21.11.2026"
    browser = sign_in("head")
    public = reverse("public_roadmap", args=[roadmap.public_key])
    for path in (f"/roadmaps/{roadmap.pk}/", f"/roadmaps/{roadmap.pk}/calendar/", public):
        assert named in browser.get(path).text, path
