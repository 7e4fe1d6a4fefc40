"""Pages of progress reports: who gets what, nothing typed is lost. Today is 21 November 2026."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from monitoring.models import ProgressReport
from schools.roles import Role
from tests.curators.factories import AssignmentFactory, ConsultationFactory, VisitFactory
from tests.monitoring.factories import PeriodFactory, ReportFactory, director_of, duty, roadmap_in_force, written
from tests.schools.factories import SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine) -> None:
    time_machine.move_to("2026-11-21T10:00:00+03:00", tick=False)


@pytest.fixture
def report() -> ProgressReport:
    return ReportFactory()


@pytest.fixture
def director(report, client):
    user = director_of(report.school)
    client.force_login(user)
    return user


@pytest.fixture
def submitted(report, director, client) -> ProgressReport:
    client.post(reverse("monitoring:edit_report", args=[report.pk]), {**written(), "version": 1, "submit": "1"})
    report.refresh_from_db()
    assert report.status == "submitted"
    return report


def page(name: str, *args) -> str:
    return reverse(f"monitoring:{name}", args=args)


def test_a_draft_is_saved_and_handed_in_later(report, director, client):
    answer = client.post(page("edit_report", report.pk), {"achieved": "Начали писать", "version": 1}, follow=True)
    assert "Черновик сохранён" in answer.text
    assert "Начали писать" in answer.text
    answer = client.post(page("edit_report", report.pk), {**written(), "version": 2, "submit": "1"}, follow=True)
    assert answer.redirect_chain == [(page("report", report.pk), 302)]
    assert "На проверке" in answer.text


def test_what_is_missing_is_said_and_the_draft_stays(report, director, client):
    data = {"achieved": "Только это", "version": 1, "submit": "1"}
    answer = client.post(page("edit_report", report.pk), data)
    assert answer.context["form"].errors == {"plans": ["Напишите хотя бы одно предложение."]}
    assert "Только это" in answer.text
    assert "Черновик сохранён, но отчёт не отправлен" in answer.text
    version = answer.context["form"]["version"].value()
    client.post(page("edit_report", report.pk), {**written(), "version": version, "submit": "1"})
    report.refresh_from_db()
    assert report.status == "submitted"


def test_a_half_empty_draft_is_not_handed_in_from_its_page(report, director, client):
    answer = client.post(page("submit_report", report.pk), follow=True)
    assert "Отчёт не отправлен. Заполните, прежде чем отправлять: что удалось, " in answer.text


def test_a_wrong_number_keeps_every_word(report, director, client):
    data = {**written(achieved="Длинный рассказ"), "teachers_trained_count": "-3", "version": 1}
    answer = client.post(page("edit_report", report.pk), data)
    assert answer.status_code == 200
    assert "Длинный рассказ" in answer.text
    assert "Нужно исправить" in answer.text


def test_two_editors_the_second_sees_both_texts(report, director, client):
    client.post(page("edit_report", report.pk), {**written(achieved="Первый"), "version": 1})
    answer = client.post(page("edit_report", report.pk), {**written(achieved="Второй"), "version": 1})
    assert answer.status_code == 409
    assert "Первый" in answer.text
    assert "Второй" in answer.text
    assert 'name="version" value="2"' in answer.text
    client.post(page("edit_report", report.pk), {**written(achieved="Второй"), "version": 2})
    report.refresh_from_db()
    assert report.achieved == "Второй"


@pytest.mark.parametrize("version", ["", "0", "x", "9" * 23])
def test_a_broken_version_is_a_form_error(report, director, client, version):
    answer = client.post(page("edit_report", report.pk), {**written(), "version": version})
    assert answer.status_code == 200
    report.refresh_from_db()
    assert report.achieved == ""


def test_a_report_handed_in_is_shown_instead_of_its_form(submitted, client):
    assert client.get(page("edit_report", submitted.pk)).url == page("report", submitted.pk)
    client.post(page("edit_report", submitted.pk), {**written(achieved="Поздно"), "version": 2})
    submitted.refresh_from_db()
    assert submitted.achieved == written()["achieved"]


def test_a_second_click_changes_nothing(submitted, client):
    answer = client.post(page("submit_report", submitted.pk), follow=True)
    assert "Отчёт уже отправлен" in answer.text
    assert submitted.remarks.count() == 1


def test_the_curator_returns_with_words_and_then_accepts(submitted, director, client):
    client.force_login(AssignmentFactory(school=submitted.school).curator)
    shown = client.get(page("report", submitted.pk)).text
    assert "Принять отчёт" in shown
    assert 'value="2026-12-25"' in shown, "the day to hand in again is proposed"

    refused = client.post(page("return_report", submitted.pk), {"comment": "", "redo_due_on": "2026-12-25"})
    assert "Обязательное поле" in refused.text
    submitted.refresh_from_db()
    assert submitted.status == "submitted"

    client.post(page("return_report", submitted.pk), {"comment": "Назовите классы", "redo_due_on": "2026-12-01"})
    client.force_login(director)
    form = client.get(page("edit_report", submitted.pk)).text
    assert "Назовите классы" in form
    assert "Возвращён, до 01.12.2026" in form
    client.post(page("edit_report", submitted.pk), {**written(), "version": 4, "submit": "1"})

    client.force_login(submitted.school.assignments.get().curator)
    answer = client.post(page("accept_report", submitted.pk), follow=True)
    assert "Отчёт принят." in answer.text
    again = client.post(page("accept_report", submitted.pk), follow=True)
    assert "Отчёт не ждёт проверки" in again.text


@pytest.mark.parametrize("day", ["2026-11-20", "2028-01-01", "завтра"])
def test_a_day_nobody_can_keep_is_a_form_error(submitted, client, day):
    client.force_login(UserFactory(municipality=submitted.municipality))
    client.post(page("return_report", submitted.pk), {"comment": "Исправьте", "redo_due_on": day})
    submitted.refresh_from_db()
    assert submitted.status == "submitted"


@pytest.mark.parametrize(
    ("role", "shown", "edit", "accept"),
    [
        (Role.HEAD, 200, 403, 403),
        (Role.SPECIALIST, 200, 302, 302),
        (Role.METHODIST, 200, 403, 403),
        (Role.OBSERVER, 200, 403, 403),
        (Role.ADMIN, 404, 404, 404),
        (Role.CURATOR, 404, 404, 404),
        (Role.DIRECTOR, 404, 404, 404),
    ],
)
def test_rights_of_those_who_have_nothing_to_do_with_the_school(submitted, client, role, shown, edit, accept):
    school = SchoolFactory(municipality=submitted.municipality)
    client.force_login(UserFactory(municipality=submitted.municipality, role=role, school=school))
    assert client.get(page("report", submitted.pk)).status_code == shown
    assert client.get(page("edit_report", submitted.pk)).status_code == edit
    assert client.post(page("accept_report", submitted.pk)).status_code == accept


def test_a_director_of_a_base_school_reviews_the_assigned_school_and_never_the_own(submitted, director, client):
    assert client.post(page("accept_report", submitted.pk)).status_code == 403
    AssignmentFactory(school=submitted.school, curator=director)
    assert client.post(page("accept_report", submitted.pk)).status_code == 403
    neighbour = director_of(SchoolFactory(municipality=submitted.municipality, is_base=True))
    AssignmentFactory(school=submitted.school, curator=neighbour)
    client.force_login(neighbour)
    assert client.get(page("edit_report", submitted.pk)).status_code == 403
    assert client.post(page("accept_report", submitted.pk)).status_code == 302


def test_a_curator_whose_assignment_ended_sees_nothing(submitted, client):
    client.force_login(AssignmentFactory(school=submitted.school, ends_on=date(2026, 11, 20)).curator)
    assert client.get(page("report", submitted.pk)).status_code == 404


def test_what_the_system_knows_is_filled_in(report, director, client):
    roadmap = roadmap_in_force(UserFactory(municipality=report.municipality))
    duty(roadmap, date(2026, 10, 1), school=report.school, text="Просроченное дело")
    duty(roadmap, date(2026, 8, 30), school=report.school, text="Дело до полугодия")
    done = {"done_on": date(2026, 10, 9), "done_text": "Провели", "done_by": director}
    duty(roadmap, date(2026, 10, 10), school=report.school, text="Сделанное дело", **done)
    duty(roadmap, date(2026, 10, 10), school=SchoolFactory(municipality=report.municipality), text="Чужое дело")
    VisitFactory(school=report.school, purpose="Смотрели уроки")
    ConsultationFactory(school=report.school, topic="Разбор ВПР", held_on=date(2027, 1, 1))
    shown = client.get(page("report", report.pk)).text
    assert "выполнено 1 из 2 с наступившим сроком" in shown
    for text in ("Просроченное дело", "Сделанное дело", "Смотрели уроки"):
        assert text in shown
    for text in ("Дело до полугодия", "Чужое дело", "Разбор ВПР"):
        assert text not in shown


def test_file_report_leads_to_the_form_or_to_the_register(report, director, client):
    assert client.get(page("file_report")).url == page("edit_report", report.pk)
    ProgressReport.objects.update(status="submitted", submitted_at="2026-11-20T10:00Z", submitted_by=director)
    assert client.get(page("file_report")).url == page("reports")
    client.force_login(UserFactory(municipality=report.municipality))
    assert client.get(page("file_report")).url == page("reports")


# --- the register -----------------------------------------------------------------------------------------------------


@pytest.fixture
def specialist(client):
    user = UserFactory()
    client.force_login(user)
    return user


def many(municipality, count: int):
    period = PeriodFactory(municipality=municipality, filing_due_on=date(2026, 11, 20))
    return [
        ReportFactory(period=period, school=SchoolFactory(municipality=municipality, short_name=f"Школа {number}"))
        for number in range(count)
    ]


def test_the_register_shows_states_and_filters(specialist, client):
    first = many(specialist.municipality, 1)[0]
    second = ReportFactory(
        school=SchoolFactory(municipality=specialist.municipality),
        period=first.period,
        status="accepted",
        submitted_at="2026-11-10T10:00Z",
        submitted_by=specialist,
    )
    ReportFactory()
    everything = client.get(page("reports")).text
    assert "2 отчёта" in everything
    assert "Не сдан, просрочен на 1 день" in everything
    late = client.get(page("reports"), {"state": "late"})
    assert [row.record for row in late.context["table"].rows] == [first]
    accepted = client.get(
        page("reports"), {"state": "accepted", "period": second.period_id, "school": second.school_id}
    )
    assert [row.record for row in accepted.context["table"].rows] == [second]


def test_the_workbook_holds_exactly_what_is_shown(specialist, client):
    many(specialist.municipality, 2)
    answer = client.get(page("reports"), {"export": "xlsx", "school": ProgressReport.objects.last().school_id})
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows == [
        ("Школа", "Полугодие", "Состояние", "Сдать до", "Сдан", "Проверил"),
        ("Школа 1", "I полугодие 2026/27", "Не сдан, просрочен на 1 день", datetime(2026, 11, 20), None, None),
    ]


@pytest.mark.parametrize("sort", ["school", "-school", "period", "-status", "deadline", "submitted_at"])
def test_the_register_can_be_sorted(specialist, client, sort):
    many(specialist.municipality, 3)
    assert client.get(page("reports"), {"sort": sort}).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["page=1e20", "page=0", "sort=password", "state=late%00", "state=x", "period=999999", "school=abc", "export=pdf"],
)
def test_nonsense_in_the_address_is_404(specialist, client, query):
    assert client.get(f"{page('reports')}?{query}").status_code == 404


def test_a_school_of_another_municipality_is_no_filter(specialist, client):
    assert client.get(page("reports"), {"school": SchoolFactory().pk}).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 30])
def test_statements_of_the_register_do_not_grow(specialist, client, count, django_assert_max_num_queries):
    many(specialist.municipality, count)
    with django_assert_max_num_queries(8):
        client.get(page("reports"))


@pytest.mark.parametrize("count", [1, 3, 30])
def test_statements_of_a_report_do_not_grow(report, director, client, count, django_assert_max_num_queries):
    roadmap = roadmap_in_force(UserFactory(municipality=report.municipality))
    for _ in range(count):
        duty(roadmap, date(2026, 10, 1), school=report.school)
        VisitFactory(school=report.school)
        ConsultationFactory(school=report.school)
    with django_assert_max_num_queries(12):
        client.get(page("report", report.pk))
