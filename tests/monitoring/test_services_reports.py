"""A progress report on its way. Today is Saturday, 21 November 2026."""

from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from config.models import Letter
from monitoring import services
from monitoring.halfyear import half_year_of
from monitoring.models import ProgressReport
from roadmaps import services as plans
from roadmaps.services import Conflict, NotPossible
from schools.models import User
from schools.roles import Role
from tests.curators.factories import AssignmentFactory
from tests.monitoring.factories import ReportFactory, director_of, duty, written
from tests.roadmaps.factories import RoadmapFactory, SectionFactory
from tests.schools.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine) -> date:
    time_machine.move_to("2026-11-21T10:00:00+03:00", tick=False)
    return date(2026, 11, 21)


@pytest.fixture
def report() -> ProgressReport:
    return ReportFactory()


@pytest.fixture
def director(report) -> User:
    return director_of(report.school)


@pytest.fixture
def curator(report) -> User:
    return AssignmentFactory(school=report.school).curator


def write(report, by, **facts):
    return services.save_draft(report, by=by, version=report.version, texts=written(**facts))


def letters_of(kind: str) -> set[str]:
    return set(Letter.objects.filter(kind=kind).values_list("recipient__email", flat=True))


def test_the_whole_way_with_one_return(report, director, curator):
    report = services.submit(write(report, director), by=director)
    assert (report.status, report.submitted_by, report.is_on_behalf) == ("submitted", director, False)
    assert letters_of("report_submitted") == {curator.email}

    report = services.return_report(report, by=curator, comment=" Назовите классы. ")
    assert (report.status, report.reviewed_by) == ("returned", curator)
    assert letters_of("report_returned") == {director.email}
    assert "Назовите классы." in Letter.objects.get(kind="report_returned").body

    report = services.submit(write(report, director, achieved="Седьмые классы."), by=director)
    report = services.accept(report, by=curator)
    assert report.status == "accepted"
    assert letters_of("report_accepted") == {director.email}
    steps = list(report.remarks.order_by("pk").values_list("action", "text", "made_by"))
    assert steps == [
        ("Отправлен на проверку", "", director.pk),
        ("Возвращён на доработку", "Назовите классы.", curator.pk),
        ("Отправлен на проверку", "", director.pk),
        ("Принят", "", curator.pk),
    ]


def test_a_draft_is_kept_and_its_version_grows(report, director):
    report = write(report, director, support_needed="Нужен логопед", teachers_trained_count=4)
    stored = ProgressReport.objects.get()
    assert (stored.support_needed, stored.teachers_trained_count, stored.version) == ("Нужен логопед", 4, 2)
    assert stored.status == "draft"


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(report, director):
    write(report, director, achieved="Первый текст")
    with pytest.raises(Conflict) as conflict:
        services.save_draft(report, by=director, version=1, texts=written(achieved="Второй текст"))
    assert conflict.value.theirs["achieved"] == "Первый текст"
    assert conflict.value.mine["achieved"] == "Второй текст"
    assert ProgressReport.objects.get().achieved == "Первый текст"


def test_a_specialist_files_on_behalf_of_the_school(report, director):
    specialist = UserFactory(municipality=report.municipality)
    report = services.submit(write(report, specialist), by=specialist)
    assert report.is_on_behalf
    assert report.remarks.get().action == "Отправлен по поручению школы"
    services.accept(report, by=specialist)
    assert letters_of("report_accepted") == {director.email, specialist.email}


def test_without_a_curator_the_specialists_hear_of_a_report(report, director):
    specialist = UserFactory(municipality=report.municipality)
    UserFactory()
    services.submit(write(report, director), by=director)
    assert letters_of("report_submitted") == {specialist.email}


