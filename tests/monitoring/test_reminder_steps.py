"""The reminder rule as a table of boundaries. 20 November 2026 is a Friday."""

from datetime import date, timedelta

import pytest

from monitoring.reminders.steps import is_due, step_of

DUE = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days_after", "step"),
    [
        (-60, None),
        (-15, None),
        (-14, 14),
        (-13, 14),  # a missed night is caught up: the step stays open until the next one
        (-8, 14),
        (-7, 7),
        (-2, 7),
        (-1, 1),
        (0, 0),
        (1, -1),
        (6, -1),
        (7, -7),
        (13, -7),
        (14, -14),
        (27, -14),
        (28, -28),
        (41, -28),
        (42, -42),
        (700, -700),
    ],
)
def test_step_of_the_morning(days_after, step):
    assert step_of(DUE, DUE + timedelta(days=days_after)) == step


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2026, 11, 8), None),  # 15 days before the Monday to which the deadline counts
        (date(2026, 11, 9), 14),
        (date(2026, 11, 20), 7),  # the Friday before: three days left
        (date(2026, 11, 23), 0),  # Monday is the day
        (date(2026, 11, 24), -1),
    ],
)
def test_deadline_on_a_saturday_counts_to_monday(today, step):
    assert step_of(date(2026, 11, 21), today) == step


@pytest.mark.parametrize(
    ("step", "last_sent", "due"),
    [
        (None, None, False),
        (14, None, True),
        (14, 14, False),
        (7, 14, True),
        (-1, 7, True),  # two steps were missed: one letter makes up for both
        (-28, -14, True),
        (-14, -14, False),
        (7, 1, False),  # the clock was set back
    ],
)
def test_one_reminder_a_step(step, last_sent, due):
    assert is_due(step, last_sent) is due
