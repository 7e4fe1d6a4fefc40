"""Asking for a note on the dynamics of results."""

from django.db import transaction
from django.urls import reverse

from config import jobs
from config.models import Job
from reports.tasks import DYNAMICS, SCHOOL_DYNAMICS
from schools.dynamics import Measure
from schools.models import School, User

TITLE = "Справка о динамике результатов"


@transaction.atomic
def print_school_dynamics(school: School, *, by: User) -> Job:
    """Have a worker make the PDF of a school; asked twice by the same person, it is one job."""
    return jobs.start(
        SCHOOL_DYNAMICS,
        subject=f"user:{by.pk}:school:{school.pk}",
        title=TITLE,
        by=by,
        back_url=reverse("schools:school_dynamics", args=[school.pk]),
    )


@transaction.atomic
def print_dynamics(measure: Measure | None, *, by: User) -> Job:
    """The same of the municipality: of one measure, or of all."""
    return jobs.start(
        DYNAMICS,
        subject=f"user:{by.pk}:measure:{measure.key if measure else ''}",
        title=TITLE,
        by=by,
        back_url=reverse("schools:dynamics"),
    )
