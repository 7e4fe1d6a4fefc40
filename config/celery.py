"""Celery: the alarm clock of the outbox and of the jobs. What runs by itself stands in TIMETABLE, nowhere else."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

TIMETABLE = {
    # The rows in the database are the truth; a lost message only delays work until the next sweep.
    "pick up jobs that nobody works on": {"task": "config.tasks.sweep_jobs", "schedule": 20.0},
    "send letters that wait": {"task": "config.tasks.deliver_letters", "schedule": 60.0},
    "morning reminders": {"task": "monitoring.tasks.send_reminders", "schedule": crontab(hour=7, minute=0)},
}

app = Celery("opora")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = TIMETABLE
app.autodiscover_tasks()