@pytest.mark.parametrize("missing", ["achieved", "plans"])
def test_an_empty_report_is_not_handed_in(report, director, missing):
    report = write(report, director, **{missing: "  "})
    with pytest.raises(NotPossible, match="Заполните"):
        services.submit(report, by=director)
    assert ProgressReport.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        ("draft", ["accept", "return"]),
        ("submitted", ["save", "submit"]),
        ("returned", ["accept", "return"]),
        ("accepted", ["save", "submit", "accept", "return"]),
    ],
)
def test_steps_that_a_state_does_not_allow(director, report, status, refused):
    facts = {"submitted_at": "2026-11-20T10:00Z", "submitted_by": director, "redo_due_on": date(2026, 12, 1)}
    kept = ReportFactory(school=report.school, period__starts_on=date(2026, 1, 1), status=status, **facts, **written())
    steps = {
        "save": lambda: write(kept, director),
        "submit": lambda: services.submit(kept, by=director),
        "accept": lambda: services.accept(kept, by=director),
        "return": lambda: services.return_report(kept, by=director, comment="Исправьте"),
    }
    for name in refused:
        with pytest.raises(NotPossible):
            steps[name]()


def test_nothing_is_written_in_a_closed_half_year(report, director):
    type(report.period).objects.update(is_closed=True)
    with pytest.raises(NotPossible, match="закрыто"):
        write(report, director)


def test_a_report_is_not_returned_without_words(report, director, curator):
    report = services.submit(write(report, director), by=director)
    with pytest.raises(NotPossible, match="что исправить"):
        services.return_report(report, by=curator, comment="  ")


@pytest.mark.parametrize(
    ("filing_due_on", "redo_due_on"),
    [
        (date(2026, 12, 25), date(2026, 12, 25)),  # the half-year's deadline is still ahead
        (date(2026, 11, 13), date(2026, 11, 27)),  # five working days from Saturday: Friday
    ],
)
def test_a_returned_report_is_due_again(report, director, curator, filing_due_on, redo_due_on):
    type(report.period).objects.update(filing_due_on=filing_due_on)
    report = services.submit(write(report, director), by=director)
    assert services.return_report(report, by=curator, comment="Исправьте").due_on == redo_due_on


def test_the_reviewer_may_name_the_day(report, director, curator):
    report = services.submit(write(report, director), by=director)
    report = services.return_report(report, by=curator, comment="Исправьте", redo_due_on=date(2026, 12, 1))
    assert report.due_on == date(2026, 12, 1)
    assert list(ProgressReport.objects.unfiled().with_deadline().values_list("deadline", flat=True)) == [report.due_on]


def test_the_database_refuses_a_step_that_is_none(report, director):
    with pytest.raises(ProgrammingError, match="transition"), transaction.atomic():
        ProgressReport.objects.update(status="accepted", submitted_at="2026-11-20T10:00Z", submitted_by=director)


def test_people_who_left_get_no_letters(report, director, curator):
    User.objects.filter(pk=curator.pk).update(is_active=False)
    UserFactory(municipality=report.municipality, role=Role.HEAD)
    services.submit(write(report, director), by=director)
    assert letters_of("report_submitted") == set()


def test_what_was_known_when_a_report_was_handed_in_is_not_counted_anew(report, director, curator, today):
    roadmap = SectionFactory(roadmap=RoadmapFactory(municipality=report.municipality, in_force=True)).roadmap
    done, late = (duty(roadmap, date(2026, 10, day), school=report.school, text=f"Семинар {day}") for day in (5, 10))
    plans.complete(done, by=roadmap.owner, done_on=date(2026, 10, 5), text="Проведён")
    filed = services.submit(write(report, director), by=director)
    kept = half_year_of(filed, today)
    assert ([one.text for one in kept.done], [one.text for one in kept.overdue]) == (["Семинар 5"], ["Семинар 10"])
    plans.complete(late, by=roadmap.owner, done_on=date(2026, 11, 1), text="Проведён")
    filed.refresh_from_db()
    assert half_year_of(filed, date(2026, 12, 1)) == kept
    returned = services.return_report(filed, by=curator, comment="Дополните")
    assert half_year_of(returned, today).progress.done == 2
    again = services.submit(write(returned, director), by=director)
    assert half_year_of(again, today).progress.done == 2
