"""The public page: off until it is switched on, the same for everybody, nothing of any one school or person."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from roadmaps import services
from roadmaps.models import Checkpoint, Roadmap
from roadmaps.public import build, state_of_row
from roadmaps.services import NotPossible
from tests.roadmaps.factories import ActivityFactory, CheckpointFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import SchoolFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TODAY = date(2026, 11, 21)


def point(due, done=None, cancelled=None):
    return SimpleNamespace(due_on=due, done_on=done, cancelled_on=cancelled)


LATE, AHEAD = point(date(2026, 11, 20)), point(TODAY)
DONE, GONE = point(TODAY, done=TODAY), point(TODAY, cancelled=TODAY)


@pytest.mark.parametrize(
    ("points", "tag", "words"),
    [
        ([], "idle", "без отдельного срока"),
        ([GONE], "idle", "отменено"),
        ([AHEAD], "idle", "срок не наступил"),
        ([AHEAD, GONE], "idle", "срок не наступил"),
        ([LATE], "soon", "выполняется, срок прошёл"),
        ([DONE], "done", "выполнено"),
        ([DONE, GONE], "done", "выполнено"),
        ([DONE, AHEAD], "soon", "выполнено 1 из 2"),
        ([DONE, LATE, LATE, AHEAD], "soon", "выполнено 1 из 4, просрочено 2"),
    ],
)
def test_what_everybody_is_told_of_a_row(points, tag, words):
    assert state_of_row(points, TODAY) == (tag, words)


@pytest.fixture
def roadmap(town):
    roadmap = RoadmapFactory(municipality=town, in_force=True)
    row = ActivityFactory(section=SectionFactory(roadmap=roadmap), text="Открытый семинар")
    for number in (77, 78):
        school = SchoolFactory(municipality=town, short_name=f"МБОУ СОШ № {number}")
        CheckpointFactory(activity=row, school=school, done=number == 77)
    return roadmap


@pytest.fixture
def address(roadmap):
    services.publish(roadmap, by=roadmap.owner)
    return f"/public/roadmaps/{roadmap.public_key}/"


def test_it_is_off_until_somebody_switches_it_on_and_keeps_its_address(roadmap, sign_in, client):
    path = f"/public/roadmaps/{roadmap.public_key}/"
    assert client.get(path).status_code == 404
    head = sign_in("head")
    assert "Включить публичную страницу?" in head.get(f"/roadmaps/{roadmap.pk}/publish/").content.decode()
    assert client.get(path).status_code == 404
    page = head.post(f"/roadmaps/{roadmap.pk}/publish/", follow=True).content.decode()
    assert f"http://testserver{path}" in page
    assert client.get(path).status_code == 200
    head.post(f"/roadmaps/{roadmap.pk}/unpublish/")
    assert client.get(path).status_code == 404
    services.publish(roadmap, by=roadmap.owner)
    assert client.get(path).status_code == 200
    assert client.get(f"/public/roadmaps/{uuid4()}/").status_code == 404


def test_it_tells_counts_and_names_no_school_and_nobody_who_reported(roadmap, address, client):
    Checkpoint.objects.filter(done_on=None).update(move_reason="Тайна")
    page = client.get(address).content.decode()
    assert "Открытый семинар" in page
    assert "Ветрова А. И." in page  # as the order prints it
    assert "выполнено 1 из 2, просрочено 1" in page
    for secret in ("№ 77", "№ 78", "@", "Тайна", "Семинар проведён", roadmap.owner.last_name, "csrf", "session"):
        assert secret not in page


def test_sums_are_of_the_rows_that_are_shown_each_in_its_own_section(roadmap, address, client):
    first, second = SectionFactory(roadmap=roadmap, title="Этап"), SectionFactory(roadmap=roadmap, title="Этап")
    ActivityFactory(section=second, text="Позже")
    ActivityFactory(section=first, text="Раньше")
    roadmap.activities.filter(text="Открытый семинар").update(excluded_on=TODAY)
    page = build(roadmap, as_of=TODAY)
    assert [[row.text for row in section.rows] for section in page.sections] == [["Раньше"], ["Позже"]]
    assert page.progress.is_empty


def test_caches_may_keep_it_and_nothing_is_touched(address, sign_in, client, django_assert_num_queries):
    browser = sign_in("head")
    for who in (browser, client):
        with django_assert_num_queries(5):  # two of them are the savepoint that stands for the request's transaction
            answer = who.get(address)
        assert answer["Cache-Control"] == "public, max-age=300"
        assert "Cookie" not in answer.get("Vary", "")
        assert not answer.cookies
        again = who.get(address, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert browser.get(address).content == Client().get(address).content


def test_what_changes_changes_the_tag(address, client):
    before = client.get(address)["ETag"]
    Checkpoint.objects.filter(done_on=None).update(cancelled_on=TODAY, cancel_reason="Не нужно")
    assert client.get(address, headers={"if-none-match": before}).status_code == 200


def test_it_costs_the_same_for_any_number_of_rows(roadmap, address, client, django_assert_num_queries):
    section = roadmap.sections.get()
    for _ in range(2):
        for row in ActivityFactory.create_batch(15, section=section):
            CheckpointFactory(activity=row)
        with django_assert_num_queries(5):
            client.get(address)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_read_only(address, client, method):
    assert getattr(client, method)(address).status_code == 405


def test_only_an_approved_municipal_roadmap_is_opened(town, school):
    for facts in ({}, {"school": school, "in_force": True}):
        roadmap = RoadmapFactory(municipality=town, **facts)
        with pytest.raises(NotPossible):
            services.publish(roadmap, by=roadmap.owner)
        with pytest.raises(IntegrityError), transaction.atomic():
            Roadmap.objects.filter(pk=roadmap.pk).update(published_at="2026-11-21T12:00:00Z")


def test_the_switch_is_remembered_once(roadmap):
    for verb in (services.publish, services.publish, services.unpublish, services.unpublish):
        verb(roadmap, by=roadmap.owner)
    actions = roadmap.remarks.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["Публичная страница включена", "Публичная страница выключена"]
