"""Values of indicators: the computed ones taken from the data, the others entered by people."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from curators.models import Agreement, Consultation, Visit
from monitoring.indicators import CATALOGUE, RULES, Due, Facts, Results, measure
from monitoring.models import Indicator, IndicatorValue, MonitoringPeriod, ProgressReport
from roadmaps.models import Checkpoint, Roadmap
from roadmaps.services.refusals import NotPossible
from schools.models import ExamResult, School, User
from schools.school_year import SchoolYear

SOURCE = "Расчёт по данным Опоры"
Status = ProgressReport.Status


def ensure_indicators(municipality_id: int) -> None:
    """Give the municipality the lines of the catalogue that it lacks; its own changes stay."""
    Indicator.objects.bulk_create(
        [
            Indicator(
                municipality_id=municipality_id,
                code=entry.code,
                name=entry.name,
                unit=entry.unit,
                target=entry.target,
                rule=entry.code if entry.rule else "",
                position=position,
            )
            for position, entry in enumerate(CATALOGUE, start=1)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def compute(period: MonitoringPeriod, *, as_of: date) -> None:
    """Store the computed indicators of the period as they are on the day, in place of the earlier ones.

    A share with nothing to divide by gets no value. Raises NotPossible for a closed period.
    """
    if period.is_closed:
        raise NotPossible("Полугодие закрыто, показатели больше не пересчитываются.")
    ensure_indicators(period.municipality_id)
    measures = measure(gather(period, as_of))
    indicators = list(Indicator.objects.filter(municipality=period.municipality_id, rule__in=RULES))
    values = [
        IndicatorValue(
            municipality_id=period.municipality_id,
            indicator=indicator,
            period=period,
            value=measures[indicator.rule].value,
            numerator=measures[indicator.rule].numerator,
            denominator=measures[indicator.rule].denominator,
            source=SOURCE,
            entered_at=timezone.now(),
        )
        for indicator in indicators
        if measures[indicator.rule].value is not None
    ]
    IndicatorValue.objects.filter(period=period, school=None, indicator__in=indicators).delete()
    IndicatorValue.objects.bulk_create(values)


@transaction.atomic
def enter_value(
    indicator: Indicator,
    period: MonitoringPeriod,
    *,
    by: User,
    value: Decimal,
    source: str,
    numerator: int | None = None,
    denominator: int | None = None,
) -> IndicatorValue:
    """Store what a person found out. Raises NotPossible for a computed indicator or a closed period."""
    if indicator.rule:
        raise NotPossible("Этот показатель считается по данным, ввести его нельзя.")
    if period.is_closed:
        raise NotPossible("Полугодие закрыто, показатели больше не меняются.")
    row, _ = IndicatorValue.objects.update_or_create(
        indicator=indicator,
        period=period,
        school=None,
        defaults={
            "municipality_id": by.municipality_id,
            "value": value,
            "numerator": numerator,
            "denominator": denominator,
            "source": source,
            "entered_by": by,
            "entered_at": timezone.now(),
        },
    )
    return row


def gather(period: MonitoringPeriod, as_of: date) -> Facts:
    """Everything the rules read of a period, up to the day or the period's end, both inclusive; eight statements."""
    until = min(as_of, period.ends_on)
    span = (period.starts_on, until)
    of = {"municipality": period.municipality_id}
    schools = School.objects.filter(**of).supported(SchoolYear.of(period.starts_on).first)
    supported = frozenset(schools.values_list("pk", flat=True))
    agreements = list(
        Agreement.objects.filter(**of, signed_on__lte=until)
        .filter(Q(ends_on=None) | Q(ends_on__gte=until))
        .values_list("school_id", flat=True)
    )
    consulted = list(Consultation.objects.filter(**of, held_on__range=span).values_list("school_id", flat=True))
    reports = _reports(period)
    last_results, results_before = _results(supported, until.year)
    return Facts(
        as_of=as_of,
        supported=supported,
        with_roadmap=_ids(Roadmap.objects.filter(**of, approved_on__lte=until, ends_on__gte=period.starts_on)),
        with_agreement=frozenset(agreements),
        visited=_ids(Visit.objects.filter(**of, visited_on__range=span)),
        consulted=frozenset(consulted),
        agreements_count=len(agreements),
        consultations_count=len(consulted),
        due=_due(period),
        last_results=last_results,
        results_before=results_before,
        **reports,
    )


def _ids(rows) -> frozenset[int]:
    return frozenset(rows.exclude(school=None).values_list("school_id", flat=True))


def _due(period: MonitoringPeriod) -> tuple[Due, ...]:
    rows = Checkpoint.objects.filter(
        municipality=period.municipality_id,
        activity__roadmap__status__in=[Roadmap.Status.APPROVED, Roadmap.Status.CLOSED],
        due_on__range=(period.starts_on, period.ends_on),
        cancelled_on=None,
    )
    return tuple(Due(due_on, done_on) for due_on, done_on in rows.values_list("due_on", "done_on"))


def _reports(period: MonitoringPeriod) -> dict[str, int]:
    handed_in = Q(status__in=[Status.SUBMITTED, Status.ACCEPTED])
    return ProgressReport.objects.filter(period=period).aggregate(
        reports_count=Count("pk"),
        accepted_reports_count=Count("pk", filter=Q(status=Status.ACCEPTED)),
        teachers_trained_count=Sum("teachers_trained_count", filter=handed_in, default=0),
    )


def _results(schools: frozenset[int], year: int) -> tuple[dict[int, Results], dict[int, Results]]:
    """The last calendar year with results, not after `year`, and the one before it; years without participants out."""
    rows = (
        ExamResult.objects.filter(school__in=schools, year__lte=year, year__gt=year - 3)
        .filter(participants_count__gt=0)
        .exclude(below_minimum_count=None)
        .values("school_id", "year")
        .annotate(participants=Sum("participants_count"), below=Sum("below_minimum_count"))
    )
    by_year: dict[int, dict[int, Results]] = {}
    for row in rows:
        by_year.setdefault(row["year"], {})[row["school_id"]] = Results(row["participants"], row["below"])
    last = max(by_year, default=year)
    return by_year.get(last, {}), by_year.get(last - 1, {})
