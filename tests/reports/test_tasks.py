"""What the worker makes is made once, whatever is killed meanwhile."""

import hashlib
from datetime import date

import pytest

from config import files, jobs, tasks
from config.models import Job, StoredFile
from monitoring.models import IndicatorValue, MonitoringPeriod
from reports import services
from reports.builders.semester import SemesterContent
from reports.models import SemesterReport
from reports.tasks import make_semester_report
from tests.config.test_jobs import run_apart, until
from tests.reports.factories import OrderFactory, head_of
from tests.reports.half_year import AS_OF, make_half_year
from tests.schools.factories import MunicipalityFactory, UserFactory

DAY = date(2026, 9, 25)
PRINTING = 45  # per cent: the step that takes longest
WORKER = "import django\ndjango.setup()\nimport reports.tasks\nfrom config import jobs\njobs.run({pk})"


@pytest.fixture
def today(time_machine):
    time_machine.move_to(f"{AS_OF}T12:00:00+03:00", tick=False)


@pytest.mark.django_db
def test_the_files_of_a_signed_order_are_made_once_and_sealed_by_their_hashes():
    town = MunicipalityFactory(order_number_pattern="148-{n}/О")
    order = OrderFactory(municipality=town)
    services.submit(order, by=order.executor)
    signed = services.sign(order, by=head_of(town), on=DAY)
    row = Job.objects.get()
    jobs.run(row.pk)
    signed.refresh_from_db()
    assert (signed.pdf.name, signed.docx.name) == (
        "Приказ № 148-1-О от 25.09.2026.pdf",
        "Приказ № 148-1-О от 25.09.2026.docx",
    )
    with files.open_file(signed.pdf) as stored:
        assert hashlib.sha256(stored.read()).hexdigest() == signed.pdf.sha256
    first = signed.pdf_id
    jobs.run(services.make_files(signed, by=signed.executor).pk)
    signed.refresh_from_db()
    assert signed.pdf_id == first
    assert StoredFile.objects.count() == 2
    row.refresh_from_db()
    assert row.result_url == f"/reports/orders/{signed.pk}/"


@pytest.mark.django_db
def test_the_semester_report_is_built_with_its_files_and_fresh_indicators(today):
    period = make_half_year(schools=1)
    person = UserFactory(municipality=period.municipality)
    row = services.build_semester_report(period, by=person)
    jobs.run(row.pk)
    row.refresh_from_db()
    report = SemesterReport.objects.get()
    assert (row.status, row.failure) == ("done", "")
    assert (report.as_of, report.built_by, report.job) == (AS_OF, person, row)
    assert row.result_url == f"/reports/semester/{report.pk}/"
    assert (report.pdf.content_type, report.xlsx.name) == (
        "application/pdf",
        "Справка – I полугодие 2026-27 – 20.12.2026.xlsx",
    )
    content = SemesterContent.from_dict(report.content)
    assert dict(content.figures)["запланировано на полугодие"] == "5"
    assert IndicatorValue.objects.filter(period=period, indicator__rule="consultations", value=1).exists()


@pytest.mark.django_db
def test_a_closed_half_year_keeps_its_indicators(today):
    period = make_half_year(schools=1)
    MonitoringPeriod.objects.filter(pk=period.pk).update(is_closed=True)
    jobs.run(services.build_semester_report(period, by=UserFactory(municipality=period.municipality)).pk)
    assert SemesterReport.objects.exists()
    assert not IndicatorValue.objects.filter(period=period).exclude(indicator__rule="").exists()


@pytest.mark.django_db
def test_a_half_year_of_another_municipality_is_refused():
    row = services.build_semester_report(make_half_year(schools=0), by=UserFactory())
    jobs.run(row.pk)
    row.refresh_from_db()
    assert (row.status, row.failure) == ("failed", "Такого полугодия больше нет. Выберите другое.")


@pytest.mark.django_db
def test_a_report_made_before_the_worker_died_is_not_made_again():
    period = make_half_year(schools=1)
    row = services.build_semester_report(period, by=UserFactory(municipality=period.municipality))
    steps = []
    first = make_semester_report(row, lambda percent, step: steps.append(step))
    assert make_semester_report(row, lambda percent, step: steps.append("again")) == first
    assert "again" not in steps
    assert SemesterReport.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_half_way_leaves_one_report_after_all():
    period = make_half_year(schools=2)
    row = services.build_semester_report(period, by=UserFactory(municipality=period.municipality))
    worker = run_apart(WORKER.format(pk=row.pk))
    try:
        until(lambda: Job.objects.get(pk=row.pk).done_percent == PRINTING)
    finally:
        worker.kill()
        worker.wait()
    until(lambda: tasks.sweep_jobs() or Job.objects.get(pk=row.pk).status == "done")
    assert SemesterReport.objects.get().job == row
    assert Job.objects.get(pk=row.pk).attempts_count == 2
