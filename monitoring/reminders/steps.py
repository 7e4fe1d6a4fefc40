"""The pure rule of reminders: at which step a deadline stands this morning.

A step is the number of days before the deadline; after it, negative. 14, 7 and 1 days before, on the day, 1 and
7 days after, then every 14 days. The step is chosen by range, not by an exact date: whoever was not told of the
last step whose day has come is told now, so a night without reminders loses nothing.
"""

from datetime import date

from schools.working_days import next_working_day

BEFORE_AND_SOON_AFTER = (14, 7, 1, 0, -1, -7)
EVERY_DAYS = 14  # and once in so many days for as long as it stays overdue
HEAD_STEP = -14  # from here on the head's digest has it, too
FIRST_STEP = BEFORE_AND_SOON_AFTER[0]


def days_left(due_on: date, today: date) -> int:
    """Days to the deadline, negative after it. A deadline on a day off counts to the next working day."""
    return (next_working_day(due_on) - today).days


def step_of(due_on: date, today: date) -> int | None:
    """The last step whose day has come, today included; None while the first step is still ahead."""
    left = days_left(due_on, today)
    if left > FIRST_STEP:
        return None
    if left <= -EVERY_DAYS:
        return -(-left // EVERY_DAYS * EVERY_DAYS)
    return min(step for step in BEFORE_AND_SOON_AFTER if step >= left)


def is_due(step: int | None, last_sent: int | None) -> bool:
    """Whether to remind at this step a person who was last told at `last_sent` (None: not yet told)."""
    return step is not None and (last_sent is None or step < last_sent)
