"""Asking for the semester report."""

from django.db import transaction
from django.urls import reverse

from config import jobs
from config.models import Job
from monitoring.models import MonitoringPeriod
from reports.tasks import SEMESTER_REPORT
from schools.models import User


@transaction.atomic
def build_semester_report(period: MonitoringPeriod, *, by: User) -> Job:
    """Have a worker build the report of a half-year; asked twice while it is being built, it is one job."""
    return jobs.start(
        SEMESTER_REPORT,
        subject=f"period:{period.pk}",
        title=f"Справка: {period.name}",
        by=by,
        back_url=reverse("reports:semester_reports"),
    )
