"""Morning letters: who gets them, one a person, each step once. 20 November 2026 is a Friday."""

import threading
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from config.models import Letter
from curators.models import Assignment
from monitoring import reminders
from monitoring.models import ProgressReport, ReminderSent
from roadmaps.models import Party
from schools.models import User
from schools.roles import Role
from tests.monitoring.factories import (
    PeriodFactory,
    ReportFactory,
    director_of,
    duty,
    group,
    person,
    roadmap_in_force,
    unit,
)
from tests.schools.factories import MunicipalityFactory, SchoolFactory, UserFactory

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    """The specialist who owns the roadmap."""
    return UserFactory()


@pytest.fixture
def roadmap(owner):
    return roadmap_in_force(owner)


def recipients() -> set[User]:
    return {letter.recipient for letter in Letter.objects.select_related("recipient")}


def test_one_letter_a_person_with_everything_in_it(roadmap, owner):
    late = duty(roadmap, FRIDAY - timedelta(days=3), parties=[person(owner)], text="Собрать данные")
    duty(roadmap, FRIDAY + timedelta(days=7), parties=[owner.parties.get()], text="Провести семинар")
    assert reminders.send(FRIDAY) == 1
    letter = Letter.objects.get()
    assert letter.heading == "Сроки: просрочено 1, предстоит 1"
    assert letter.body.index("Собрать данные") < letter.body.index("Провести семинар"), "overdue comes first"
    assert "просрочено на 3 дня" in letter.body
    assert "27 ноября 2026 г., через 7 дней" in letter.body
    assert f"http://localhost:8000/roadmaps/checkpoints/{late.pk}/" in letter.body
    assert (letter.recipient, letter.due_on, letter.sent_at) == (owner, FRIDAY, None)


def test_second_run_sends_nothing_more(roadmap):
    duty(roadmap, FRIDAY)
    assert [reminders.send(FRIDAY), reminders.send(FRIDAY), Letter.objects.count()] == [1, 0, 1]


def test_whoever_has_the_morning_letter_hears_of_new_things_the_next_morning(roadmap):
    duty(roadmap, FRIDAY)
    reminders.send(FRIDAY)
    duty(roadmap, FRIDAY, text="Появилось днём")
    assert reminders.send(FRIDAY) == 0
    assert reminders.send(MONDAY) == 1
    assert "Появилось днём" in Letter.objects.get(due_on=MONDAY).body


def test_a_missed_night_is_caught_up(roadmap):
    duty(roadmap, FRIDAY + timedelta(days=7))
    thursday = FRIDAY - timedelta(days=1)
    assert reminders.send(thursday) == 1, "the 14 days' reminder, late"
    assert reminders.send(FRIDAY) == 1, "seven days"
    assert reminders.send(MONDAY) == 0


def test_nothing_is_sent_on_days_off(roadmap):
    duty(roadmap, FRIDAY)
    assert reminders.send(FRIDAY + timedelta(days=1)) == 0
    assert not ReminderSent.objects.exists()


def test_a_moved_deadline_starts_anew(roadmap):
    checkpoint = duty(roadmap, FRIDAY + timedelta(days=14))
    reminders.send(FRIDAY)
    type(checkpoint).objects.update(due_on=MONDAY + timedelta(days=14), move_reason="Ждём приказ")
    assert reminders.send(MONDAY) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"cancelled_on": FRIDAY, "cancel_reason": "Перенесено на следующий год"},
        {"done_on": FRIDAY, "done_text": "Проведено"},
    ],
)
def test_nobody_is_reminded_of_what_is_done_or_cancelled(roadmap, owner, facts):
    facts = {**facts, "done_by": owner} if "done_on" in facts else facts
    duty(roadmap, FRIDAY, **facts)
    assert reminders.send(FRIDAY) == 0


def test_drafts_of_roadmaps_remind_nobody(owner):
    duty(roadmap_in_force(owner, status="draft", approved_on=None, approved_by_order=""), FRIDAY)
    assert reminders.send(FRIDAY) == 0


def test_group_of_schools_expands_to_the_director_of_the_checkpoints_school(roadmap, owner):
    mine, other = SchoolFactory(municipality=owner.municipality), SchoolFactory(municipality=owner.municipality)
    director = director_of(mine)
    director_of(other)
    duty(roadmap, FRIDAY, school=mine, parties=[group(owner.municipality, Party.Group.SUPPORTED_SCHOOLS)])
    reminders.send(FRIDAY)
    assert recipients() == {director}


def test_group_of_curators_expands_to_current_assignments(roadmap, owner):
    school = SchoolFactory(municipality=owner.municipality)
    now, before = (UserFactory(municipality=owner.municipality, role=Role.CURATOR) for _ in range(2))
    facts = {"municipality": owner.municipality, "school": school, "starts_on": date(2026, 9, 1)}
    Assignment.objects.create(curator=now, **facts)
    Assignment.objects.create(curator=before, ends_on=FRIDAY - timedelta(days=1), **facts)
    duty(roadmap, FRIDAY, parties=[group(owner.municipality, Party.Group.CURATORS)])
    reminders.send(FRIDAY)
    assert recipients() == {now}


