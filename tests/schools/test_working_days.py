"""Boundary table of the production calendar. The government's decrees on moved days: № 1466 of 2025, № 1556 of 2023."""

from datetime import date

import pytest

from schools.working_days import add_working_days, is_working_day, next_working_day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), True),  # an ordinary Friday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 11, 4), False),  # Wednesday, День народного единства
        (date(2026, 1, 9), False),  # Friday off, moved from Saturday 3 January
        (date(2026, 12, 31), False),  # Thursday off, moved from Sunday 4 January
        (date(2026, 3, 9), False),  # Monday after 8 March on a Sunday
        (date(2024, 4, 27), True),  # a working Saturday: Monday 29 April was off instead
        (date(2024, 4, 29), False),
        (date(2035, 1, 1), False),  # nothing is published yet: the public holidays stand in the code
        (date(2035, 1, 10), True),
    ],
)
def test_which_days_offices_work(day, expected):
    assert is_working_day(day) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 12, 31), date(2027, 1, 11)),  # across the New Year holidays and a year's end
    ],
)
def test_a_deadline_on_a_day_off_counts_to_the_next_working_day(day, expected):
    assert next_working_day(day) == expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 16), 5, date(2026, 11, 23)),  # Monday to Monday
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday
    ],
)
def test_working_days_are_counted_without_the_first_one(day, count, expected):
    assert add_working_days(day, count) == expected
