"""A wording moved by a year: what moves, what stays, and when nobody can be sure."""

from datetime import date

import pytest

from roadmaps.deadlines import Period
from roadmaps.deadlines.words import plan_years
from roadmaps.deadlines.yearly import Moved, a_year_later, move_years, next_period

YEAR = Period(date(2026, 9, 1), date(2027, 8, 31))


@pytest.mark.parametrize(
    ("wording", "moved"),
    [
        # years that are written move
        ("до 25 декабря 2026 г.", "до 25 декабря 2027 г."),
        ("до 01.03.2027", "до 01.03.2028"),
        ("до 01.03.27", "до 01.03.28"),
        ("октябрь 2026 года", "октябрь 2027 года"),
        ("Сентябрь 2026, май 2027", "Сентябрь 2027, май 2028"),
        ("сентябрь 2026 – май 2027", "сентябрь 2027 – май 2028"),
        ("28.02.2027", "28.02.2028"),
        ("в течение 2026-2027 уч. г.", "в течение 2027-2028 уч. г."),
        ("в течение 2026/27 учебного года", "в течение 2027/28 учебного года"),
        ("в течение 2026 – 2027 учебного года", "в течение 2027 – 2028 учебного года"),
        ("февраль 2027", "февраль 2028"),  # a leap year ends it on another day
        # wordings without a year stay
        ("май", "май"),
        ("до 25 декабря", "до 25 декабря"),
        ("в течение учебного года", "в течение учебного года"),
        ("по отдельному графику", "по отдельному графику"),
        ("постоянно", "постоянно"),
        ("", ""),
        # years beyond the period are somebody else's
        ("после утверждения приказа 2025 года", "после утверждения приказа 2025 года"),
    ],
)
def test_a_wording_a_year_later(wording, moved):
    assert a_year_later(wording, period=YEAR).wording == moved
    assert a_year_later(wording, period=YEAR).is_sure


@pytest.mark.parametrize(
    ("wording", "years", "moved"),
    [
        ("до 25 декабря 2026 г.", 0, "до 25 декабря 2026 г."),
        ("до 25 декабря 2026 г.", 3, "до 25 декабря 2029 г."),
        ("до 25 декабря 2026 г.", -1, "до 25 декабря 2025 г."),
        ("до 01.03.27", 2, "до 01.03.29"),
        ("в течение 2026/27 учебного года", 2, "в течение 2028/29 учебного года"),
        ("в течение 2026-2027 уч. г.", -2, "в течение 2024-2025 уч. г."),
        ("май", 4, "май"),
    ],
)
def test_a_wording_moves_by_any_number_of_years(wording, years, moved):
    assert a_year_later(wording, period=YEAR, years=years) == Moved(moved)


@pytest.mark.parametrize("years", [1, 2, 3, 5])
def test_a_leap_day_is_sure_only_where_there_is_one(years):
    leap = Period(date(2027, 9, 1), date(2028, 8, 31))
    assert a_year_later("до 29.02.2028", period=leap, years=years).is_sure is False
    assert a_year_later("до 29.02.2028", period=leap, years=4) == Moved("до 29.02.2032")


@pytest.mark.parametrize("wording", ["29.02.2028", "до 29 февраля 2028 г."])
def test_a_day_that_the_next_year_does_not_have_stays_and_is_told(wording):
    leap = Period(date(2027, 9, 1), date(2028, 8, 31))
    assert (a_year_later(wording, period=leap).wording, a_year_later(wording, period=leap).is_sure) == (wording, False)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("План на 2026/27 учебный год", "План на 2027/28 учебный год"),
        ("План на 2026-2027 учебный год", "План на 2027-2028 учебный год"),
        ("По итогам 2025 года", "По итогам 2025 года"),
        ("2026-05-31", "2027-05-31"),
        ("приказ № 2026123", "приказ № 2026123"),
        ("пункт 1.12.26.3", "пункт 1.12.26.3"),
    ],
)
def test_years_in_a_text(text, moved):
    assert move_years(text, YEAR) == moved


def test_the_period_of_a_leap_year():
    assert next_period(Period(date(2027, 9, 1), date(2028, 2, 29))) == Period(date(2028, 9, 1), date(2029, 2, 28))


@pytest.mark.parametrize(
    ("start", "end", "named", "in_them"),
    [
        ("2026-01-01", "2026-12-31", "2026 год", "2026 году"),
        ("2027-01-01", "2027-08-31", "2027 год", "2027 году"),
        ("2026-09-01", "2027-08-31", "2026/27 учебный год", "2026/27"),
        ("2026-07-01", "2027-08-31", "2026/27 учебный год", "2026/27"),
        ("2026-06-30", "2027-08-31", "2026–2027 годы", "2026–2027 годах"),
        ("2026-07-01", "2027-09-01", "2026–2027 годы", "2026–2027 годах"),
        ("2026-12-31", "2027-01-01", "2026/27 учебный год", "2026/27"),
        ("2026-01-01", "2027-12-31", "2026–2027 годы", "2026–2027 годах"),
        ("2026-09-01", "2028-08-31", "2026–2028 годы", "2026–2028 годах"),
        ("2099-09-01", "2100-05-31", "2099/00 учебный год", "2099/00"),
    ],
)
def test_the_years_that_a_plan_is_for(start, end, named, in_them):
    period = Period(date.fromisoformat(start), date.fromisoformat(end))
    assert plan_years(period) == named
    assert plan_years(period, one="году", school="", several="годах") == in_them