def test_fallback_from_party_to_director_to_curator_to_owner(roadmap, owner):
    """A unit has no account, so the school's director hears; without one the curator; without one the owner."""
    school = SchoolFactory(municipality=owner.municipality)
    curator = UserFactory(municipality=owner.municipality, role=Role.CURATOR)
    assignment = Assignment.objects.create(
        municipality=owner.municipality, school=school, curator=curator, starts_on=date(2026, 9, 1)
    )
    director = director_of(school)
    duty(roadmap, FRIDAY, school=school, parties=[unit(owner.municipality)])

    reminders.send(FRIDAY)
    assert recipients() == {director}

    Letter.objects.all().delete()
    User.objects.filter(pk=director.pk).update(is_active=False)
    reminders.send(FRIDAY)
    assert recipients() == {curator}

    Letter.objects.all().delete()
    assignment.delete()
    reminders.send(FRIDAY)
    assert recipients() == {owner}


def test_head_gets_a_digest_after_two_weeks(roadmap, owner):
    head = UserFactory(municipality=owner.municipality, role=Role.HEAD)
    duty(roadmap, FRIDAY - timedelta(days=13), text="Ещё не две недели")
    duty(roadmap, FRIDAY - timedelta(days=14), text="Уже две недели")
    reminders.send(FRIDAY)
    digest = Letter.objects.get(recipient=head)
    assert digest.heading == "Сроки: давно просрочено в муниципалитете 1"
    assert "Уже две недели" in digest.body
    assert "Ещё не две недели" not in digest.body
    assert "отметьте, что сделано" not in digest.body, "the head marks nothing done"


def test_reports_are_reminded_of_and_a_returned_one_is_due_again(owner):
    school = SchoolFactory(municipality=owner.municipality)
    director = director_of(school)
    period = PeriodFactory(municipality=owner.municipality, filing_due_on=FRIDAY)
    report = ReportFactory(school=school, period=period)
    reminders.send(FRIDAY)
    assert "Отчёт школы: I полугодие 2026/27" in Letter.objects.get(recipient=director).body

    handed_in = {"submitted_at": "2026-11-20T12:00Z", "submitted_by": director}
    ProgressReport.objects.filter(pk=report.pk).update(status="submitted", **handed_in)
    assert reminders.send(MONDAY) == 0
    ProgressReport.objects.filter(pk=report.pk).update(status="returned", redo_due_on=MONDAY + timedelta(days=1))
    assert reminders.send(MONDAY) == 1
    assert "возвращённый на доработку" in Letter.objects.get(due_on=MONDAY).body


def test_closed_period_reminds_nobody(owner):
    school = SchoolFactory(municipality=owner.municipality)
    ReportFactory(
        school=school, period=PeriodFactory(municipality=owner.municipality, filing_due_on=FRIDAY, is_closed=True)
    )
    assert reminders.send(FRIDAY) == 0


def test_each_municipality_hears_of_its_own_only(roadmap, owner):
    stranger = UserFactory(municipality=MunicipalityFactory(), role=Role.HEAD)
    duty(roadmap, FRIDAY - timedelta(days=20), text="Секрет округа")
    duty(roadmap_in_force(stranger), FRIDAY, text="Чужое дело")
    reminders.send(FRIDAY)
    assert "Секрет" not in Letter.objects.get(recipient=stranger).body
    assert "Чужое" not in Letter.objects.get(recipient=owner).body


def test_letters_are_plain_text(roadmap):
    duty(roadmap, FRIDAY, text="Методический совет «Шаг & рост» <2027>")
    reminders.send(FRIDAY)
    assert "«Шаг & рост» <2027>" in Letter.objects.get().body


@pytest.mark.parametrize("schools_count", [1, 3, 30])
def test_statements_do_not_grow_with_people(roadmap, owner, schools_count, django_assert_num_queries):
    everybody = group(owner.municipality, Party.Group.SUPPORTED_SCHOOLS)
    for _ in range(schools_count):
        school = SchoolFactory(municipality=owner.municipality)
        director_of(school)
        duty(roadmap, FRIDAY, school=school, parties=[everybody])
    with django_assert_num_queries(
        12
    ):  # savepoint in and out, lock, 3 for things, 2 for people, log, letters, 2 inserts
        assert reminders.send_in(owner.municipality_id, FRIDAY) == schools_count


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_one_letter():
    duty(roadmap_in_force(UserFactory()), FRIDAY)
    start, posted = threading.Barrier(4), []

    def run():
        start.wait()
        posted.append(reminders.send(FRIDAY))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(posted) == [0, 0, 0, 1]
    assert (Letter.objects.count(), ReminderSent.objects.count()) == (1, 1)


def test_command_sends_the_letters_of_a_day(roadmap, mailoutbox, capsys):
    duty(roadmap, FRIDAY)
    call_command("send_reminders", date=FRIDAY)
    call_command("send_reminders", date=FRIDAY)
    assert capsys.readouterr().out.splitlines() == [
        "Писем подготовлено: 1, отправлено: 1",
        "Писем подготовлено: 0, отправлено: 0",
    ]
    assert len(mailoutbox) == 1
