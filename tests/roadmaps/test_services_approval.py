import json
from datetime import date

import pytest

from roadmaps import services
from roadmaps.models import Checkpoint, Party, Roadmap
from roadmaps.services.editions import fingerprint
from tests.roadmaps.factories import (
    ActivityFactory,
    PartyFactory,
    ResponsibilityFactory,
    RoadmapFactory,
    SectionFactory,
)
from tests.schools.factories import SchoolFactory, SupportStatusFactory, UserFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 10)


@pytest.fixture
def roadmap():
    return RoadmapFactory()


@pytest.fixture
def section(roadmap):
    return SectionFactory(roadmap=roadmap, title="Методическая поддержка")


def approve(roadmap):
    services.submit(roadmap, by=roadmap.owner)
    return services.approve(roadmap, by=roadmap.owner, order_number="17-о", on=ON)


def answers_for(activity, group):
    party = PartyFactory(municipality=activity.municipality, kind=Party.Kind.GROUP, group=group)
    ResponsibilityFactory(activity=activity, party=party)


def test_the_whole_way(roadmap, section):
    ActivityFactory(section=section)
    head = UserFactory(municipality=roadmap.municipality, role="head")
    services.submit(roadmap, by=roadmap.owner)
    services.return_to_draft(roadmap, by=head, comment="Назовите ответственных")
    assert Roadmap.objects.get().is_draft
    services.submit(roadmap, by=roadmap.owner)
    services.approve(roadmap, by=head, order_number="17-о", on=ON)
    services.close(roadmap, by=head)
    roadmap.refresh_from_db()
    assert (roadmap.status, roadmap.approved_on, roadmap.approved_by_order) == ("closed", ON, "17-о")
    assert [(r.action, r.text) for r in roadmap.remarks.order_by("pk")] == [
        ("Отправлена на согласование", ""),
        ("Возвращена на доработку", "Назовите ответственных"),
        ("Отправлена на согласование", ""),
        ("Утверждена приказом № 17-о от 10.09.2026", ""),
        ("Завершена", ""),
    ]


def test_a_submitted_roadmap_is_taken_back_and_submitted_again(roadmap, section):
    ActivityFactory(section=section)
    services.submit(roadmap, by=roadmap.owner)
    services.withdraw(roadmap, by=roadmap.owner)
    roadmap.refresh_from_db()
    assert roadmap.is_draft
    assert roadmap.remarks.first().action == "Отозвана с согласования"
    with pytest.raises(services.NotPossible, match="на согласовании"):
        services.withdraw(roadmap, by=roadmap.owner)
    services.submit(roadmap, by=roadmap.owner)


def test_an_empty_roadmap_is_not_submitted(roadmap):
    with pytest.raises(services.NotPossible, match="ни одного мероприятия"):
        services.submit(roadmap, by=roadmap.owner)


@pytest.mark.parametrize("verb", ["return_to_draft", "approve", "close"])
def test_a_draft_can_only_be_submitted(roadmap, verb):
    facts = {"return_to_draft": {"comment": "x"}, "approve": {"order_number": "1", "on": ON}}.get(verb, {})
    with pytest.raises(services.NotPossible):
        getattr(services, verb)(roadmap, by=roadmap.owner, **facts)


def test_nothing_is_edited_after_submission(roadmap, section):
    activity = ActivityFactory(section=section)
    services.submit(roadmap, by=roadmap.owner)
    with pytest.raises(services.NotPossible, match="черновик"):
        services.edit_activity(activity, by=roadmap.owner, version=1, text="Иначе")
    with pytest.raises(services.NotPossible):
        services.submit(roadmap, by=roadmap.owner)


def test_approval_makes_a_checkpoint_for_each_due_date(roadmap, section):
    activity = ActivityFactory(section=section, deadline_text="сентябрь 2026, май 2027")
    ActivityFactory(section=section, deadline_text="по отдельному графику")
    approve(roadmap)
    points = Checkpoint.objects.order_by("due_on").values_list("activity", "due_on", "planned_on", "school")
    assert list(points) == [
        (activity.pk, date(2026, 9, 30), date(2026, 9, 30), None),
        (activity.pk, date(2027, 5, 31), date(2027, 5, 31), None),
    ]


def test_heads_of_schools_become_one_for_each_supported_school(roadmap, section):
    schools = SchoolFactory.create_batch(3, municipality=roadmap.municipality)
    for school in schools[:2]:
        SupportStatusFactory(school=school, year=2026)
    SupportStatusFactory(year=2026)  # another municipality's
    activity = ActivityFactory(section=section)
    answers_for(activity, Party.Group.SUPPORTED_SCHOOLS)
    approve(roadmap)
    assert sorted(Checkpoint.objects.values_list("school", flat=True)) == [school.pk for school in schools[:2]]


def test_a_plan_of_past_years_is_for_todays_list(section):
    """An old document approved today asks the schools that are on the list today."""
    roadmap = section.roadmap
    Roadmap.objects.filter(pk=roadmap.pk).update(starts_on=date(2020, 8, 1), ends_on=date(2021, 8, 31))
    roadmap.refresh_from_db()
    status = SupportStatusFactory(school__municipality=roadmap.municipality, year=2026)
    activity = ActivityFactory(section=section, roadmap=roadmap, deadline_text="октябрь 2020 года")
    answers_for(activity, Party.Group.SUPPORTED_SCHOOLS)
    approve(roadmap)
    assert Checkpoint.objects.get().school == status.school


def test_a_school_answers_for_its_own_roadmap():
    school = SchoolFactory()
    section = SectionFactory(roadmap=RoadmapFactory(municipality=school.municipality, school=school))
    ActivityFactory(section=section)
    approve(section.roadmap)
    assert Checkpoint.objects.get().school == school


def test_the_approved_text_is_frozen_and_hashed(roadmap, section):
    ActivityFactory(section=section, text="Семинар", deadline_text="октябрь 2026")
    approved = approve(roadmap)
    approved.refresh_from_db()
    text = approved.approved_text
    assert text["sections"][0]["title"] == "Методическая поддержка"
    assert text["sections"][0]["activities"][0]["due"] == ["2026-10-31"]
    assert text["order"] == {"number": "17-о", "date": "2026-09-10"}
    assert approved.approved_sha256 == fingerprint(json.loads(json.dumps(text)))


def test_a_month_that_comes_back_counts_from_the_approval(section):
    roadmap = section.roadmap
    Roadmap.objects.filter(pk=roadmap.pk).update(starts_on=date(2025, 1, 1), ends_on=date(2027, 12, 31))
    roadmap.refresh_from_db()
    ActivityFactory(section=section, roadmap=roadmap, deadline_text="май")
    approve(roadmap)
    assert list(Checkpoint.objects.values_list("due_on", flat=True)) == [date(2027, 5, 31)]


def test_approval_takes_the_same_statements_for_any_number_of_rows(django_assert_num_queries):
    for number in (1, 30):
        section = SectionFactory()
        ActivityFactory.create_batch(number, section=section)
        services.submit(section.roadmap, by=section.roadmap.owner)
        with django_assert_num_queries(14):
            services.approve(section.roadmap, by=section.roadmap.owner, order_number="1", on=ON)
