"""Two requests at once, each on a connection of its own: no deadlock, and nothing is done on a closed roadmap."""

import threading
import time
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction

from roadmaps import services
from roadmaps.models import Checkpoint, OutputDocument, Proof, Roadmap
from roadmaps.services import NotPossible
from tests.roadmaps.factories import ActivityFactory, CheckpointFactory, RoadmapFactory, SectionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]


@pytest.fixture
def noon():
    with time_machine.travel("2026-11-21T09:00:00+03:00", tick=True):
        yield


@pytest.fixture
def points():
    """Two checkpoints of one activity in force."""
    activity = ActivityFactory(section=SectionFactory(roadmap=RoadmapFactory(in_force=True)))
    return [CheckpointFactory(activity=activity, due_on=date(2026, month, 15)) for month in (10, 11)]


def paper(text="Справка"):
    return SimpleUploadedFile("Справка.pdf", f"%PDF-1.7 {text}".encode(), content_type="application/pdf")


class Started:
    """A verb at work in another connection; `refusal` is what it was refused with, `error` anything else."""

    def __init__(self, verb, *args, **facts) -> None:
        self.refusal = self.error = None
        self.pid = None
        self.thread = threading.Thread(target=self._run, args=(verb, args, facts))
        self.thread.start()

    def _run(self, verb, args, facts) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.pid = cursor.fetchone()[0]
            verb(*args, **facts)
        except NotPossible as refusal:
            self.refusal = str(refusal)
        except Exception as error:
            self.error = error
        finally:
            connections.close_all()

    def stands_at_a_lock(self) -> "Started":
        """Wait until it waits for somebody, or has ended."""
        while self.thread.is_alive():
            with connection.cursor() as cursor:
                cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE pid = %s AND NOT granted)", [self.pid])
                if cursor.fetchone()[0]:
                    break
            time.sleep(0.01)
        return self

    def ended(self) -> "Started":
        self.thread.join(20)
        return self


def hold(rows) -> None:
    list(Checkpoint.objects.select_for_update().filter(pk__in=[row.pk for row in rows]).order_by("pk"))


def test_a_document_replaced_from_two_of_its_checkpoints_at_once_is_replaced_once(points):
    by = points[0].activity.roadmap.owner
    old = services.attach(points[0], paper(), by=by, also=points[1:])
    proofs = list(old.proofs.order_by("checkpoint"))
    with transaction.atomic():
        hold(points)
        facts = {"by": by, "kind": OutputDocument.Kind.NOTE}
        started = [
            Started(services.replace, proof, paper(f"Новая {number}"), **facts).stands_at_a_lock()
            for number, proof in enumerate(reversed(proofs))
        ]
    refusals = [one.ended().refusal for one in started]
    assert [one.error for one in started] == [None, None]
    assert sorted(map(bool, refusals)) == [False, True]
    assert Proof.objects.current().count() == len(points)


def test_two_checkpoints_reported_at_once_with_documents_for_each_other(points):
    by = points[0].activity.roadmap.owner
    with transaction.atomic():
        hold(points)
        started = [
            Started(
                services.complete, one, by=by, done_on=date(2026, 11, 1), text="Проведён", files=[paper()], also=[other]
            ).stands_at_a_lock()
            for one, other in (points, points[::-1])
        ]
    assert [(one.ended().error, one.refusal) for one in started] == [(None, None)] * 2
    assert Checkpoint.objects.done().count() == len(points)


@pytest.mark.parametrize("verb", ["complete", "attach", "move", "cancel"])
def test_nothing_is_done_on_a_roadmap_that_is_being_closed(points, verb):
    point, roadmap = points[0], points[0].activity.roadmap
    facts = {
        "complete": {"done_on": date(2026, 11, 1), "text": "Проведён"},
        "attach": {"upload": paper()},
        "move": {"to": date(2026, 12, 1), "reason": "Болезнь"},
        "cancel": {"reason": "Не нужно"},
    }[verb]
    with transaction.atomic():
        services.close(roadmap, by=roadmap.owner)
        started = Started(getattr(services, verb), point, by=roadmap.owner, **facts).stands_at_a_lock()
    assert "только по утверждённой" in (started.ended().refusal or "")
    assert not Checkpoint.objects.done().exists()


@pytest.mark.parametrize("verb", ["accept_document", "return_document"])
def test_no_document_is_reviewed_on_a_roadmap_that_is_being_closed(points, verb):
    roadmap = points[0].activity.roadmap
    proof = services.attach(points[0], paper(), by=roadmap.owner).proofs.get()
    comment = {"comment": "Нет подписи"} if verb == "return_document" else {}
    with transaction.atomic():
        services.close(roadmap, by=roadmap.owner)
        started = Started(getattr(services, verb), proof, by=roadmap.owner, **comment).stands_at_a_lock()
    assert started.ended().refusal
    assert Proof.objects.get().status == Proof.Status.WAITING


def test_what_is_being_reported_is_counted_when_the_roadmap_is_closed(points):
    point, roadmap = points[0], points[0].activity.roadmap
    with transaction.atomic():
        services.complete(point, by=roadmap.owner, done_on=date(2026, 11, 1), text="Проведён")
        started = Started(services.close, roadmap, by=roadmap.owner).stands_at_a_lock()
    assert started.ended().error is None
    assert Roadmap.objects.get().closing_facts["done"] == 1


def test_two_schools_report_at_the_same_time(points):
    """The roadmap is only held against closing: another report goes through at once."""
    first, second = points
    with transaction.atomic():
        services.complete(first, by=first.activity.roadmap.owner, done_on=date(2026, 11, 1), text="Проведён")
        other = Started(
            services.complete, second, by=first.activity.roadmap.owner, done_on=date(2026, 11, 2), text="Проведён"
        )
        assert other.ended().error is None
        assert not other.thread.is_alive()
