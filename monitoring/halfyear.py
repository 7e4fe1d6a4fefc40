"""What the system already knows of a school's half-year, so that nobody types it into a report."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder

from curators.models import Consultation, Recommendation, Visit
from monitoring.models import MonitoringPeriod, ProgressReport
from roadmaps.models import Checkpoint, Roadmap
from roadmaps.progress import Progress, State, count, state_of


@dataclass(frozen=True, slots=True)
class Deed:
    """A checkpoint: done on a day with these words, or overdue since `day`."""

    pk: int
    text: str
    day: date
    told: str = ""


@dataclass(frozen=True, slots=True)
class Care:
    """A visit, a consultation or a recommendation; `done_on` is the day on which a recommendation was carried out."""

    pk: int
    text: str
    day: date
    curator: str = ""
    participants_count: int = 0
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class HalfYear:
    """One school within a period, both ends inclusive; states as of a day."""

    as_of: date
    progress: Progress
    done: tuple[Deed, ...]
    overdue: tuple[Deed, ...]
    visits: tuple[Care, ...]
    consultations: tuple[Care, ...]
    recommendations: tuple[Care, ...]

    @property
    def participants_count(self) -> int:
        """Of all consultations together."""
        return sum(consultation.participants_count for consultation in self.consultations)

    def as_dict(self) -> dict:
        """Only what JSON knows."""
        return json.loads(json.dumps(asdict(self), cls=DjangoJSONEncoder))

    @classmethod
    def from_dict(cls, kept: dict) -> Self:
        """The object that `as_dict` was made from."""
        return cls(
            date.fromisoformat(kept["as_of"]),
            Progress(**kept["progress"]),
            **{name: tuple(Deed(**_dated(one)) for one in kept[name]) for name in ("done", "overdue")},
            **{
                name: tuple(Care(**_dated(one)) for one in kept[name])
                for name in ("visits", "consultations", "recommendations")
            },
        )


def _dated(kept: dict) -> dict:
    return kept | {name: date.fromisoformat(kept[name]) for name in ("day", "done_on") if kept.get(name)}


def half_year_of(report: ProgressReport, today: date) -> HalfYear:
    """As it stood when the report was handed in; while the school still writes, as it stands today."""
    if report.filed_facts and report.status in {report.Status.SUBMITTED, report.Status.ACCEPTED}:
        return HalfYear.from_dict(report.filed_facts)
    return half_year(report.school_id, report.period, today)


def half_year(school_id: int, period: MonitoringPeriod, today: date) -> HalfYear:
    """The school's half-year in four statements. A checkpoint belongs where its deadline stands."""
    span = (period.starts_on, period.ends_on)
    points = list(
        Checkpoint.objects.filter(
            municipality=period.municipality_id,
            school=school_id,
            due_on__range=span,
            activity__roadmap__status__in=[Roadmap.Status.APPROVED, Roadmap.Status.CLOSED],
        )
        .select_related("activity")
        .only("due_on", "done_on", "done_text", "cancelled_on", "activity__text")
        .order_by("due_on", "pk")
    )
    states = {point.pk: state_of(point, today) for point in points}
    visits = Visit.objects.filter(school=school_id, visited_on__range=span).select_related("curator")
    consultations = Consultation.objects.filter(school=school_id, held_on__range=span).select_related("curator")
    recommendations = Recommendation.objects.filter(school=school_id, given_on__range=span)
    return HalfYear(
        today,
        count(points, today),
        done=tuple(Deed(p.pk, p.activity.text, p.done_on, p.done_text) for p in points if states[p.pk] == State.DONE),
        overdue=tuple(Deed(p.pk, p.activity.text, p.due_on) for p in points if states[p.pk] == State.OVERDUE),
        visits=tuple(Care(v.pk, v.purpose, v.visited_on, v.curator.short_name) for v in visits),
        consultations=tuple(
            Care(c.pk, c.topic, c.held_on, c.curator.short_name, c.participants_count) for c in consultations
        ),
        recommendations=tuple(Care(r.pk, r.text, r.given_on, done_on=r.done_on) for r in recommendations),
    )
