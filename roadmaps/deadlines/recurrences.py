"""What comes back: how it is said («ежемесячно», «2 раза в год», «каждый понедельник») and when it falls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from roadmaps.deadlines import moments
from roadmaps.deadlines.cursor import Cursor
from roadmaps.deadlines.kinds import Calendar, Kind, Period
from roadmaps.deadlines.moments import DAY, Days, MonthPart
from roadmaps.deadlines.points import month_part, number
from roadmaps.deadlines.stretches import numbers, until

UNITS = ("day", "week", "month_word", "quarter", "term", "half", "year")


@dataclass(frozen=True, slots=True)
class Every:
    """`times` a unit, or once in `step` units; `part` is the day or days of the month meant."""

    unit: str
    times: int = 1
    step: int = 1
    weekdays: tuple[int, ...] = ()
    part: MonthPart | None = None
    by_name: bool = False

    @property
    def recurrence(self) -> str:
        """The name that is stored: `monthly`, or `3_per_year`, or `every_2_weeks`."""
        word = {"month_word": "month", "term": "quarter"}.get(self.unit, self.unit)
        if self.times > 1:
            return f"{self.times}_per_{word}"
        if self.step > 1:
            return f"every_{self.step}_{word}s"
        return {"day": "daily", "half": "half_year"}.get(word, f"{word}ly")

    @property
    def kind(self) -> Kind:
        """«по полугодиям» and «по четвертям» are kinds of their own, the rest is `recurring`."""
        if self.times > 1 or self.step > 1 or not self.by_name:
            return Kind.RECURRING
        return {"half": Kind.HALF_YEAR, "quarter": Kind.QUARTER, "term": Kind.QUARTER}.get(self.unit, Kind.RECURRING)


# How it is said.


def frequency(c: Cursor) -> Every | None:
    """Any way of saying how often."""
    c.skip("in")
    return c.first_of(adverb, month_day, every_unit, by_units, several_times, at_the_end_of_each)


def adverb(c: Cursor) -> Every | None:
    """«еженедельно», «ежеквартально»."""
    found = c.take("daily", "weekly", "monthly", "quarterly", "yearly")
    units = {"daily": "day", "weekly": "week", "monthly": "month_word", "quarterly": "quarter", "yearly": "year"}
    return found and Every(units[found.name], by_name=True)


def every_unit(c: Cursor) -> Every | None:
    """«каждый месяц», «каждые две недели», «каждый понедельник и среду», «каждого учебного года»."""
    if not c.take("every"):
        return None
    step = c.take("num", "number")
    if weekdays := _weekdays(c):
        if step:
            return Every("month_word", part=moments.nth_weekday(step.value, weekdays[0]))
        return Every("week", weekdays=weekdays)
    c.skip("adjective", "school")
    unit = c.take(*UNITS)
    return unit and Every(unit.name, step=step.value if step else 1, by_name=True)


def by_units(c: Cursor) -> Every | None:
    """«по четвертям», «по понедельникам», «по итогам полугодия»."""
    if not c.take("by"):
        return None
    if c.take("results", "end"):
        c.take("every")
    elif weekdays := _weekdays(c):
        return Every("week", weekdays=weekdays)
    unit = c.take(*UNITS[1:-1])
    return unit and Every(unit.name, by_name=True)


def at_the_end_of_each(c: Cursor) -> Every | None:
    """«в конце каждой четверти», «в конце месяца», «в течение четверти»."""
    c.take("end")
    c.take("every")
    unit = c.take("term", "quarter", "half") if c.name(-1) in ("end", "every", "in") else None
    return unit and Every(unit.name, by_name=True)


def several_times(c: Cursor) -> Every | None:
    """«2 раза в год», «не реже 1 раза в квартал», «раз в две недели», «дважды в месяц»."""
    c.take_all("not", "rarer")
    if twice := c.take("adverb_times"):
        times = twice.value
    else:
        count = c.take("num", "number", "plural")
        times = count.value if count else 1
        if not c.take("times"):
            return None
    c.skip("in", "ahead", "by", "every", "comma")
    step = c.take("num", "number")
    c.skip("adjective", "school")
    unit = c.take(*UNITS)
    if not unit or not 0 < times <= 366 or not 0 < (step.value if step else 1) <= 366:
        return None
    return _plainest(unit.name, times, step.value if step else 1)


def _plainest(unit: str, times: int, step: int) -> Every:
    """«2 раза в год» is each half, «раз в 3 месяца» is each quarter."""
    same = {
        ("year", 2, 1): "half",
        ("year", 4, 1): "term",
        ("half", 2, 1): "term",
        ("year", 12, 1): "month_word",
        ("quarter", 3, 1): "month_word",
        ("month_word", 1, 3): "quarter",
        ("month_word", 1, 6): "half",
        ("month_word", 1, 12): "year",
    }
    plain = same.get((unit, times, step))
    return Every(plain, by_name=True) if plain else Every(unit, times, step)


def month_day(c: Cursor) -> Every | None:
    """«до 25 числа каждого месяца», «вторая среда месяца», «с 1 по 10 число», «до 25» beside «ежемесячно»."""
    found = c.first_of(_named_part, _numbered_days)
    if not found:
        return None
    c.take("every")
    c.take("month_word")
    _of_the_month_after(c)
    return Every("month_word", part=found)


def _of_the_month_after(c: Cursor) -> None:
    """«… месяца, следующего за отчётным (кварталом)» says nothing new: the day follows what it reports on."""
    start = c.at
    c.take("comma")
    if c.take("next") and c.take("ahead"):
        c.skip("adjective", "month_word", "quarter")
    else:
        c.at = start


def _named_part(c: Cursor) -> MonthPart | None:
    c.take("every")
    found = month_part(c)
    return found[0] if found and (c.name() == "month_word" or c.name(1) == "month_word") else None


def _numbered_days(c: Cursor) -> MonthPart | None:
    start = c.at
    if (several := c.attempt(numbers)) and c.take("count_word") and len(several) == 1 and several[0][1] <= 31:
        return moments.days_of_month(*several[0])
    c.at = start
    last_day = until(c)
    which = number(c)
    if not which or not 0 < which <= 31:
        return None
    said = c.take("count_word") or c.name() == "month_word" or (c.name() == "every" and c.name(1) == "month_word")
    beside_monthly = bool(last_day) and any(token.name == "monthly" for token in c.tokens) and c.name() not in (*UNITS, "month")
    if not said and not beside_monthly or c.name() == "month":
        return None
    return moments.day_of_month(which, until=bool(last_day))


def _weekdays(c: Cursor) -> tuple[int, ...]:
    """«понедельникам и средам»."""
    found = []
    while weekday := c.take("weekday"):
        found.append(weekday.value)
        start = c.at
        if c.skip("comma", "and", "by", "every") and c.name() != "weekday":
            c.at = start
            break
    return tuple(found)


# When it falls.


def together(said: list[Every]) -> Every:
    """«Ежемесячно, до 25 числа» and «еженедельно, по средам» are said in two pieces and are one."""
    first = next((every for every in said if not every.part and not every.weekdays), said[0])
    part = next((every.part for every in said if every.part), None)
    weekdays = tuple(day for every in said for day in every.weekdays)
    return replace(first, part=part, weekdays=weekdays)


def occurrences(every: Every, bounds: Period, calendar: Calendar) -> Iterator[moments.Span]:
    """The occurrences that end within the bounds, in order; they may be very many."""
    for span in _spans(every, bounds, calendar):
        if span.end and span.end > bounds.end and (not span.start or span.start > bounds.end):
            return
        if span.end and span.end in bounds:
            yield span


def _spans(every: Every, bounds: Period, calendar: Calendar) -> Iterator[moments.Span]:
    if every.part and every.unit in ("month_word", "quarter", "half", "term"):
        step = {"month_word": 1, "half": 6}.get(every.unit, 3)
        yield from _month_parts(every.part, step, bounds)
    elif every.weekdays and every.unit in ("week", "day"):
        yield from _days_of_week(every.weekdays, bounds)
    else:
        units = _UNITS[every.unit](bounds, calendar)
        for whole in _grouped(units, every.step) if every.step > 1 else units:
            yield from _divided(whole, every.times)


def _month_parts(part: MonthPart, step: int, bounds: Period) -> Iterator[moments.Span]:
    """The part of each month, or of the month after each quarter or half."""
    for whole in _months(bounds):
        if (whole.start.month - 1) % step == 0 and (span := part(whole.start.year, whole.start.month)):
            yield span


def _days_of_week(weekdays: tuple[int, ...], bounds: Period) -> Iterator[moments.Span]:
    for whole in _days(bounds):
        if whole.start.weekday() in weekdays:
            yield moments.Span(whole.start, whole.start)


def _divided(whole: Days, times: int) -> Iterator[moments.Span]:
    """The unit cut into equal pieces: «3 раза в год» is every four months."""
    length = (whole.end - whole.start).days + 1
    start = whole.start
    for piece in range(1, min(times, length) + 1):
        end = whole.start + timedelta(days=length * piece // min(times, length) - 1)
        yield moments.Span(start, end)
        start = end + DAY


def _grouped(units: Iterator[Days], step: int) -> Iterator[Days]:
    while group := list(islice(units, step)):
        if len(group) == step:
            yield Days(group[0].start, group[-1].end)


def _days(bounds: Period) -> Iterator[Days]:
    day = bounds.start
    while day <= bounds.end:
        yield Days(day, day)
        day += DAY


def _weeks(bounds: Period, calendar: Calendar) -> Iterator[Days]:
    """From Monday to the calendar's last day of the week."""
    monday = bounds.start - DAY * bounds.start.weekday()
    while monday <= bounds.end:
        yield Days(monday, monday + DAY * calendar.week_ends)
        monday += DAY * 7


