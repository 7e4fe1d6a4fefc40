"""The Russian production calendar: weekends, public holidays, days off that were moved (ТК РФ, ст. 111, 112).

For years whose moved days are not published yet it knows the public holidays and the ordinary weekends only.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays


def is_working_day(day: date) -> bool:
    """Whether offices work: a Saturday made a working day counts, a holiday in the week does not."""
    return _calendar(day.year).is_working_day(day)


def next_working_day(day: date) -> date:
    """The day itself if offices work, otherwise the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The working day that comes `count` (at least 1) working days after the day; the day itself is not counted."""
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day


@lru_cache(maxsize=16)
def _calendar(year: int) -> holidays.HolidayBase:
    # One year at a time, never expanded afterwards: several threads read the same object.
    return holidays.country_holidays("RU", years=year, expand=False)
