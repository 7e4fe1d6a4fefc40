"""Asking for a print of a roadmap with its marks of execution."""

from django.db import transaction
from django.urls import reverse

from config import jobs
from config.models import Job
from reports.tasks import PLAN_FACT
from roadmaps.models import Roadmap
from schools.models import User


@transaction.atomic
def print_plan_fact(roadmap: Roadmap, *, by: User) -> Job:
    """Have a worker make PDF, DOCX and XLSX; asked twice by the same person, it is one job."""
    return jobs.start(
        PLAN_FACT,
        subject=f"user:{by.pk}:roadmap:{roadmap.pk}",
        title="План-факт дорожной карты",
        by=by,
        back_url=reverse("reports:plan_fact", args=[roadmap.pk]),
    )
