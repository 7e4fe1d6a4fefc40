"""A half-year of monitoring: opened with a draft report for each supported school, closed by the head."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from monitoring.models import MonitoringPeriod, ProgressReport
from monitoring.services.indicators import compute
from roadmaps.services.refusals import NotPossible
from schools.models import School, User
from schools.school_year import SchoolYear


def next_period(municipality_id: int, today: date) -> MonitoringPeriod:
    """An unsaved proposal: the half of the school year that holds the day, or the one after the latest period.

    Reports are due a week before the half ends (25 December, 25 May). Halves end on 31 December and 31 May.
    """
    ends = MonitoringPeriod.objects.filter(municipality=municipality_id).aggregate(last=Max("ends_on"))["last"]
    day = max(today, ends + timedelta(days=1)) if ends else today
    year = SchoolYear.of(day)
    if day <= year.first_half_end:
        half, starts_on, ends_on = "I", year.start, year.first_half_end
    elif day <= year.teaching_end:
        half, starts_on, ends_on = "II", year.first_half_end + timedelta(days=1), year.teaching_end
    else:
        year = SchoolYear(year.first + 1)
        half, starts_on, ends_on = "I", year.start, year.first_half_end
    return MonitoringPeriod(
        municipality_id=municipality_id,
        name=f"{half} полугодие {year}",
        starts_on=starts_on,
        ends_on=ends_on,
        filing_due_on=ends_on.replace(day=25),
    )


@transaction.atomic
def save_period(period: MonitoringPeriod, *, by: User) -> MonitoringPeriod:
    """Store a new or edited period of the person's municipality and open the reports that it lacks."""
    if period.pk and MonitoringPeriod.objects.select_for_update().get(pk=period.pk).is_closed:
        raise NotPossible("Полугодие закрыто, изменить его нельзя.")
    period.municipality_id = by.municipality_id
    period.save()
    open_reports(period)
    return period


def open_reports(period: MonitoringPeriod) -> int:
    """A draft for each school supported in the period's school year that has none; how many are new.

    Raises NotPossible for a closed period.
    """
    if period.is_closed:
        raise NotPossible("Полугодие закрыто, отчёты больше не открываются.")
    have = ProgressReport.objects.filter(period=period).values("school")
    schools = School.objects.filter(municipality=period.municipality_id).open().exclude(pk__in=have)
    lacking = schools.supported(SchoolYear.of(period.starts_on).first).values_list("pk", flat=True)
    drafts = [ProgressReport(municipality_id=period.municipality_id, period=period, school_id=pk) for pk in lacking]
    return len(ProgressReport.objects.bulk_create(drafts, ignore_conflicts=True))


@transaction.atomic
def close_period(period: MonitoringPeriod, *, by: User, as_of: date) -> MonitoringPeriod:
    """Nothing of the period changes any more; its computed indicators are taken for the last time.

    Raises NotPossible if it is closed already.
    """
    row = MonitoringPeriod.objects.select_for_update().get(pk=period.pk)
    if row.is_closed:
        raise NotPossible("Полугодие уже закрыто.")
    compute(row, as_of=as_of)
    row.is_closed = True
    row.save(update_fields=["is_closed"])
    return row
