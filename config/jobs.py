"""Long work: a row per job, a worker that claims it, progress on a page.

An app registers what a kind of job does: `@job("reports.semester")` on a function `(job, progress) -> result_url`,
and with `clear=` what takes away the material of a job that came to nothing.
A job is held by a session-level advisory lock of the worker's own connection: PostgreSQL lets go of it when the worker
is killed, and the next sweep takes the job again. The work itself must end in one transaction of its own.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerDown

from config.models import Job

log = logging.getLogger(__name__)
Progress = Callable[[int, str], None]
Work = Callable[[Job, Progress], str]

Clear = Callable[[Job], None]

KINDS: dict[str, Work] = {}
CLEARS: dict[str, Clear] = {}
LOCK_SPACE = 7011  # the first half of the advisory lock's key, so that other locks of the database stay apart


class Cancelled(Exception):
    """The person who asked for the work no longer wants it."""


class JobRefused(ValueError):
    """The work cannot be done; the text is fit for the screen and says what to do. It is not tried again."""


def job(kind: str, *, clear: Clear | None = None) -> Callable[[Work], Work]:
    """Register what a job of this kind does and what it leaves to be cleared when it fails or is given up."""

    def register(work: Work) -> Work:
        KINDS[kind] = work
        if clear:
            CLEARS[kind] = clear
        return work

    return register


def start(kind: str, *, subject: str, title: str, by, back_url: str = "") -> Job:
    """Put a job in the queue, or give the one that already does the same; ring the alarm after the commit."""
    row, is_new = Job.objects.unfinished().get_or_create(
        municipality_id=by.municipality_id,
        kind=kind,
        subject=subject,
        defaults={"title": title, "created_by": by, "back_url": back_url},
    )
    if is_new:
        transaction.on_commit(partial(ring, row.pk))
    return row


def ring(job_id: int) -> None:
    """Wake a worker. Without Redis the sweep of the timetable finds the row a little later."""
    from config.tasks import run_job

    try:
        run_job.apply_async(args=[job_id], retry=False)
    except (BrokerDown, OSError):
        log.warning("No broker: job %s waits for the next sweep", job_id)


def cancel(row: Job) -> None:
    """Give up a job that is not finished; a running one stops at its next step."""
    _finish(row, Job.Status.CANCELLED)


def run(job_id: int) -> None:
    """Do the job unless it is finished or another worker holds it."""
    with _hold(job_id) as held:
        if not held:
            return
        row = Job.objects.unfinished().filter(pk=job_id).first()
        if row is None:
            return
        if row.attempts_count >= Job.MAX_ATTEMPTS:
            _finish(row, Job.Status.FAILED, failure="Задание трижды прервалось. Сообщите администратору системы.")
            return
        Job.objects.filter(pk=row.pk).update(status=Job.Status.RUNNING, attempts_count=F("attempts_count") + 1)
        _work(row)


def _work(row: Job) -> None:
    def progress(percent: int, step: str) -> None:
        if not Job.objects.unfinished().filter(pk=row.pk).update(done_percent=percent, step=step):
            raise Cancelled

    try:
        url = KINDS[row.kind](row, progress)
    except Cancelled:
        return
    except JobRefused as refusal:
        _finish(row, Job.Status.FAILED, failure=str(refusal))
    except Exception:
        log.exception("Job %s failed", row.pk)
        _finish(
            row,
            Job.Status.FAILED,
            failure="Произошла ошибка. Повторите; если не поможет, сообщите администратору системы.",
        )
    else:
        _finish(row, Job.Status.DONE, done_percent=100, result_url=url)


def _finish(row: Job, status: str, **facts) -> None:
    with transaction.atomic():
        ended = Job.objects.unfinished().filter(pk=row.pk).update(status=status, finished_at=timezone.now(), **facts)
        if ended and status != Job.Status.DONE and row.kind in CLEARS:
            CLEARS[row.kind](row)


@contextmanager
def _hold(job_id: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, job_id])
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, job_id])
