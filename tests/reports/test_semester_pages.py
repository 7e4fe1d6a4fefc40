"""Pages of semester reports. Who may open which is in tests/test_access.py."""

import pytest
from django.urls import reverse

from config import jobs
from config.models import Job
from reports import services
from reports.models import SemesterReport
from tests.reports.half_year import AS_OF, make_half_year
from tests.schools.factories import UserFactory

pytestmark = pytest.mark.django_db
STATEMENTS_OF_REGISTER = 8  # two of them are the savepoint that stands for the request's transaction


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(f"{AS_OF}T12:00:00+03:00", tick=False)


@pytest.fixture
def period():
    return make_half_year(schools=2)


@pytest.fixture
def specialist(period, client):
    person = UserFactory(municipality=period.municipality)
    client.force_login(person)
    return person


def ask(client, period):
    return client.post(reverse("reports:build_semester_report", args=[period.pk]))


def test_from_the_button_to_the_report(period, specialist, client):
    register = client.get(reverse("reports:semester_reports")).content.decode()
    assert period.name in register
    job_page = ask(client, period).headers["Location"]
    row = Job.objects.get()
    assert job_page == reverse("job", args=[row.pk])
    jobs.run(row.pk)
    page = client.get(client.get(job_page).headers["Location"]).content.decode()
    assert "Выполнение по школам" in page
    assert "Лебедева Анна Игоревна" in page
    report = SemesterReport.objects.get()
    for name, start in (("semester_pdf", b"%PDF"), ("semester_xlsx", b"PK")):
        answer = client.get(reverse(f"reports:{name}", args=[report.pk]))
        assert b"".join(answer.streaming_content).startswith(start)


def test_two_who_ask_get_one_report(period, specialist, client):
    services.build_semester_report(period, by=UserFactory(municipality=period.municipality, last_name="Руднева"))
    answer = client.post(reverse("reports:build_semester_report", args=[period.pk]), follow=True)
    assert "по запросу другого сотрудника: Руднева" in answer.content.decode()
    assert Job.objects.count() == 1


def test_an_observer_reads_and_does_not_ask(period, client):
    client.force_login(UserFactory(municipality=period.municipality, role="observer", observes_until=AS_OF))
    assert "Подготовить справку" not in client.get(reverse("reports:semester_reports")).content.decode()
    assert ask(client, period).status_code == 403


def test_nonsense_in_the_address_is_not_found(period, specialist, client):
    for query in ("page=x", "sort=content", "period=abc", "period=999999", "export=pdf"):
        assert client.get(f"{reverse('reports:semester_reports')}?{query}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_register_costs_the_same_for_any_number_of_rows(
    rows, period, specialist, client, django_assert_num_queries
):
    jobs.run(services.build_semester_report(period, by=specialist).pk)
    made = SemesterReport.objects.get()
    for number in range(rows):
        copy = Job.objects.create(
            municipality=period.municipality, kind="copy", subject=f"{number}", status="done", created_by=specialist
        )
        made.pk, made.job = None, copy
        made.save(force_insert=True)
    client.get("/help/")
    with django_assert_num_queries(STATEMENTS_OF_REGISTER):
        client.get(reverse("reports:semester_reports"))
