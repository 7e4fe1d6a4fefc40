"""Doors for the worker."""

from celery import shared_task

from config import clock
from monitoring import reminders


@shared_task
def send_reminders() -> None:
    """This morning's letters into the outbox; a second run adds none."""
    reminders.send(clock.today())
