from datetime import date
from types import SimpleNamespace

import pytest

from roadmaps.progress import Progress, State, count, state_of

TODAY = date(2026, 11, 21)


def point(due, done=None, cancelled=None):
    return SimpleNamespace(due_on=due, done_on=done, cancelled_on=cancelled)


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (date(2026, 11, 20), State.OVERDUE),
        (date(2026, 11, 21), State.SOON),
        (date(2026, 12, 5), State.SOON),
        (date(2026, 12, 6), State.LATER),
    ],
)
def test_state_follows_from_the_day(due, state):
    assert state_of(point(due), TODAY) == state


def test_done_and_cancelled_do_not_depend_on_the_day():
    assert state_of(point(date(2026, 1, 1), done=TODAY), TODAY) == State.DONE
    assert state_of(point(date(2026, 1, 1), cancelled=TODAY), TODAY) == State.CANCELLED


def test_percent_is_done_out_of_those_whose_date_has_come():
    ahead = [point(date(2027, 5, 31))] * 7
    progress = count(
        [point(date(2026, 9, 30), done=date(2026, 9, 29)), *[point(date(2026, 10, 31))] * 2, *ahead], TODAY
    )
    assert (progress.done, progress.overdue, progress.arrived, progress.total, progress.percent) == (1, 2, 3, 10, 33)


def test_done_ahead_of_time_counts_as_arrived():
    assert count([point(date(2027, 5, 31), done=TODAY)], TODAY).percent == 100


def test_nothing_has_come_yet():
    assert count([point(date(2027, 5, 31))], TODAY).percent is None
    assert Progress().is_empty


def test_cancelled_is_in_no_other_count():
    progress = count([point(date(2026, 1, 1), cancelled=TODAY)], TODAY)
    assert (progress.total, progress.cancelled, progress.percent) == (0, 1, None)


def test_hundred_percent_means_all():
    points = [point(date(2026, 1, 1), done=TODAY)] * 999 + [point(date(2026, 1, 1))]
    assert count(points, TODAY).percent == 99
