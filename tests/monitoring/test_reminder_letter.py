"""How the letter names a deadline. 21 November 2026 is a Saturday."""

from datetime import date

import pytest

from monitoring.reminders.letter import due_in_words, when


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 11, 20), "20 ноября 2026 г."),
        (date(2026, 11, 21), "21 ноября 2026 г. (выходной, считается 23 ноября 2026 г.)"),
        (date(2027, 1, 1), "1 января 2027 г. (выходной, считается 11 января 2027 г.)"),
    ],
)
def test_a_day_off_is_named_with_the_day_that_counts(due_on, words):
    assert due_in_words(due_on) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [(-3, "просрочено на 3 дня"), (-1, "просрочено на 1 день"), (0, "сегодня"), (1, "завтра"), (14, "через 14 дней")],
)
def test_how_long_is_left(left, words):
    assert when(left) == words
