"""Acting on an earlier day: the demonstration's past is made by the same verbs that people use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from monitoring.models import ReportRemark
from reports.models import OrderRemark
from roadmaps.models import OutputDocument, RoadmapRemark

REMARKS = (RoadmapRemark, OrderRemark, ReportRemark)


@contextmanager
def on(day: date) -> Iterator[None]:
    """Let the house's clock show `day`; remarks and documents made meanwhile carry it, too."""
    began, before = timezone.now(), settings.OPORA_TODAY
    settings.OPORA_TODAY = day
    try:
        yield
    finally:
        settings.OPORA_TODAY = before
    for remark in REMARKS:
        remark.objects.filter(made_at__gte=began).update(made_at=moment(day))
    OutputDocument.objects.filter(added_at__gte=began).update(added_at=moment(day))


def moment(day: date) -> datetime:
    """Mid-morning of that day."""
    return timezone.make_aware(datetime.combine(day, time(10, 20)))
