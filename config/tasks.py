"""Doors for the worker: an id in, one call. Safe to run twice, safe to be killed."""

from celery import shared_task

from config import jobs, outbox
from config.models import Job


@shared_task
def run_job(job_id: int) -> None:
    jobs.run(job_id)


@shared_task
def sweep_jobs() -> None:
    """Take up what a lost message or a killed worker left behind."""
    for job_id in Job.objects.unfinished().order_by("created_at").values_list("pk", flat=True)[:50]:
        jobs.run(job_id)


@shared_task
def deliver_letters() -> None:
    outbox.deliver()
