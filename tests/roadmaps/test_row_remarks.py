"""What is said of single rows: by the head who returns a roadmap, and by the copy of last year's."""

from datetime import date

import pytest

from roadmaps import services
from roadmaps.models import Roadmap, RowRemark
from tests.roadmaps.factories import ActivityFactory, CheckpointFactory, RoadmapFactory, SectionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def roadmap(town):
    plan = RoadmapFactory(municipality=town, title="Карта на 2026/27 учебный год")
    section = SectionFactory(roadmap=plan, title="Кадры")
    ActivityFactory(section=section, number="1.", text="Семинар", deadline_text="до 25 декабря 2026 г.")
    ActivityFactory(section=section, number="2.", text="Обзор", deadline_text="май")
    return plan


@pytest.fixture
def returned(roadmap, sign_in):
    services.submit(roadmap, by=roadmap.owner)
    first = roadmap.activities.in_order()[0]
    sent = {"comment": "Доработайте", f"row-{first.pk}": "Кто <b>ведёт</b>?"}
    assert sign_in("head").post(f"/roadmaps/{roadmap.pk}/return/", sent).status_code == 302
    return roadmap


def test_a_comment_stands_beside_its_row(returned, sign_in):
    page = sign_in("specialist").get(f"/roadmaps/{returned.pk}/").content.decode()
    assert 'Семинар<span class="said">Кто &lt;b&gt;ведёт&lt;/b&gt;?</span>' in page
    assert 'Обзор<span class="said"></span>' in page
    assert "К строке «1. Семинар»: Кто" in returned.remarks.first().text


def test_the_general_comment_is_needed(roadmap, sign_in):
    services.submit(roadmap, by=roadmap.owner)
    first = roadmap.activities.in_order()[0]
    page = sign_in("head").post(f"/roadmaps/{roadmap.pk}/return/", {f"row-{first.pk}": "Кто ведёт?"})
    assert page.status_code == 200
    assert "Кто ведёт?" in page.content.decode()
    assert not RowRemark.objects.exists()


def test_a_comment_is_settled(returned, sign_in):
    said, browser = RowRemark.objects.get(), sign_in("specialist")
    for _ in range(2):
        assert browser.post(f"/roadmaps/row-remarks/{said.pk}/settle/").status_code == 302
    said.refresh_from_db()
    assert said.settled_by is not None
    assert "Замечания к строкам" not in browser.get(f"/roadmaps/{returned.pk}/").content.decode()


def test_submitting_settles_what_is_left(returned):
    services.submit(returned, by=returned.owner)
    said = RowRemark.objects.get()
    assert said.settled_by == returned.owner
    with pytest.raises(services.NotPossible):
        services.settle(said, by=returned.owner)


def test_a_row_that_goes_leaves_what_was_said_in_the_history(returned):
    services.delete_activity(returned.activities.in_order()[0], by=returned.owner)
    assert not returned.row_remarks.open().exists()
    assert RowRemark.objects.get().row == "1. Семинар"


def test_a_row_saved_in_the_table_keeps_what_was_said(returned, sign_in):
    row = returned.activities.in_order()[0]
    sent = {"version": row.version, "text": "Семинар 2", "number": "1."}
    page = sign_in("specialist").post(f"/roadmaps/activities/{row.pk}/edit/", sent, headers={"HX-Request": "true"})
    assert "ведёт" in page.content.decode()


# --- the copy for the next year --------------------------------------------------------------------------------------


def in_force(roadmap):
    services.submit(roadmap, by=roadmap.owner)
    return services.approve(roadmap, by=roadmap.owner, order_number="17-о", on=date(2026, 9, 10))


def test_a_copy_for_the_next_year(roadmap, sign_in):
    in_force(roadmap)
    first = roadmap.activities.in_order()[0]
    CheckpointFactory(activity=first, due_on=date(2026, 10, 1))
    CheckpointFactory(activity=first, due_on=date(2026, 10, 2), done=True)
    answer = sign_in("specialist").post(f"/roadmaps/{roadmap.pk}/copy/", {})
    copy = Roadmap.objects.latest("pk")
    assert answer.url == f"/roadmaps/{copy.pk}/"
    assert (copy.title, copy.status, copy.starts_on, copy.ends_on) == (
        "Карта на 2027/28 учебный год",
        "draft",
        date(2027, 8, 1),
        date(2028, 8, 31),
    )
    rows = [(row.deadline_text, row.due_dates, row.source.number) for row in copy.activities.in_order()]
    assert rows == [
        ("до 25 декабря 2027 г.", [date(2027, 12, 25)], "1."),
        ("май", [date(2028, 5, 31)], "2."),
    ]
    assert [(one.row, one.text) for one in copy.row_remarks.all()] == [("1. Семинар", "Не выполнено в 2026/27: 1 из 2")]
    page = sign_in("specialist").get(answer.url).content.decode()
    assert 'Семинар<span class="said">Не выполнено в 2026/27: 1 из 2</span>' in page


def test_of_a_closed_roadmap_all_that_is_open_was_left_undone(roadmap):
    in_force(roadmap)
    services.close(roadmap, by=roadmap.owner)
    roadmap.refresh_from_db()
    copy = services.copy_to_next_year(roadmap, by=roadmap.owner)
    assert [one.text for one in copy.row_remarks.all()] == ["Не выполнено в 2026/27: 1 из 1"] * 2


def test_a_wording_that_cannot_move_says_so(town):
    plan = RoadmapFactory(municipality=town, starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31))
    ActivityFactory(section=SectionFactory(roadmap=plan), deadline_text="29.02.2028")
    copy = services.copy_to_next_year(in_force(plan), by=plan.owner)
    assert [one.text for one in copy.row_remarks.all()] == ["Срок не перенесён на год: проверьте его."]


def test_only_what_was_approved_is_copied(roadmap):
    with pytest.raises(services.NotPossible, match="утверждённую"):
        services.copy_to_next_year(roadmap, by=roadmap.owner)


def test_a_copy_costs_the_same_for_any_number_of_rows(town, django_assert_max_num_queries):
    for number in (1, 30):
        section = SectionFactory(roadmap=RoadmapFactory(municipality=town, in_force=True))
        for row in ActivityFactory.create_batch(number, section=section):
            CheckpointFactory(activity=row)
        with django_assert_max_num_queries(18):
            services.copy_to_next_year(section.roadmap, by=section.roadmap.owner)
