"""What the municipality's library recommends against the risks of a school, beside what its roadmap has already."""

from collections import defaultdict
from dataclasses import dataclass

from roadmaps.models import Roadmap
from schools.models import RecommendedActivity, RiskFactor


@dataclass(frozen=True, slots=True)
class Offer:
    """A recommended activity; `is_taken` when the roadmap has a row of the same text."""

    activity: RecommendedActivity
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """A risk of the school with what is recommended against it."""

    risk: RiskFactor
    offers: tuple[Offer, ...]


def offered(roadmap: Roadmap) -> list[Offered]:
    """By risk of the school's newest year, the most significant first. Three statements.

    A risk of which the library knows nothing is left out.
    """
    order = list(RiskFactor.Significance)
    factors = list(RiskFactor.objects.filter(school=roadmap.school_id, kind__isnull=False).order_by("-year", "name"))
    risks = [risk for risk in factors if risk.year == factors[0].year]
    library = defaultdict(list)
    kinds = [risk.kind_id for risk in risks]
    for activity in RecommendedActivity.objects.offered().filter(kind__in=kinds).in_order():
        library[activity.kind_id].append(activity)
    texts = {text.strip() for text in roadmap.activities.in_order().values_list("text", flat=True)}
    return [
        Offered(risk, tuple(Offer(activity, activity.text in texts) for activity in library[risk.kind_id]))
        for risk in sorted(risks, key=lambda risk: order.index(risk.significance))
        if library[risk.kind_id]
    ]
