"""Long work: once, by one worker, after all; its page with and without JavaScript."""

import os
import subprocess
import sys
import threading
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from config import jobs, tasks
from config.models import Job
from tests.schools.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(request):
    """A kind of job of this test's own; what its work does is set by the test."""
    name = f"test.{request.node.name[:40]}"
    jobs.KINDS[name] = lambda row, progress: "/help/"
    yield name
    del jobs.KINDS[name]


@pytest.fixture
def person(db):
    return UserFactory()


def start(kind, person, subject="thing:1"):
    return jobs.start(kind, subject=subject, title="Справка", by=person, back_url="/help/")


def test_work_is_done_and_its_result_is_kept(kind, person):
    row = start(kind, person)
    jobs.run(row.pk)
    row.refresh_from_db()
    assert (row.status, row.done_percent, row.result_url, row.attempts_count) == ("done", 100, "/help/", 1)
    assert row.finished_at


def test_asked_for_twice_it_is_one_job_until_it_is_finished(kind, person):
    first = start(kind, person)
    assert start(kind, UserFactory(municipality=person.municipality)) == first
    assert start(kind, person, subject="thing:2") != first
    jobs.run(first.pk)
    assert start(kind, person) != first


def test_the_database_refuses_a_second_unfinished_job(kind, person):
    facts = {"municipality": person.municipality, "kind": kind, "subject": "thing:1", "created_by": person}
    Job.objects.create(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(**facts)


def test_progress_is_seen_while_the_work_goes_on(kind, person):
    seen = []

    def work(row, progress):
        progress(40, "Считаем")
        row.refresh_from_db()
        seen.append((row.status, row.done_percent, row.step))
        return ""

    jobs.KINDS[kind] = work
    jobs.run(start(kind, person).pk)
    assert seen == [("running", 40, "Считаем")]


def test_a_cancelled_job_stops_at_its_next_step(kind, person):
    def work(row, progress):
        jobs.cancel(row)
        progress(50, "Дальше")
        raise AssertionError("went on")

    jobs.KINDS[kind] = work
    row = start(kind, person)
    jobs.run(row.pk)
    row.refresh_from_db()
    assert (row.status, row.result_url) == ("cancelled", "")


def test_a_refusal_is_shown_and_not_tried_again(kind, person):
    def refuse(row, progress):
        raise jobs.JobRefused("Полугодие удалили. Выберите другое.")

    jobs.KINDS[kind] = refuse
    row = start(kind, person)
    jobs.run(row.pk)
    jobs.run(row.pk)
    row.refresh_from_db()
    assert (row.status, row.failure, row.attempts_count) == ("failed", "Полугодие удалили. Выберите другое.", 1)


def test_an_error_is_told_without_its_insides(kind, person):
    def fail(row, progress):
        raise RuntimeError("password=secret")

    jobs.KINDS[kind] = fail
    row = start(kind, person)
    jobs.run(row.pk)
    row.refresh_from_db()
    assert row.status == "failed"
    assert "secret" not in row.failure


def test_what_was_interrupted_three_times_is_given_up(kind, person):
    row = start(kind, person)
    Job.objects.filter(pk=row.pk).update(status=Job.Status.RUNNING, attempts_count=Job.MAX_ATTEMPTS)
    tasks.sweep_jobs()
    row.refresh_from_db()
    assert row.status == "failed"
    assert "трижды" in row.failure


def test_the_sweep_finds_what_a_lost_message_left(kind, person):
    row = start(kind, person)
    tasks.sweep_jobs()
    row.refresh_from_db()
    assert row.status == "done"


def test_without_redis_a_request_goes_on_and_the_job_waits_for_the_sweep(kind, person):
    row = start(kind, person)
    ring = run_apart(
        f"import django\ndjango.setup()\nfrom config import jobs\njobs.ring({row.pk})",
        REDIS_URL="redis://127.0.0.1:1/0",
    )
    assert ring.wait(timeout=20) == 0
    row.refresh_from_db()
    assert row.status == "queued"


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_a_job_once(kind, person):
    calls = []

    def work(row, progress):
        calls.append(threading.get_ident())
        time.sleep(0.3)
        return ""

    jobs.KINDS[kind] = work
    row = start(kind, person)

    def worker():
        try:
            jobs.run(row.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1


SLOW = """
import time, django
django.setup()
from config import jobs
@jobs.job({kind!r})
def work(row, progress):
    progress(30, "Половина")
    time.sleep(60)
jobs.run({pk})
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_lets_go_and_the_sweep_takes_over(kind, person):
    row = start(kind, person)
    worker = run_apart(SLOW.format(kind=kind, pk=row.pk))
    try:
        until(lambda: Job.objects.get(pk=row.pk).done_percent == 30)
        tasks.sweep_jobs()
        assert Job.objects.get(pk=row.pk).status == "running"  # still held by the other worker
    finally:
        worker.kill()
        worker.wait()
    until(lambda: tasks.sweep_jobs() or Job.objects.get(pk=row.pk).status == "done")
    assert Job.objects.get(pk=row.pk).attempts_count == 2


def run_apart(code: str, **environment: str) -> subprocess.Popen:
    """A process of its own on the tests' database."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    ours = {"DATABASE_URL": database.geturl(), "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    return subprocess.Popen([sys.executable, "-c", code], env={**os.environ, **ours}, cwd=settings.BASE_DIR)


def until(happened, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.05)


def test_the_page_shows_the_progress_and_asks_again_by_itself(kind, person, client):
    row = start(kind, person)
    Job.objects.filter(pk=row.pk).update(status="running", done_percent=45, step="Готовим PDF")
    client.force_login(person)
    page = client.get(reverse("job", args=[row.pk])).content.decode()
    assert 'value="45"' in page
    assert "Готовим PDF" in page
    assert 'hx-trigger="every 2s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_the_piece_for_htmx_is_not_a_whole_page(kind, person, client):
    row = start(kind, person)
    client.force_login(person)
    piece = client.get(reverse("job", args=[row.pk]), headers={"HX-Request": "true"})
    assert piece.content.decode().lstrip().startswith('<div id="job"')


def test_finished_work_leads_to_its_result(kind, person, client):
    row = start(kind, person)
    jobs.run(row.pk)
    client.force_login(person)
    assert client.get(reverse("job", args=[row.pk])).headers["Location"] == "/help/"
    assert client.get(reverse("job", args=[row.pk]), headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/help/"


def test_a_failure_is_shown_and_polled_no_more(kind, person, client):
    row = start(kind, person)
    Job.objects.filter(pk=row.pk).update(status="failed", failure="Такого полугодия больше нет.")
    client.force_login(person)
    page = client.get(reverse("job", args=[row.pk])).content.decode()
    assert "Такого полугодия больше нет." in page
    assert "hx-trigger" not in page
    assert "http-equiv" not in page


def test_a_job_is_seen_and_cancelled_by_its_owner_alone(kind, person, client):
    row = start(kind, person)
    client.force_login(UserFactory(municipality=person.municipality))
    assert client.get(reverse("job", args=[row.pk])).status_code == 404
    assert client.post(reverse("cancel_job", args=[row.pk])).status_code == 404
    client.force_login(person)
    assert client.post(reverse("cancel_job", args=[row.pk])).headers["Location"] == "/help/"
    row.refresh_from_db()
    assert row.status == "cancelled"
