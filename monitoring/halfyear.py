"""What the system already knows of a school's half-year, so that nobody types it into a report."""

from dataclasses import dataclass
from datetime import date

from curators.models import Consultation, Recommendation, Visit
from monitoring.models import MonitoringPeriod
from roadmaps.models import Checkpoint, Roadmap
from roadmaps.progress import Progress, State, count, state_of


@dataclass(frozen=True, slots=True)
class HalfYear:
    """Rows of one school within a period, both ends inclusive; states as of a day."""

    progress: Progress
    done: tuple[Checkpoint, ...]
    overdue: tuple[Checkpoint, ...]
    visits: tuple[Visit, ...]
    consultations: tuple[Consultation, ...]
    recommendations: tuple[Recommendation, ...]

    @property
    def participants_count(self) -> int:
        """Of all consultations together."""
        return sum(consultation.participants_count for consultation in self.consultations)


def half_year(school_id: int, period: MonitoringPeriod, today: date) -> HalfYear:
    """The school's half-year in four statements. A checkpoint belongs where its deadline stands."""
    span = (period.starts_on, period.ends_on)
    points = tuple(
        Checkpoint.objects.filter(
            municipality=period.municipality_id,
            school=school_id,
            due_on__range=span,
            activity__roadmap__status__in=[Roadmap.Status.APPROVED, Roadmap.Status.CLOSED],
        )
        .select_related("activity")
        .only("due_on", "done_on", "done_text", "cancelled_on", "activity__text", "activity__number")
        .order_by("due_on", "pk")
    )
    states = {point.pk: state_of(point, today) for point in points}
    return HalfYear(
        progress=count(points, today),
        done=tuple(point for point in points if states[point.pk] == State.DONE),
        overdue=tuple(point for point in points if states[point.pk] == State.OVERDUE),
        visits=tuple(Visit.objects.filter(school=school_id, visited_on__range=span).select_related("curator")),
        consultations=tuple(
            Consultation.objects.filter(school=school_id, held_on__range=span).select_related("curator")
        ),
        recommendations=tuple(Recommendation.objects.filter(school=school_id, given_on__range=span)),
    )
