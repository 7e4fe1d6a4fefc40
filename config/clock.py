"""What day it is. Views, tasks and commands ask here once and hand the date on; rules never ask."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The current day in the office's time zone; in the demonstration `OPORA_TODAY` may set another one."""
    return settings.OPORA_TODAY or timezone.localdate()


def now() -> datetime:
    """The current moment, aware; on the day that `today` gives."""
    moment = timezone.localtime()
    day = today()
    return moment.replace(year=day.year, month=day.month, day=day.day)
