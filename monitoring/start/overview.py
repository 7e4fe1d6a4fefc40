"""The whole municipality at a glance: the head's page, the observer's without buttons, the methodist's."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Q

from monitoring.start.documents import Papers, papers_of
from monitoring.start.duties import Duty, duties_of
from monitoring.start.school_rows import Schools, schools_of
from monitoring.start.signing import Waiting, waiting_for
from roadmaps.models import Roadmap


@dataclass(frozen=True, slots=True)
class Plan:
    """The municipal roadmap in force and how much of its time is gone, in per cent."""

    pk: int
    title: str
    elapsed_percent: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the head sees in ten seconds. `approves` offers roadmaps that wait for approval, `to_sign` orders."""

    template: ClassVar[str] = "monitoring/start/overview.html"
    heading: str
    schools: Schools
    plan: Plan | None
    waiting_roadmaps: tuple[tuple[int, str], ...]
    approves: bool = False
    to_sign: tuple[Waiting, ...] = ()
    duties: tuple[Duty, ...] = ()
    works_with_schools: bool = False
    documents: Papers | None = None


def build_for_head(user, today: date) -> Overview:
    return _overview(user, today, heading="Что требует внимания", approves=True, to_sign=waiting_for(user))


def build_for_observer(user, today: date) -> Overview:
    return _overview(user, today, heading="Как идёт работа")


def build_for_methodist(user, today: date) -> Overview:
    duties = duties_of(user, today)
    return _overview(
        user,
        today,
        heading="Что требует внимания",
        duties=duties,
        works_with_schools=True,
        documents=papers_of(user, today),
    )


def _overview(user, today: date, **options) -> Overview:
    roadmaps = list(
        Roadmap.objects.visible_to(user)
        .filter(Q(status=Roadmap.Status.SUBMITTED) | Q(status=Roadmap.Status.APPROVED, school=None))
        .order_by("-starts_on", "pk")
        .values("pk", "title", "status", "starts_on", "ends_on")
    )
    return Overview(
        schools=schools_of(user, today),
        plan=plan_in_force(roadmaps, today),
        waiting_roadmaps=waiting(roadmaps),
        **options,
    )


def waiting(roadmaps: list[dict]) -> tuple[tuple[int, str], ...]:
    """Those handed over for approval, as (pk, title)."""
    return tuple((row["pk"], row["title"]) for row in roadmaps if row["status"] == Roadmap.Status.SUBMITTED)


def plan_in_force(roadmaps: list[dict], today: date) -> Plan | None:
    """The latest approved roadmap whose period holds the day."""
    for row in roadmaps:
        if row["status"] == Roadmap.Status.APPROVED and row["starts_on"] <= today <= row["ends_on"]:
            days, gone = (row["ends_on"] - row["starts_on"]).days + 1, (today - row["starts_on"]).days
            return Plan(row["pk"], row["title"], gone * 100 // days)
    return None
