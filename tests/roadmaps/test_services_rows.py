from datetime import date
from uuid import uuid4

import pytest

from roadmaps import services
from roadmaps.models import Activity, Section
from roadmaps.services.naming import named, row_name
from tests.roadmaps.factories import ActivityFactory, RoadmapFactory, SectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return SectionFactory()


@pytest.fixture
def by(section):
    return section.roadmap.owner


def texts(section):
    return list(section.activities.in_order().values_list("text", flat=True))


def test_a_row_is_read_as_it_is_added(section, by):
    row = services.add_activity(
        section=section, by=by, text="Семинар", deadline_text="до июня", responsible_text="Ветрова А.И."
    )
    assert (row.due_dates, row.responsible.get().name) == ([date(2027, 5, 31)], "Ветрова А.И.")


def test_rows_are_added_at_the_end_or_after_another(section, by):
    first = services.add_activity(section=section, by=by, text="1")
    services.add_activity(section=section, by=by, text="3")
    services.add_activity(section=section, by=by, after=first, text="2")
    assert texts(section) == ["1", "2", "3"]


def test_a_deleted_row_comes_back_to_its_place(section, by):
    rows = [services.add_activity(section=section, by=by, text=text) for text in "123"]
    services.delete_activity(rows[1], by=by)
    assert texts(section) == ["1", "3"]
    services.undo(section.roadmap, by=by)
    assert texts(section) == ["1", "2", "3"]


def test_only_what_changed_is_read_again(section, by):
    row = ActivityFactory(section=section, deadline_text="октябрь 2026")
    saved = services.edit_activity(row, by=by, version=1, deadline_text="май 2027", text=row.text)
    assert (saved.due_dates, saved.version) == ([date(2027, 5, 31)], 2)
    assert services.edit_activity(saved, by=by, version=2, text=row.text).version == 2
    renamed = services.edit_activity(saved, by=by, version=2, responsible_text="Лугова И.П.")
    assert [party.name for party in renamed.responsible.all()] == ["Лугова И.П."]


def test_two_editors_lose_nothing(section, by):
    row = ActivityFactory(section=section, text="Было")
    services.edit_activity(row, by=by, version=1, text="Первый")
    with pytest.raises(services.Conflict) as caught:
        services.edit_activity(row, by=by, version=1, text="Второй")
    assert (caught.value.mine["text"], caught.value.theirs["text"], caught.value.version) == ("Второй", "Первый", 2)
    assert Activity.objects.get().text == "Первый"


def test_a_row_deleted_meanwhile_is_told(section, by):
    row = ActivityFactory(section=section)
    services.delete_activity(row, by=by)
    row.pk = 10**6
    with pytest.raises(services.NotPossible, match="удалил"):
        services.edit_activity(row, by=by, version=1, text="Поздно")


def test_rows_move_within_and_across_sections(section, by):
    second = SectionFactory(roadmap=section.roadmap, position=section.position + 1)
    one, two = (services.add_activity(section=section, by=by, text=text) for text in "12")
    services.move_activity(two, by=by, step=-1)
    assert texts(section) == ["2", "1"]
    services.move_activity(one, by=by, step=1)
    assert (texts(section), texts(second)) == (["2"], ["1"])
    services.move_activity(Activity.objects.get(pk=one.pk), by=by, step=1)
    assert texts(second) == ["1"]
    services.move_activity(Activity.objects.get(pk=one.pk), by=by, step=-1)
    assert texts(section) == ["2", "1"]


def test_sections_come_change_move_and_go(by):
    roadmap = RoadmapFactory(owner=by, municipality=by.municipality)
    first, second = (services.add_section(roadmap, by=by, title=title) for title in ("Первый", "Второй"))
    services.move_section(second, by=by, step=-1)
    assert [s.title for s in roadmap.sections.all()] == ["Второй", "Первый"]
    services.edit_section(first, by=by, version=1, title="Иной")
    with pytest.raises(services.Conflict):
        services.edit_section(first, by=by, version=1, title="Другой")
    services.delete_section(second, by=by)
    assert [s.title for s in roadmap.sections.all()] == ["Иной"]
    with pytest.raises(services.NotPossible, match="единственный"):
        services.delete_section(first, by=by)


def test_a_section_with_rows_stays(section, by):
    ActivityFactory(section=section)
    with pytest.raises(services.NotPossible, match="мероприятия"):
        services.delete_section(section, by=by)


def test_a_row_is_dropped_after_another_or_at_the_head(section, by):
    second = SectionFactory(roadmap=section.roadmap)
    one, two, _ = (services.add_activity(section=section, by=by, text=text) for text in "123")
    services.place_activity(one, by=by, section=section, after=two)
    assert texts(section) == ["2", "1", "3"]
    services.place_activity(one, by=by, section=second)
    assert (texts(section), texts(second)) == (["2", "3"], ["1"])
    with pytest.raises(services.NotPossible, match="переставили"):
        services.place_activity(two, by=by, section=section, after=Activity.objects.get(pk=one.pk))


def test_a_form_sent_twice_makes_one_row_and_another_text_another(section, by):
    key = uuid4()
    first = services.add_activity(section=section, by=by, text="1", form_key=key)
    assert services.add_activity(section=section, by=by, text="1", form_key=key) == first
    services.add_activity(section=section, by=by, text="2", form_key=key)
    services.add_activity(section=section, by=by, text="1", form_key=uuid4())
    assert texts(section) == ["1", "2", "1"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Семинар", "Семинар"),
        (" Семинар\nдля  завучей ", "Семинар для завучей"),
        ("а" * 60, "а" * 60),
        ("а" * 61, "а" * 59 + "…"),
        ("а" * 58 + " бв", "а" * 58 + "…"),
    ],
)
def test_a_row_is_named_by_its_first_words(text, words):
    row = Activity(number="3.", text=text)
    assert (named(row), row_name(row)) == (f"«{words}»", f"3. {words}")


@pytest.mark.parametrize(
    "verb",
    [
        lambda row, gone, by: services.add_activity(section=gone, by=by, text="Новая"),
        lambda row, gone, by: services.place_activity(row, by=by, section=gone),
        lambda row, gone, by: services.move_rows(row.roadmap, by=by, rows={row.pk: row.version}, section=gone),
        lambda row, gone, by: services.add_rows(section=gone, by=by, rows=[{"text": "Новая"}], form_key=uuid4()),
    ],
)
def test_nothing_is_put_into_a_section_that_is_gone(section, by, verb):
    row, gone = ActivityFactory(section=section), SectionFactory(roadmap=section.roadmap)
    services.delete_section(Section.objects.get(pk=gone.pk), by=by)
    with pytest.raises(services.NotPossible, match="раздел тем временем удалил"):
        verb(row, gone, by)
