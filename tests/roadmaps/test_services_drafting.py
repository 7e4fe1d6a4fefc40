from dataclasses import fields
from datetime import date

import pytest

from roadmaps import services
from roadmaps.importers import ReadActivity, ReadSection, RoadmapReading
from roadmaps.models import Activity, Party, Roadmap, Section
from tests.roadmaps.factories import ActivityFactory, RoadmapFactory, SectionFactory
from tests.schools.factories import UserFactory

pytestmark = pytest.mark.django_db


def reading(*activities, period=(date(2026, 8, 1), date(2027, 8, 31))):
    """A reading of which only what makes a roadmap is filled in."""
    facts = dict.fromkeys((field.name for field in fields(RoadmapReading)), ())
    facts |= {"title": "Дорожная карта", "goal": "Поддержать школы", "period": period}
    return RoadmapReading(**facts | {"sections": (ReadSection("Методическая поддержка", activities),)})


def test_a_reading_becomes_a_draft_with_its_wording():
    by = UserFactory()
    row = ReadActivity(
        "1.", "Семинар", "октябрь", "Ветрова А.И., руководители ШНОР", "Материалы", ("Программа", "Список")
    )
    roadmap = services.create_from_reading(reading(row), by=by)
    assert (roadmap.status, roadmap.owner, roadmap.municipality, roadmap.school) == ("draft", by, by.municipality, None)
    activity = roadmap.activities.get()
    assert (activity.text, activity.deadline_text, activity.output_documents) == (
        "Семинар",
        "октябрь",
        "Программа\nСписок",
    )
    assert activity.due_dates == [date(2026, 10, 31)]
    assert activity.deadline.in_words
    assert [party.name for party in activity.responsible.order_by("responsibilities__position")] == [
        "Ветрова А.И.",
        "руководители ШНОР",
    ]


def test_a_reading_without_a_period_is_refused_and_nothing_is_kept():
    with pytest.raises(services.NotPossible, match="период"):
        services.create_from_reading(reading(period=None), by=UserFactory())
    assert not Roadmap.objects.exists()


def test_one_person_written_two_ways_is_one_party_tied_to_the_account():
    by = UserFactory(last_name="Лугова", first_name="Инна", patronymic="Петровна")
    rows = [ReadActivity("1.", "Семинар", "", "Лугова И.П."), ReadActivity("2.", "Отчёт", "", "И. П. Лугова")]
    services.create_from_reading(reading(*rows), by=by)
    party = Party.objects.get()
    assert (party.user, party.responsibilities.count()) == (by, 2)


def test_parties_of_another_municipality_stay_apart():
    row = ReadActivity("1.", "Семинар", "", "Лугова И.П.")
    for by in (UserFactory(), UserFactory()):
        services.create_from_reading(reading(row), by=by)
    assert Party.objects.count() == 2


def test_reading_in_takes_the_same_statements_for_any_number_of_rows(django_assert_num_queries):
    by = UserFactory()
    for number in (1, 30):
        rows = [ReadActivity(f"{n}.", "Семинар", "октябрь", f"Лугова{number} А.И.") for n in range(number)]
        with django_assert_num_queries(11):
            services.create_from_reading(reading(*rows), by=by)


def test_update_texts_counts_versions_and_rereads_for_a_new_period():
    activity = ActivityFactory(deadline_text="октябрь", section__roadmap__starts_on=date(2026, 8, 1))
    roadmap = activity.roadmap
    services.update_texts(roadmap, by=roadmap.owner, version=1, starts_on=date(2027, 8, 1), ends_on=date(2028, 8, 31))
    activity.refresh_from_db()
    roadmap.refresh_from_db()
    assert (activity.due_dates, roadmap.version) == ([date(2027, 10, 31)], 2)


def test_the_second_editor_gets_both_texts():
    roadmap = RoadmapFactory(goal="Было")
    services.update_texts(roadmap, by=roadmap.owner, version=1, goal="Первый")
    with pytest.raises(services.Conflict) as caught:
        services.update_texts(roadmap, by=roadmap.owner, version=1, goal="Второй")
    assert (caught.value.mine, caught.value.theirs, caught.value.version) == ({"goal": "Второй"}, {"goal": "Первый"}, 2)
    assert Roadmap.objects.get().goal == "Первый"


def test_only_a_draft_is_deleted_with_its_rows():
    roadmap = SectionFactory().roadmap
    services.delete(roadmap, by=roadmap.owner)
    assert not Section.objects.exists()
    approved = RoadmapFactory(in_force=True)
    with pytest.raises(services.NotPossible):
        services.delete(approved, by=approved.owner)


def test_create_makes_an_empty_draft_ready_for_rows():
    by = UserFactory()
    roadmap = services.create(by=by, title="Новая", starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31), goal="Цель")
    assert (roadmap.sections.count(), roadmap.goal, Activity.objects.count()) == (1, "Цель", 0)
