"""Documents that take long are read by the worker: once, after all, and nothing is kept of what is refused."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from config import files, jobs, tasks
from config.models import Job, StoredFile
from config.uploads import LARGEST_FILE
from roadmaps.importers.errors import NeedsTime, NoRoadmapTable
from roadmaps.importers.pdf import IN_A_WORKER, WHILE_A_PERSON_WAITS, Limits, pages_of
from roadmaps.models import RoadmapImport
from roadmaps.services import importing
from roadmaps.tasks import READ_DOCUMENT, read_in_worker
from tests.config.test_jobs import run_apart, until
from tests.roadmaps.importers.documents import HEADING, ROWS, TEXT, as_txt
from tests.schools.factories import UserFactory

pytestmark = pytest.mark.django_db
PADDING = ("Пояснение к дорожной карте. " * 8 + "\n") * (importing.READ_AT_ONCE // 300)


def large(name="Карта.txt", *, rows=(HEADING, *ROWS)) -> SimpleUploadedFile:
    content = as_txt(*TEXT, list(rows)) + PADDING.encode()
    assert importing.READ_AT_ONCE < len(content) < LARGEST_FILE
    return SimpleUploadedFile(name, content)


def pdf(pages: int, words: int = 1) -> bytes:
    """Pages with nothing but a word in Latin letters."""
    text = b"BT /F 12 Tf 9 9 Td (" + b"Plan " * words + b") Tj ET"
    kids = b" ".join(b"%d 0 R" % (4 + number) for number in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 200 200]/Resources<</Font<</F<</Type/Font/Subtype/Type1"
        b"/BaseFont/Helvetica>>>>>>>>" % (pages, kids),
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        *[b"<</Type/Page/Parent 2 0 R/Contents 3 0 R>>"] * pages,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, made in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, made)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        body + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    )


@pytest.fixture
def browser(sign_in):
    return sign_in("specialist")


@pytest.fixture
def person():
    return UserFactory()


def test_a_large_file_is_read_by_the_worker_and_leads_to_its_review(browser):
    answer = browser.post("/roadmaps/import/", {"file": large()})
    row = Job.objects.get()
    assert answer["Location"] == f"/jobs/{row.pk}/"
    assert "Ждёт своей очереди" in browser.get(answer["Location"]).content.decode()
    assert not RoadmapImport.objects.exists()
    jobs.run(row.pk)
    imported = RoadmapImport.objects.get()
    review = browser.get(answer["Location"])
    assert review["Location"] == f"/roadmaps/imports/{imported.pk}/"
    assert ROWS[1][1] in browser.get(review["Location"]).content.decode()
    assert imported.file.name == "Карта.txt"


def test_a_small_file_is_read_at_once(person):
    upload = SimpleUploadedFile("Карта.txt", as_txt(*TEXT, [HEADING, *ROWS]))
    assert isinstance(importing.hand_in(upload, by=person), RoadmapImport)
    assert not Job.objects.exists()


def test_the_size_that_is_read_at_once_ends_at_its_bound(person):
    content = as_txt(*TEXT, [HEADING, *ROWS]).ljust(importing.READ_AT_ONCE)
    assert isinstance(importing.hand_in(SimpleUploadedFile("а.txt", content), by=person), RoadmapImport)
    assert isinstance(importing.hand_in(SimpleUploadedFile("а.txt", content + b" "), by=person), Job)


def test_a_file_that_is_too_large_is_refused_at_the_field_and_kept_nowhere(browser):
    upload = SimpleUploadedFile("Карта.txt", b" " * (LARGEST_FILE + 1))
    assert "Файл больше 20 МБ" in browser.post("/roadmaps/import/", {"file": upload}).content.decode()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("upload", "told"),
    [
        (lambda: large(rows=[("Кто", "Где"), ("Школа", "Зал")]), "В файле нет таблицы дорожной карты"),
        (lambda: large("Карта.docx"), "Имя файла не соответствует содержимому"),
    ],
)
def test_a_refusal_is_told_on_the_page_of_the_work_and_nothing_is_kept(
    browser, upload, told, django_capture_on_commit_callbacks
):
    answer = browser.post("/roadmaps/import/", {"file": upload()})
    blob = StoredFile.objects.get().blob
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run(Job.objects.get().pk)
    page = browser.get(answer["Location"]).content.decode()
    assert told in page
    assert 'href="/roadmaps/import/"' in page
    assert not RoadmapImport.objects.exists()
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(blob)


def test_what_is_given_up_is_not_kept(browser, django_capture_on_commit_callbacks):
    browser.post("/roadmaps/import/", {"file": large()})
    row, blob = Job.objects.get(), StoredFile.objects.get().blob
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/jobs/{row.pk}/cancel/")
    jobs.run(row.pk)
    assert not RoadmapImport.objects.exists()
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(blob)


def test_the_bytes_of_another_document_stay_when_an_equal_one_is_cleared(person, django_capture_on_commit_callbacks):
    row = importing.hand_in(large(), by=person)
    kept = files.store(large().read(), name="Другая.txt", by=person)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.cancel(row)
    assert StoredFile.objects.get() == kept
    with files.open_file(kept) as opened:
        assert opened.read(1)


def test_the_same_work_done_twice_makes_one_import(person):
    row = importing.hand_in(large(), by=person)
    urls = {read_in_worker(row, lambda percent, step: None) for _ in range(2)}
    jobs.run(row.pk)
    assert urls == {f"/roadmaps/imports/{RoadmapImport.objects.get().pk}/"}


def test_handed_in_twice_while_it_waits_it_is_one_job_of_one_file(person):
    first, second = importing.hand_in(large(), by=person), importing.hand_in(large(), by=person)
    assert first == second
    assert StoredFile.objects.count() == 1
    other = importing.hand_in(large(), by=UserFactory(municipality=person.municipality))
    assert other != first


def test_a_pdf_of_many_pages_is_handed_to_the_worker(person):
    row = importing.hand_in(SimpleUploadedFile("Карта.pdf", pdf(11)), by=person)
    assert row.kind == READ_DOCUMENT
    with pytest.raises(NoRoadmapTable):  # what is wrong with it is told at once
        importing.hand_in(SimpleUploadedFile("Карта.pdf", pdf(10)), by=person)


@pytest.mark.parametrize(
    ("pages", "limits", "needs_time"),
    [(10, WHILE_A_PERSON_WAITS, False), (11, WHILE_A_PERSON_WAITS, True), (61, IN_A_WORKER, False)],
)
def test_only_what_the_worker_would_read_needs_time(pages, limits, needs_time):
    with pytest.raises(NoRoadmapTable) as refusal:
        pages_of(BytesIO(pdf(pages)), limits)
    assert isinstance(refusal.value, NeedsTime) == needs_time


@pytest.mark.parametrize("limits", [Limits(seconds=1), Limits(wait_seconds=0)])
def test_a_pdf_that_takes_longer_than_allowed_needs_time(limits):
    with pytest.raises(NeedsTime):
        pages_of(BytesIO(pdf(60, words=900)), limits)


KILLED_BEFORE_ITS_END = """
import os, signal, django
django.setup()
import roadmaps.tasks
from config import jobs
jobs._finish = lambda *args, **facts: os.kill(os.getpid(), signal.SIGKILL)
jobs.run({pk})
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_the_reading_leaves_one_import_after_all():
    row = importing.hand_in(large(), by=UserFactory())
    assert run_apart(KILLED_BEFORE_ITS_END.format(pk=row.pk)).wait(timeout=60) != 0
    assert Job.objects.get().status == "running"
    until(lambda: tasks.sweep_jobs() or Job.objects.get().status == "done")
    assert Job.objects.get().result_url == f"/roadmaps/imports/{RoadmapImport.objects.get().pk}/"
