"""Roadmaps kept as examples, and what is made of them."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from roadmaps import services
from roadmaps.models import Roadmap
from tests.roadmaps.factories import ActivityFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PERIOD = {"starts_on": date(2028, 9, 1), "ends_on": date(2029, 8, 31)}
TYPED = {"title": "Новая", "starts_on": "2028-09-01", "ends_on": "2029-08-31"}


def kept(town, **facts):
    """An example of 2026/27 with two sections and rows of every kind."""
    facts = {"goal": "Помочь", "tasks": ["Учить"], "indicators": [{"text": "Договоры", "target": "4"}], **facts}
    plan = RoadmapFactory(municipality=town, is_template=True, **facts)
    first, second = SectionFactory(roadmap=plan, title="Кадры"), SectionFactory(roadmap=plan, title="Ученики")
    ActivityFactory(section=first, number="1.", text="Семинар", deadline_text="до 25 декабря 2026 г.")
    ActivityFactory(section=first, number="2.", text="Обзор", deadline_text="май")
    ActivityFactory(section=second, number="3.", text="Олимпиада", deadline_text="2026/27 учебный год")
    return plan


def test_a_draft_gets_what_the_template_has(town, people):
    plan = kept(town, strengths=["Чужая сильная сторона"])
    draft = services.create(by=people["specialist"], template=plan, title="Новая", **PERIOD, tasks=["Своя"])
    rows = draft.activities.in_order()
    assert [(row.section.title, row.number, row.text, row.deadline_text) for row in rows] == [
        ("Кадры", "1.", "Семинар", "до 25 декабря 2028 г."),
        ("Кадры", "2.", "Обзор", "май"),
        ("Ученики", "3.", "Олимпиада", "2028/29 учебный год"),
    ]
    assert [row.due_dates for row in rows][:2] == [[date(2028, 12, 25)], [date(2029, 5, 31)]]
    assert (draft.goal, draft.tasks, draft.indicators) == ("Помочь", ["Своя"], plan.indicators)
    assert (draft.is_draft, draft.is_template, draft.strengths) == (True, False, [])
    assert not draft.row_remarks.exists()


def test_the_copy_stands_on_its_own(town, people):
    """A school's row made of an example is no part of the municipal plan; the example may be deleted."""
    plan = kept(town)
    draft = services.create(by=people["specialist"], template=plan, title="Новая", **PERIOD)
    assert set(draft.activities.values_list("source", flat=True)) == {None}
    assert set(draft.sections.values_list("source", flat=True)) == {None}
    services.delete(plan, by=plan.owner)
    assert draft.activities.count() == 3


def test_a_wording_that_cannot_move_is_told(town, people):
    plan = RoadmapFactory(municipality=town, is_template=True, starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31))
    ActivityFactory(section=SectionFactory(roadmap=plan), deadline_text="29.02.2028")
    draft = services.create(by=people["specialist"], template=plan, title="Новая", **PERIOD)
    assert draft.activities.get().deadline_text == "29.02.2028"
    assert [one.text for one in draft.row_remarks.all()] == ["Срок взят из образца как есть: проверьте год."]


def test_the_same_form_makes_one_and_another_template_another(town, people):
    one, other = kept(town), RoadmapFactory(municipality=town, is_template=True)
    key, facts = uuid4(), {"by": people["specialist"], "title": "Новая", **PERIOD}
    bare = services.create(form_key=key, **facts)
    made = [services.create(form_key=key, template=template, **facts) for template in (one, one, other)]
    assert made[0] == made[1]
    assert len({bare, *made}) == 3


def test_an_amendment_is_no_template(town):
    amendment = RoadmapFactory(municipality=town, amends=RoadmapFactory(municipality=town, in_force=True))
    with pytest.raises(services.NotPossible, match="Проект изменений"):
        services.make_template(amendment, by=amendment.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Roadmap.objects.filter(pk=amendment.pk).update(is_template=True)


def test_the_mark_does_not_go_to_copies(town):
    plan = RoadmapFactory(municipality=town, in_force=True, is_template=True)
    ActivityFactory(section=SectionFactory(roadmap=plan))
    assert not services.begin_amendment(plan, by=plan.owner).is_template
    assert not services.copy_to_next_year(plan, by=plan.owner).is_template


def test_who_may_choose_which(town, school, people):
    other = SchoolFactory(municipality=town)
    municipal, own, others = kept(town), kept(town, school=school), kept(town, school=other)
    RoadmapFactory(municipality=town)
    kept(SchoolFactory().municipality)
    assert set(Roadmap.objects.templates_for(people["specialist"])) == {municipal, own, others}
    assert set(Roadmap.objects.templates_for(people["director"])) == {municipal, own}


def test_a_director_draws_up_the_schools_roadmap(town, school, sign_in):
    plan, other = kept(town), kept(town, school=SchoolFactory(municipality=town))
    browser = sign_in("director")
    page = browser.get("/roadmaps/create/").content.decode()
    assert f'<option value="{plan.pk}">{plan.title} (08.2026 – 08.2027)</option>' in page
    assert other.title not in page
    assert browser.post("/roadmaps/create/", TYPED | {"template": other.pk}).status_code == 200
    assert browser.post("/roadmaps/create/", TYPED | {"template": plan.pk}).status_code == 302
    draft = Roadmap.objects.get(title="Новая")
    assert (draft.school, draft.goal, draft.activities.count()) == (school, "Помочь", 3)


def test_without_examples_nothing_is_asked(sign_in):
    assert "Образец" not in sign_in("specialist").get("/roadmaps/create/").content.decode()


def test_the_mark_on_the_page_and_in_the_register(town, sign_in):
    plan, other = RoadmapFactory(municipality=town, in_force=True), RoadmapFactory(municipality=town)
    browser, path = sign_in("specialist"), f"/roadmaps/{plan.pk}/"
    assert "Сделать образцом" in browser.get(path).content.decode()
    browser.post(f"{path}template/")
    assert "Убрать из образцов" in browser.get(path).content.decode()
    assert "Сделать образцом" not in sign_in("head").get(path).content.decode()
    page = browser.get("/roadmaps/?template=True").content.decode()
    assert plan.title in page
    assert other.title not in page
    browser.post(f"{path}template/drop/")
    assert plan.title not in browser.get("/roadmaps/?template=True").content.decode()


def test_a_template_costs_the_same_for_any_number_of_rows(town, people, django_assert_max_num_queries):
    for number in (1, 30):
        section = SectionFactory(roadmap=RoadmapFactory(municipality=town, is_template=True))
        ActivityFactory.create_batch(number, section=section)
        with django_assert_max_num_queries(16):
            services.create(by=people["specialist"], template=section.roadmap, title="Новая", **PERIOD)
