from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from config.files import open_file
from roadmaps import services
from roadmaps.models import Checkpoint, OutputDocument, Roadmap
from tests.roadmaps.factories import CheckpointFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def point():
    return CheckpointFactory()


@pytest.fixture
def by(point):
    return point.activity.roadmap.owner


def done(point, by, **facts):
    return services.complete(point, by=by, **{"done_on": date(2026, 10, 20), "text": "Семинар проведён", **facts})


def test_what_was_done_is_kept_with_its_proof(point, by):
    upload = SimpleUploadedFile("Справка № 7.pdf", b"%PDF-1.7 proof")
    done(
        point, by, files=[upload], kind=OutputDocument.Kind.NOTE, number="7", dated_on=date(2026, 10, 21), hours_count=2
    )
    row = Checkpoint.objects.get()
    document = row.documents.get()
    assert (row.done_on, row.done_text, row.done_by, row.hours_count) == (date(2026, 10, 20), "Семинар проведён", by, 2)
    assert (document.file.name, document.kind, document.number, document.activity) == (
        "Справка № 7.pdf",
        "note",
        "7",
        row.activity,
    )
    with open_file(document.file) as stored:
        assert stored.read() == b"%PDF-1.7 proof"


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 7, 31)])
def test_a_day_that_cannot_be_is_refused(point, by, day):
    with pytest.raises(services.NotPossible):
        done(point, by, done_on=day)


def test_done_once(point, by):
    done(point, by)
    for verb, facts in (
        (done, {}),
        (services.cancel, {"reason": "x"}),
        (services.move, {"to": date(2027, 1, 1), "reason": "x"}),
    ):
        with pytest.raises(services.NotPossible):
            verb(point, by=by, **facts)


def test_taking_the_mark_back_keeps_text_and_files(point, by):
    done(point, by, files=[SimpleUploadedFile("a.pdf", b"%PDF-")])
    services.reopen(point, by=by)
    row = Checkpoint.objects.get()
    assert (row.done_on, row.done_by, row.done_text, row.documents.count()) == (None, None, "Семинар проведён", 1)


def test_moved_with_a_reason_beside_the_planned_day(point, by):
    services.move(point, by=by, to=date(2026, 12, 15), reason="Карантин")
    row = Checkpoint.objects.get()
    assert (row.due_on, row.planned_on, row.was_moved, row.move_reason) == (
        date(2026, 12, 15),
        date(2026, 10, 31),
        True,
        "Карантин",
    )


def test_cancelled_with_a_reason_and_back(point, by):
    services.cancel(point, by=by, reason="Школа закрыта на ремонт")
    assert Checkpoint.objects.get().cancelled_on == date(2026, 11, 21)
    services.reopen(point, by=by)
    row = Checkpoint.objects.get()
    assert (row.cancelled_on, row.cancel_reason) == (None, "")


def test_nothing_happens_to_a_closed_roadmap(point, by):
    Roadmap.objects.update(status="closed")
    with pytest.raises(services.NotPossible, match="утверждённой"):
        done(point, by)


def test_the_database_refuses_half_a_mark(point):
    with pytest.raises(IntegrityError), transaction.atomic():
        Checkpoint.objects.update(done_on=date(2026, 10, 1))
