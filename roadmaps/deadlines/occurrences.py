"""When a repetition falls: from «2 раза в год» and bounds to the days of each occurrence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from roadmaps.deadlines import moments
from roadmaps.deadlines.kinds import Calendar, Kind, Period
from roadmaps.deadlines.moments import DAY, Days, Moment, MonthPart, Span


@dataclass(frozen=True, slots=True)
class Every:
    """`times` a unit, or once in `step` units; `weekdays` of the week or `parts` of the month, if named.

    `school` says that the year meant is the school year."""

    unit: str
    times: int = 1
    step: int = 1
    weekdays: tuple[int, ...] = ()
    parts: tuple[MonthPart, ...] = ()
    school: bool = False

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
        """Halves and quarters are kinds of their own, the rest is `recurring`."""
        if self.times > 1 or self.step > 1 or self.parts:
            return Kind.RECURRING
        return {"half": Kind.HALF_YEAR, "quarter": Kind.QUARTER, "term": Kind.QUARTER}.get(self.unit, Kind.RECURRING)

    @property
    def is_yearly(self) -> bool:
        """Plain «ежегодно», which beside a moment only makes it come back."""
        return self.unit == "year" and self.times == self.step == 1


def together(said: list[Every], weekdays: list[int]) -> Every:
    """«Ежемесячно, до 25 числа» and «еженедельно, по средам» are said in two pieces and are one."""
    first = next((every for every in said if not every.parts and not every.weekdays), said[0])
    parts = tuple(part for every in said for part in every.parts)
    days = tuple(day for every in said for day in every.weekdays)
    return replace(first, parts=parts, weekdays=(days or tuple(weekdays)) if first.unit in ("week", "day") else ())


def occurrences(every: Every, bounds: Period, calendar: Calendar) -> Iterator[Span]:
    """The occurrences that end within the bounds, in order; they may be very many."""
    for start, end in _spans(every, bounds, calendar):
        if end and end > bounds.end and (not start or start > bounds.end):
            return
        if end and end in bounds:
            yield Span(start and max(start, bounds.start), end)


def _spans(every: Every, bounds: Period, calendar: Calendar) -> Iterator[Span]:
    if every.parts and every.unit in ("month_word", "quarter", "half", "term"):
        step = {"month_word": 1, "half": 6}.get(every.unit, 3)
        yield from _month_parts(every.parts, step, bounds)
    elif every.weekdays:
        yield from (Span(day.start, day.end) for day in _days(bounds) if day.start.weekday() in every.weekdays)
    elif every.times > 1:
        yield from _several_times(every, bounds, calendar)
    else:
        yield from (Span(*whole) for whole in _grouped(_UNITS[every.unit](bounds, calendar), every.step))


def _month_parts(parts: tuple[MonthPart, ...], step: int, bounds: Period) -> Iterator[Span]:
    """The parts of each month, or of the month after each quarter or half."""
    for whole in _months(bounds):
        if (whole.start.month - 1) % step == 0:
            found = [span for part in parts if (span := part(whole.start.year, whole.start.month))]
            yield from sorted(found, key=lambda span: span.end or date.max)


def _several_times(every: Every, bounds: Period, calendar: Calendar) -> Iterator[Span]:
    """The unit cut into equal pieces: «3 раза в год» is every four months, counted from the start of the bounds."""
    if every.unit != "year":
        for whole in _UNITS[every.unit](bounds, calendar):
            yield from _divided(whole, every.times)
    elif 12 % every.times == 0:
        yield from (Span(*piece) for piece in _grouped(_months(bounds), 12 // every.times))
    else:
        for whole in _grouped(_months(bounds), 12):
            yield from _divided(whole, every.times)


def _divided(whole: Days, times: int) -> Iterator[Span]:
    length = (whole.end - whole.start).days + 1
    start = whole.start
    for piece in range(1, min(times, length) + 1):
        end = whole.start + timedelta(days=length * piece // min(times, length) - 1)
        yield Span(start, end)
        start = end + DAY


def _grouped(units: Iterator[Days], step: int) -> Iterator[Days]:
    """Every `step` units as one; what is left over at the end makes none."""
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


def _school_parts(parts: list[Moment], bounds: Period) -> Iterator[Days]:
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