def _months(bounds: Period, size: int = 1) -> Iterator[Days]:
    """Months, or groups of them counted from January."""
    year, month = bounds.start.year, (bounds.start.month - 1) // size * size + 1
    while date(year, month, 1) <= bounds.end:
        yield Days(date(year, month, 1), moments.month_end(year, month + size - 1))
        year, month = (year, month + size) if month + size <= 12 else (year + 1, 1)


def _school_parts(parts: list[moments.Moment], bounds: Period) -> Iterator[Days]:
    for year in range(bounds.start.year - 1, bounds.end.year + 1):
        for part in parts:
            span = part.pattern(year)
            if span and span.start and span.end:
                yield Days(span.start, span.end)


def _terms(bounds: Period, calendar: Calendar) -> Iterator[Days]:
    return _school_parts([moments.term(n, calendar) for n in range(1, len(calendar.terms_end) + 1)], bounds)


def _school_halves(bounds: Period, calendar: Calendar) -> Iterator[Days]:
    return _school_parts([moments.school_half(n, calendar) for n in (1, 2)], bounds)


_UNITS: dict[str, Callable[[Period, Calendar], Iterator[Days]]] = {
    "day": lambda bounds, _: _days(bounds),
    "week": _weeks,
    "month_word": lambda bounds, _: _months(bounds),
    "quarter": lambda bounds, _: _months(bounds, 3),
    "term": _terms,
    "half": _school_halves,
    "year": lambda bounds, _: _months(bounds, 12),
}
