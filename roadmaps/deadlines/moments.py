"""Moments: «5 августа», «I квартал», «до июня» as functions from a year to a span of days.

A moment without a year is a pattern that each year fills in. Moments of the school year («II четверть»)
take the year in which the school year begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from roadmaps.deadlines.kinds import Calendar, Kind, MonthDay

DAY = timedelta(days=1)


class Span(NamedTuple):
    """Days from `start` to `end`, both inclusive; an empty side is open («до …», «с …»)."""

    start: date | None
    end: date | None


class Days(NamedTuple):
    """A span with both sides known."""

    start: date
    end: date


Pattern = Callable[[int], Span | None]
"""A year → the span in that year; None where the year has no such day."""

MonthPart = Callable[[int, int], Span | None]
"""A year and a month → the span in that month."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A pattern with the year that was written beside it, if any.

    `is_year` says that it is a year or several, which other moments of the cell may fall into."""

    kind: Kind
    pattern: Pattern
    year: int | None = None
    is_year: bool = False

    @property
    def span(self) -> Span | None:
        """The span in the written year; None without a year or where the year has no such day."""
        return None if self.year is None else self.pattern(self.year)

    def in_year(self, year: int) -> Moment:
        """The same moment in the given calendar year, be it a moment of the school year or not."""
        for candidate in (year, year - 1):
            span = self.pattern(candidate)
            if span and year in {day.year for day in span if day}:
                return replace(self, year=candidate)
        return replace(self, year=year)


@lru_cache(maxsize=4096)
def month_end(year: int, month: int) -> date:
    """The last day of the month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - DAY


def day_in(year: int, month: int, day: int) -> date | None:
    """The day, or None where the month is shorter."""
    return date(year, month, day) if 1 <= day <= month_end(year, month).day else None


# Parts of a month, the same for «вторая среда февраля» and for «вторая среда каждого месяца».


def whole_month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), month_end(year, month))


def days_of_month(first: int, last: int) -> MonthPart:
    """From `first` to `last`; a shorter month ends the part earlier, a much shorter one has none."""

    def part(year: int, month: int) -> Span | None:
        start = day_in(year, month, first)
        if not start:
            return None
        return Span(start, min(month_end(year, month), date(year, month, 1) + DAY * (last - 1)))

    return part


def day_of_each_month(day: int, *, until: bool = False) -> MonthPart:
    """«30-го числа», or with `until` «до 30-го числа»: in February that is its last day."""

    def part(year: int, month: int) -> Span:
        found = day_in(year, month, day) or month_end(year, month)
        return Span(None if until else found, found)

    return part


def day_of_month(day: int) -> MonthPart:
    """«5-го числа»; a shorter month has none."""

    def part(year: int, month: int) -> Span | None:
        found = day_in(year, month, day)
        return Span(found, found) if found else None

    return part


def last_days(count: int) -> MonthPart:
    """«последняя неделя» and the like."""

    def part(year: int, month: int) -> Span:
        end = month_end(year, month)
        return Span(end - DAY * (count - 1), end)

    return part


def nth_weekday(number: int, weekday: int) -> MonthPart:
    """«вторая среда»; number -1 is the last one."""

    def part(year: int, month: int) -> Span | None:
        if number < 0:
            end = month_end(year, month)
            found: date | None = end - DAY * ((end.weekday() - weekday) % 7)
        else:
            shift = (weekday - date(year, month, 1).weekday()) % 7
            found = day_in(year, month, 1 + shift + 7 * (number - 1))
        return Span(found, found) if found else None

    return part


def third(name: str) -> MonthPart:
    """«начало» is days 1–10, «середина» 11–20, «конец» the rest."""
    first = {"begin": 1, "middle": 11, "end": 21}[name]
    return days_of_month(first, first + 9 if first < 21 else 31)


# Moments.


def in_month(part: MonthPart, month: int, kind: Kind, year: int | None = None) -> Moment:
    """A part of the named month."""
    return Moment(kind, lambda y: part(y, month), year)


def month(number: int, year: int | None = None) -> Moment:
    return in_month(whole_month, number, Kind.MONTH, year)


def day(number: int, month_number: int, year: int | None = None) -> Moment:
    return in_month(day_of_month(number), month_number, Kind.DATE, year)


def season(number: int, year: int | None = None) -> Moment:
    """«весна» 1, «лето» 2, «осень» 3; «зима» 0 begins in December of the year before."""

    def pattern(y: int) -> Span:
        start = date(y - 1, 12, 1) if number == 0 else date(y, 3 * number, 1)
        return Span(start, month_end(y, 3 * number + 2))

    return Moment(Kind.RANGE, pattern, year)


def months(first: int, last: int, kind: Kind, year: int | None = None) -> Moment:
    """Whole months of one calendar year."""
    return Moment(kind, lambda y: Span(date(y, first, 1), month_end(y, last)), year)


def quarter(number: int, year: int | None = None) -> Moment:
    """«квартал»: three months of the calendar year."""
    return months(3 * number - 2, 3 * number, Kind.QUARTER, year)


def half(number: int, year: int | None = None) -> Moment:
    """A half of the calendar year."""
    return months(6 * number - 5, 6 * number, Kind.HALF_YEAR, year)


def calendar_year(year: int | None = None) -> Moment:
    return replace(months(1, 12, Kind.CALENDAR_YEAR, year), is_year=True)


