"""Rules for one moment: a date, a month, a part of a month, a quarter, half or whole year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from roadmaps.deadlines import moments
from roadmaps.deadlines.cursor import EARLIEST, LATEST, Cursor
from roadmaps.deadlines.kinds import Kind
from roadmaps.deadlines.moments import Moment, MonthPart

YEARS = range(EARLIEST.year, LATEST.year + 1)
UNITS = ("quarter", "half", "term")


def point(c: Cursor) -> Moment | None:
    """One moment of any sort."""
    return c.first_of(edge, full_date, day_and_month, part_of_month, month, numbered_unit, season, years)


def year(c: Cursor) -> int | None:
    """«2022 г.», «22 года», «т.г.», «следующего года» after a moment: the year in figures."""
    if found := c.take("num"):
        if found.value in YEARS or (found.value in range(15, 60) and c.name() == "year"):
            c.skip("school", "year")
            return found.value if found.value in YEARS else 2000 + found.value
        return None
    c.take("in")
    return c.frame.written_on.year + shift if (shift := relative_year(c)) is not None else None


def relative_year(c: Cursor) -> int | None:
    """«т.г.» 0, «следующего года» 1."""
    if c.take("this_year"):
        return 0
    if (c.name() in ("now", "next")) and c.name(1) == "year":
        shift = 1 if c.take("next") else 0
        c.skip("now", "year")
        return shift
    return None


def full_date(c: Cursor) -> Moment | None:
    """«01.03.2022», «01.03», «2022-03-01», «03.2022»."""
    if found := c.take("my"):
        number, written = found.parts
        return moments.month(number, written) if number in range(1, 13) else None
    if not (found := c.take("date")):
        return None
    number, month_number, written = found.parts
    known = (written + 2000 if 0 < written < 100 else written) or c.attempt(year)
    c.skip("year")
    if month_number not in range(1, 13) or (known and known not in YEARS):
        return None
    # 2024 is a leap year: a day that even it has not, no year has.
    return moments.day(number, month_number, known) if moments.day_in(known or 2024, month_number, number) else None


def day_and_month(c: Cursor) -> Moment | None:
    """«5 августа 2022 года», «5-го числа августа»."""
    found = c.take("num")
    c.take("count_word")
    named = c.take("month")
    if not (found and named):
        return None
    known = c.attempt(year)
    if not moments.day_in(known or 2024, named.value, found.value):
        return None
    return moments.day(found.value, named.value, known)


def month(c: Cursor) -> Moment | None:
    """«сентябрь 2020 года», «сентябрь месяц»."""
    if not (named := c.take("month")):
        return None
    c.take("month_word")
    return moments.month(named.value, c.attempt(year))


def number(c: Cursor) -> int | None:
    """«1», «I», «первый», «последняя» (-1)."""
    found = c.take("num", "number", "item")
    return found.value if found and found.value else None


def month_parts(c: Cursor) -> tuple[tuple[MonthPart, ...], Kind] | None:
    """«вторая среда», «I и III декада», «в 20-х числах», before the month is named."""
    c.skip("in")
    if (found := c.take("plural")) and c.take("count_word"):
        return (moments.days_of_month(found.value, found.value + 9),), Kind.RANGE
    which: list[int] = []
    while len(which) < 5 and (one := number(c)):
        which.append(one)
        c.skip("comma", "and")
    weekday = c.take("weekday") if all(one in (-1, 1, 2, 3, 4, 5) for one in which) else None
    unit = None if weekday else c.take(*_DAYS)
    if weekday:
        nth = tuple(moments.nth_weekday(one, weekday.value) for one in which)
        return (nth, Kind.DATE) if nth else None
    parts = tuple(part for one in which if unit and (part := _DAYS[unit.name](one)))
    return (parts, Kind.RANGE) if parts and len(parts) == len(which) else None


def _weeks(which: int) -> MonthPart | None:
    if which == -1:
        return moments.last_days(7)
    return moments.days_of_month(7 * which - 6, 7 * which) if which in range(1, 6) else None


def _decades(which: int) -> MonthPart | None:
    which = 3 if which == -1 else which
    return moments.days_of_month(10 * which - 9, 31 if which == 3 else 10 * which) if which in (1, 2, 3) else None


def _halves(which: int) -> MonthPart | None:
    return {1: moments.days_of_month(1, 15), 2: moments.days_of_month(16, 31)}.get(which)


def _edge_days(which: int) -> MonthPart | None:
    return {1: moments.days_of_month(1, 5), -1: moments.last_days(5)}.get(which)


_DAYS: dict[str, Callable[[int], MonthPart | None]] = {
    "week": _weeks,
    "decade": _decades,
    "half_of": _halves,
    "count_word": _edge_days,
}


def part_of_month(c: Cursor) -> Moment | None:
    """«вторая среда февраля», «III декада мая 2022 г.»."""
    found = c.attempt(month_parts)
    named = c.take("month")
    if not found or not named or len(found[0]) > 1:
        return None
    (part,), kind = found
    return moments.in_month(part, named.value, kind, c.attempt(year))


def numbered_unit(c: Cursor) -> Moment | None:
    """«I квартал 2013 г.», «2 полугодие», «3 четверть 2022-2023 уч. г.»."""
    which = number(c)
    unit = c.take(*UNITS)
    if not which or not unit:
        return None
    found = unit_moment(c, unit.name, which)
    return found and dated(c, found)


def unit_moment(c: Cursor, unit: str, which: int) -> Moment | None:
    """The quarter, half or term of that number. A half is one of the school year unless a calendar year follows."""
    calendar = c.frame.calendar
    last = {"quarter": 4, "half": 2, "term": len(calendar.terms_end)}[unit]
    which = last if which == -1 else which
    if which not in range(1, last + 1):
        return None
    if unit == "quarter":
        return moments.quarter(which)
    if unit == "term":
        return moments.term(which, calendar)
    of_calendar_year = c.name() == "num" and c.name(1) not in ("dash", "school")
    return moments.half(which) if of_calendar_year else moments.school_half(which, calendar)


def dated(c: Cursor, moment: Moment) -> Moment:
    """The moment in the year that follows in the text, if one does."""
    if (c.name() == "pair" or c.name(1) == "dash") and (whole := c.attempt(two_years)):
        return replace(moment, year=whole.year)
    known = c.attempt(year)
    c.skip("school", "year")
    return moment.in_year(known) if known else moment


def season(c: Cursor) -> Moment | None:
    """«весной 2022 года», «в летний период»."""
    found = c.take("season")
    if not found and c.name(1) == "period" and (found := c.take("seasonal")):
        c.take("period")
    return found and moments.season(found.value, c.attempt(year))


def edge(c: Cursor) -> Moment | None:
    """«начало сентября», «в конце учебного года», «конец I четверти»."""
    c.skip("in")
    if not (side := c.take("begin", "middle", "end")):
        return None
    c.skip("all")
    whole = c.first_of(month, numbered_unit, years)
    return whole and moments.edge(whole, side.name)


def years(c: Cursor) -> Moment | None:
    """«2022 год», «2022–2025 годы», «2022/23 уч. г.», «учебный год», «года», «этого учебного года»."""
    c.skip("in", "ahead", "all")
    return c.first_of(two_years, one_year, this_year, bare_year)


def two_years(c: Cursor) -> Moment | None:
    first = last = 0
    if found := c.take("pair"):
        first, last = found.parts
    elif opening := c.take("num"):
        c.skip("year")
        closing = c.take("num") if c.take("dash", "by") else None
        first, last = opening.value, closing.value if closing else 0
    last += 2000 if last < 100 else 0
    if first not in YEARS or last not in YEARS or last <= first:
        return None
    school = c.skip("school")
    c.skip("year")
    period = c.frame.period
    both_inside = period.start.year <= first and last <= period.end.year and period.lasts_several_years
    if school or (last == first + 1 and not both_inside):
        return moments.school_year(c.frame.calendar, first)
    return moments.calendar_years(first, last)


def one_year(c: Cursor) -> Moment | None:
    found = c.take("num")
    if not found or (found.value not in YEARS and not (found.value in range(15, 60) and c.name() == "year")):
        return None
    written = found.value if found.value in YEARS else 2000 + found.value
    school = c.skip("school")
    c.skip("year")
    return moments.school_year(c.frame.calendar, written) if school else moments.calendar_year(written)


def this_year(c: Cursor) -> Moment | None:
    """«этого года», «текущего учебного года», «следующего учебного года»."""
    today = c.frame.written_on
    if (shift := relative_year(c)) is not None:
        return moments.calendar_year(today.year + shift)
    if not (word := c.take("now", "next")) or not c.take_all("school", "year"):
        return None
    begun = today >= moments.school_day(today.year, c.frame.calendar.year_starts, c.frame.calendar)
    return moments.school_year(c.frame.calendar, today.year - (not begun) + (word.name == "next"))


def bare_year(c: Cursor) -> Moment | None:
    """«учебный год», «года»; «г.» alone is a town as often as a year."""
    school = c.skip("school")
    word = c.take("year")
    if not word or (word.value and not school):
        return None
    return moments.school_year(c.frame.calendar) if school else moments.calendar_year()
