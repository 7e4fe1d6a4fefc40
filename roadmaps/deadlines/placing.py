"""From what a cell says to days within a roadmap's period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from roadmaps.deadlines.cursor import Frame
from roadmaps.deadlines.grammar import Said
from roadmaps.deadlines.kinds import Kind, Period
from roadmaps.deadlines.moments import DAY, Moment, Span, calendar_year, school_year
from roadmaps.deadlines.occurrences import Every, occurrences, together

MOST_DUE_DATES = 60

OUTSIDE = "Срок вне периода дорожной карты"
STARTS_BEFORE = "Начало раньше периода дорожной карты"
TOO_EARLY = "Срок раньше утверждения дорожной карты"
TOO_MANY = f"Сроков больше {MOST_DUE_DATES}: поставлены первые {MOST_DUE_DATES}, подтвердите остальные"
NO_SUCH_DAY = "Такой даты нет в календаре"
FIRST_OF_SEVERAL = "В периоде таких сроков несколько, взят первый: уточните год"
NEVER_INSIDE = "В периоде нет ни одного такого срока"
FROM_APPROVAL = "Отсчитано от утверждения дорожной карты"
FROM_THE_START = "Отсчитано от начала периода дорожной карты"
SPREAD_EVENLY = "Сроки разложены поровну: уточните даты"
NO_MARK_BETWEEN = "Между сроками нет знака: поняты как отдельные"
WHICH_HALF = "Полугодие понято как учебное"


@dataclass(slots=True)
class Placed:
    """The occurrences found, in order, with the doubts met on the way."""

    kind: Kind
    recurrence: str = "none"
    spans: list[Span] = field(default_factory=list)
    has_due: bool = True
    doubts: list[str] = field(default_factory=list)

    @property
    def start(self) -> date | None:
        return self.spans[0].start if self.spans else None

    @property
    def end(self) -> date | None:
        return max((span.end for span in self.spans if span.end), default=None)

    @property
    def due(self) -> tuple[date, ...]:
        return tuple(sorted({span.end for span in self.spans if span.end})) if self.has_due else ()


def place(said: Said, frame: Frame) -> Placed:
    """The days meant by what was said, and what is doubtful about them against the whole period."""
    moments, inner = _framed(said, frame)
    every = _repetition(said, moments)
    if said.schedule or said.event:
        placed = _moments(moments, said, inner)
        placed.kind, placed.has_due = (Kind.BY_SCHEDULE if said.schedule else Kind.EVENT), False
        placed.recurrence = "none"
    elif every and every.is_yearly:
        year = school_year(frame.calendar) if every.school else calendar_year()
        placed = _moments([year], said, inner)
        placed.kind = Kind.RECURRING
    elif every:
        placed = _recurring(every, moments, said, inner)
    elif said.always:
        placed = _continuous(moments, inner)
    elif moments:
        placed = _moments(moments, said, inner)
    else:
        placed = _within(said, inner)
    if not placed.spans and placed.has_due and not placed.doubts:
        placed.kind, placed.recurrence = Kind.NOT_UNDERSTOOD, "none"
        placed.doubts.append(NO_SUCH_DAY)
    placed.doubts += _misfits(placed, said, frame)
    return placed


def _misfits(placed: Placed, said: Said, frame: Frame) -> Iterator[str]:
    if said.unparted:
        yield NO_MARK_BETWEEN
    if placed.kind is Kind.CONTINUOUS:
        return
    if any(day not in frame.period for day in placed.due):
        yield OUTSIDE
    elif placed.start and placed.start < frame.period.start:
        yield STARTS_BEFORE
    if frame.approved and any(day < frame.approved for day in placed.due):
        yield TOO_EARLY


# Years: which one a moment falls into if its own is not written beside it.


def _framed(said: Said, frame: Frame) -> tuple[list[Moment], Frame]:
    """«Октябрь, 2022-2023 уч. г.»: a year beside other moments is where they fall, not a deadline itself."""
    years = [moment for moment in said.moments if moment.is_year and moment.year]
    others = [moment for moment in said.moments if not (moment.is_year and moment.year)]
    if not years or not (others or not all(every.is_yearly for every in said.every)):
        return _with_years(said.moments, frame.period), frame
    spans = [span for moment in years if (span := moment.span)]
    start = min(span.start for span in spans if span.start)
    end = max(span.end for span in spans if span.end)
    if others and all(moment.year for moment in others):
        return _repeated(others, years), frame
    if others and any(moment.kind is Kind.SCHOOL_YEAR for moment in years):
        end = end.replace(month=start.month, day=start.day) - DAY  # the summer belongs to the school year
    return _with_years(others, Period(start, end)), replace(frame, period=Period(start, end))


def _repeated(moments: list[Moment], years: list[Moment]) -> list[Moment]:
    """«октябрь 2022, 2023, 2024»: the same in the years that follow."""
    more = [year.year for year in years if year.kind is Kind.CALENDAR_YEAR and year.year]
    return moments + [moment.in_year(year) for year in more for moment in moments if year != moment.year]


def _with_years(moments: list[Moment], period: Period) -> list[Moment]:
    """In a list the year is written once: «сентябрь, май 2023», «сентябрь 2022, январь»."""
    known = list(moments)
    for at in range(len(known) - 2, -1, -1):
        later = known[at + 1].span
        if known[at].year is None and later and later.end:
            same, earlier = (known[at].in_year(later.end.year - n) for n in (0, 1))
            known[at] = earlier if _end(same) not in period and _end(earlier) in period else same
    for at in range(1, len(known)):
        before = known[at - 1].span
        if known[at].year is None and before and before.end:
            candidates = [known[at].in_year(before.end.year + n) for n in (0, 1)]
            known[at] = next((one for one in candidates if _end(one) >= before.end), known[at])
    return known


def _end(moment: Moment) -> date:
    span = moment.span
    return (span and (span.end or span.start)) or date.min


def _occurrences(moment: Moment, yearly: bool, frame: Frame, doubts: list[str]) -> list[Span]:
    """The spans of one moment: in its written year, or in each year of the period from the approval on."""
    period = frame.period
    if moment.year is not None and not yearly:
        return [moment.span] if moment.span else []
    spans = list(_in_each_year(moment, period))
    if moment.kind is Kind.HALF_YEAR and (period.start.month, period.end.month) == (1, 12):
        doubts.append(WHICH_HALF)
    if moment.kind is Kind.CALENDAR_YEAR and not period.lasts_several_years:
        whole = [span for span in spans if _inside(span.start, period) and _inside(span.end, period)]
        return whole[:1] or [Span(period.start, period.end)]
    fresh = _since(frame.approved, [span for span in spans if _inside(span.end or span.start, period)])
    if not fresh:
        later = [span for span in spans if (span.end or span.start or date.min) >= period.start]
        return (later or spans[-1:])[:1]
    if len(fresh) > 1 and not yearly and not period.lasts_several_years:
        doubts.append(FIRST_OF_SEVERAL)
    return fresh if yearly or (period.lasts_several_years and fresh[0].end) else fresh[:1]


def _in_each_year(moment: Moment, period: Period) -> Iterator[Span]:
    """In every year that touches the period, and one more for what falls outside."""
    first = period.start.year - 1 if moment.year is None else moment.year
    for year in range(first, max(period.end.year, first) + 2):
        if span := moment.pattern(year):
            yield span


def _inside(day: date | None, period: Period) -> bool:
    return day is not None and day in period


def _since(approved: date | None, spans: list[Span]) -> list[Span]:
    """Nothing that comes back is due before the approval, unless all of it is."""
    return [span for span in spans if not approved or not span.end or span.end >= approved] or spans[-1:]


# The sorts of readings.


def _moments(moments: list[Moment], said: Said, frame: Frame) -> Placed:
    """Moments placed in their years; without a year, in each year of the period."""
    yearly = any(every.is_yearly for every in said.every)
    placed = Placed(moments[0].kind if len(moments) == 1 else Kind.SEVERAL)
    closed: list[Span] = []
    for moment in moments:
        spans = _occurrences(moment, yearly, frame, placed.doubts)
        closed += [Span(span.start, span.end or max(frame.period.end, span.start or date.min)) for span in spans]
        open_ended = any(span.end is None for span in spans)
        if yearly or (moment.year is None and frame.period.lasts_several_years and not open_ended):
            placed.recurrence = "yearly"
    placed.spans = sorted(dict.fromkeys(closed), key=lambda span: (span.end or date.max, span.start or date.min))
    if len(placed.spans) == 1 and len(moments) > 1:
        placed.kind = moments[0].kind
    _cap(placed)
    return placed


def _cap(placed: Placed) -> None:
    if len(placed.spans) > MOST_DUE_DATES:
        placed.doubts.append(TOO_MANY)
        del placed.spans[MOST_DUE_DATES:]


def _repetition(said: Said, moments: list[Moment]) -> Every | None:
    """«Ежегодно» beside a moment only makes it come back each year; alone it is a repetition itself."""
    others = [every for every in said.every if not every.is_yearly] or ([] if moments else said.every)
    if not others:
        return None
    every = together(others, said.weekdays)
    return None if _named_itself(every, moments) else every


def _named_itself(every: Every, moments: list[Moment]) -> bool:
    """«2 раза в год: октябрь, май»: the moments are the occurrences, not bounds to find them in."""
    longer = every.unit in ("year", "half", "quarter", "term") and not every.parts
    return longer and bool(moments) and all(moment.kind in (Kind.MONTH, Kind.DATE, Kind.QUARTER) for moment in moments)


def _recurring(every: Every, moments: list[Moment], said: Said, frame: Frame) -> Placed:
    placed = Placed(every.kind, every.recurrence)
    bounds = sorted(
        {bound for moment in moments for bound in _bounds(moment, frame)}, key=lambda bound: (bound.start, bound.end)
    )
    closed = [span for moment in said.excluded for span in _in_each_year(moment, frame.period)]

    def found(approved: date | None) -> Iterator[Span]:
        for bound in bounds or [frame.period]:
            for span in occurrences(every, bound, frame.calendar):
                if span.end and (not approved or span.end >= approved) and not _covered(span.end, closed):
                    yield span

    most = MOST_DUE_DATES + 1
    placed.spans = list(islice(found(frame.approved), most)) or list(islice(found(None), most))
    if not placed.spans:
        placed.doubts.append(NEVER_INSIDE)
    elif every.times > 1:
        placed.doubts.append(SPREAD_EVENLY)
    _cap(placed)
    return placed


def _bounds(moment: Moment, frame: Frame) -> Iterator[Period]:
    """Where a repetition may fall: «с сентября по май» in each of its years, cut to the period."""
    period = frame.period
    spans = [moment.span] if moment.span else list(_in_each_year(moment, period))
    if any(span.end is None for span in spans):
        spans = _occurrences(moment, False, frame, [])
    for span in spans:
        start, end = span.start or period.start, span.end or period.end
        if moment.year is None:
            start, end = max(start, period.start), min(end, period.end)
        if start <= end:
            yield Period(start, end)


def _covered(day: date, spans: list[Span]) -> bool:
    return any((span.start or date.min) <= day <= (span.end or date.max) for span in spans)


def _continuous(moments: list[Moment], frame: Frame) -> Placed:
    """«постоянно» lasts to the period's end; a month beside it says when it begins, anything longer how long."""
    placed = Placed(Kind.CONTINUOUS)
    start, end = frame.period.start, frame.period.end
    for moment in moments:
        for span in _occurrences(moment, False, frame, placed.doubts)[:1]:
            start = span.start or start
            end = end if moment.kind is Kind.MONTH or not span.end or span.start == span.end else span.end
    placed.spans = [Span(start, max(start, end))]
    return placed


def _within(said: Said, frame: Frame) -> Placed:
    """«в течение месяца» counts from the approval, or from the start of the period if that comes later."""
    start = frame.written_on
    doubt = FROM_APPROVAL if start == frame.approved else FROM_THE_START
    return Placed(Kind.RANGE, spans=[Span(start, start + (said.within or DAY))], doubts=[doubt])