def calendar_years(first: int, last: int) -> Moment:
    """«2022–2025 годы»: one long span."""
    return Moment(Kind.RANGE, lambda y: Span(date(y, 1, 1), date(y + last - first, 12, 31)), first, is_year=True)


def school_day(school_year: int, day: MonthDay, calendar: Calendar) -> date:
    """The (month, day) as it falls in the school year that begins in `school_year`."""
    year = school_year if day >= calendar.year_starts else school_year + 1
    return date(year, day[0], min(day[1], month_end(year, day[0]).day))


def school_part(kind: Kind, starts: MonthDay | None, ends: MonthDay, calendar: Calendar) -> Moment:
    """From the day after `starts` (from the school year's first day without it) to `ends`."""

    def pattern(year: int) -> Span:
        first = school_day(year, starts, calendar) + DAY if starts else None
        return Span(first or school_day(year, calendar.year_starts, calendar), school_day(year, ends, calendar))

    return Moment(kind, pattern)


def school_year(calendar: Calendar, year: int | None = None) -> Moment:
    """«учебный год»: from its first day to the end of teaching."""
    whole = school_part(Kind.SCHOOL_YEAR, None, calendar.teaching_ends, calendar)
    return replace(whole, year=year, is_year=True)


def school_half(number: int, calendar: Calendar) -> Moment:
    if number == 1:
        return school_part(Kind.HALF_YEAR, None, calendar.first_half_ends, calendar)
    return school_part(Kind.HALF_YEAR, calendar.first_half_ends, calendar.teaching_ends, calendar)


def term(number: int, calendar: Calendar) -> Moment:
    """«четверть»: the number-th quarter of the school year."""
    ends = calendar.terms_end
    return school_part(Kind.QUARTER, ends[number - 2] if number > 1 else None, ends[number - 1], calendar)


# Moments made of moments.


def shaped(moment: Moment, kind: Kind, shape: Callable[[Span], Span | None]) -> Moment:
    """The moment with its span reshaped, in whatever year."""

    def pattern(year: int) -> Span | None:
        span = moment.pattern(year)
        return span and shape(span)

    return Moment(kind, pattern, moment.year)


def until_end(moment: Moment) -> Moment:
    """«до конца мая», «не позднее мая», «до 5 мая»: the last day counts."""
    return shaped(moment, Kind.DATE, lambda span: Span(None, span.end))


def before(moment: Moment) -> Moment:
    """«до июня»: the day before it begins. A single day counts itself: «до 1 марта» is 1 March."""
    if moment.kind is Kind.DATE:
        return until_end(moment)
    return shaped(moment, Kind.DATE, lambda span: Span(None, span.start and span.start - DAY))


def until_middle(moment: Moment) -> Moment:
    """«до середины мая» is 15 May."""

    def shape(span: Span) -> Span | None:
        return Span(None, span.start + ((span.end - span.start) - DAY) // 2) if span.start and span.end else None

    return shaped(moment, Kind.DATE, shape)


def since(moment: Moment) -> Moment:
    """«с 1 сентября»: open at the end."""
    return shaped(moment, Kind.RANGE, lambda span: Span(span.start or span.end, None))


def ahead_of(moment: Moment, length: timedelta) -> Moment:
    """«за 2 недели до 1 сентября»: at the latest that long before it begins."""

    def shape(span: Span) -> Span | None:
        day = span.start or span.end
        return Span(None, day - length) if day else None

    return shaped(moment, Kind.DATE, shape)


def following(moment: Moment) -> Moment:
    """«после 1 сентября»: from the next day on, open at the end."""
    return shaped(moment, Kind.RANGE, lambda span: Span(span.end and span.end + DAY, None))


def edge(moment: Moment, name: str) -> Moment:
    """«начало», «середина» or «конец» of the moment: a third of a month, a month of anything longer."""

    def shape(span: Span) -> Span | None:
        start, end = span
        if not start or not end:
            return None
        if (end - start).days > 31:
            middle = start + (end - start) / 2
            month_of = {"begin": start, "middle": middle, "end": end}[name]
            whole = whole_month(month_of.year, month_of.month)
            return Span(max(start, whole.start or start), min(end, whole.end or end))
        return third(name)(start.year, start.month)

    return shaped(moment, Kind.RANGE, shape)


def stretch(first: Moment, last: Moment, *, last_counts: bool = True) -> Moment:
    """From one moment to another. A missing year is taken from the other one, so that the end comes
    after the beginning: «декабрь – март» crosses the year, «сентябрь – май 2023» begins in 2022."""
    closing = last if last_counts else before(last)
    if first.year is None and last.year is not None:
        first = _on_or_before(first, closing)
    shift = None if first.year is None or last.year is None else last.year - first.year

    def pattern(year: int) -> Span | None:
        opens = first.pattern(year)
        if not opens:
            return None
        start = opens.start or opens.end
        for closes in (closing.pattern(year + n) for n in ([shift] if shift is not None else [0, 1])):
            if closes and start and closes.end and start <= closes.end:
                return Span(start, closes.end)
        return None

    return Moment(Kind.RANGE, pattern, first.year)


def _on_or_before(moment: Moment, later: Moment) -> Moment:
    """The moment in the last year in which it begins before the later one ends."""
    end = later.span and later.span.end
    if not end:
        return moment
    for year in (end.year, end.year - 1):
        span = moment.pattern(year)
        start = span and (span.start or span.end)
        if start and start <= end:
            return replace(moment, year=year)
    return moment
