"""Recommended activities by the school's risks become rows of its draft, and can be taken back."""

import pytest
from django.urls import reverse

from roadmaps import services
from roadmaps.models import Activity, Section
from schools.models import RecommendedActivity, RiskFactor
from schools.roles import Role
from schools.services import equip
from tests.roadmaps.factories import ActivityFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00", tick=False)


@pytest.fixture
def roadmap(client):
    school = SchoolFactory()
    equip(school.municipality)
    director = UserFactory(municipality=school.municipality, role=Role.DIRECTOR, school=school)
    client.force_login(director)
    for year, code, significance in ((2025, "parents", "high"), (2026, "failure", "medium"), (2026, "staff", "high")):
        kind = school.municipality.risk_kinds.get(code=code)
        facts = {"municipality": school.municipality, "school": school, "kind": kind, "name": kind.title}
        RiskFactor.objects.create(**facts, year=year, significance=significance)
    return RoadmapFactory(municipality=school.municipality, school=school, owner=director)


def page(roadmap) -> str:
    return reverse("roadmaps:take_recommended", args=[roadmap.pk])


def of(roadmap, code) -> list[RecommendedActivity]:
    return list(RecommendedActivity.objects.filter(municipality=roadmap.municipality, kind__code=code).in_order())


def test_risks_of_the_newest_year_are_offered_the_most_significant_first(client, roadmap):
    RecommendedActivity.objects.filter(pk=of(roadmap, "staff")[0].pk).update(is_retired=True)
    groups = client.get(page(roadmap)).context["groups"]
    assert [group.risk.kind.code for group, _ in groups] == ["staff", "failure"]
    assert [offer.activity for offer in groups[0][0].offers] == of(roadmap, "staff")[1:]


def test_ticked_become_rows_of_a_new_section_with_deadlines_understood(client, roadmap):
    chosen = of(roadmap, "failure")
    client.post(page(roadmap), {"rows": [row.pk for row in chosen]})
    rows = list(roadmap.activities.in_order())
    assert [row.text for row in rows] == [row.text for row in chosen]
    assert rows[0].section.title == "Работа с рисками школы"
    assert rows[0].due_dates
    assert rows[0].responsible.exists()


def test_rows_go_to_the_section_that_was_chosen_and_one_undo_takes_them_back(client, roadmap):
    section = SectionFactory(roadmap=roadmap)
    ActivityFactory(section=section)
    client.post(page(roadmap), {"rows": [row.pk for row in of(roadmap, "staff")], "section": section.pk})
    assert section.activities.count() == 1 + len(of(roadmap, "staff"))
    services.undo(roadmap, by=roadmap.owner)
    assert section.activities.count() == 1


def test_what_stands_in_the_roadmap_is_marked_and_not_taken_twice(client, roadmap):
    chosen = of(roadmap, "staff")[0]
    ActivityFactory(section=SectionFactory(roadmap=roadmap), text=chosen.text)
    assert "уже в карте" in client.get(page(roadmap)).content.decode()
    assert "rows" in client.post(page(roadmap), {"rows": [chosen.pk]}).context["form"].errors
    assert Activity.objects.count() == 1


def test_nothing_ticked_says_so(client, roadmap):
    assert "Отметьте хотя бы одно" in client.post(page(roadmap), {"section": ""}).content.decode()
    assert not Section.objects.exists()


def test_recommendation_against_a_risk_that_the_school_does_not_have_is_refused(client, roadmap):
    assert "rows" in client.post(page(roadmap), {"rows": [of(roadmap, "language")[0].pk]}).context["form"].errors


def test_school_without_risks_is_told_so(client, roadmap):
    RiskFactor.objects.all().delete()
    assert "Рекомендовать пока нечего" in client.get(page(roadmap)).content.decode()
