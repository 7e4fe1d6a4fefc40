"""From what a cell says to days within a roadmap's period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from roadmaps.deadlines.cursor import Frame
from roadmaps.deadlines.grammar import Said
from roadmaps.deadlines.kinds import Kind, Period
from roadmaps.deadlines.moments import DAY, Moment, Span
from roadmaps.deadlines.recurrences import Every, occurrences, together

MOST_DUE_DATES = 60

OUTSIDE = "Срок вне периода дорожной карты"
STARTS_BEFORE = "Начало раньше периода дорожной карты"
TOO_EARLY = "Срок раньше утверждения дорожной карты"
TOO_MANY = f"Сроков больше {MOST_DUE_DATES}: поставлены первые {MOST_DUE_DATES}, подтвердите остальные"
NO_SUCH_DAY = "Такой даты нет в календаре"
FIRST_OF_SEVERAL = "В периоде таких сроков несколько, взят первый: уточните год"
NEVER_INSIDE = "В периоде нет ни одного такого срока"
FROM_APPROVAL = "Отсчитано от утверждения дорожной карты"
NOTHING_TO_COUNT_FROM = "Неясно, от какого дня считать срок"
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
    elif every:
        placed = _recurring(every, moments, said, inner)
    elif said.always:
        placed = _continuous(moments, inner)
    elif moments:
        placed = _moments(moments, said, inner)
    else:
        placed = _within(said, inner)
    if placed.kind is not Kind.CONTINUOUS:
        placed.doubts += _misfits(placed, frame)
    return placed


def _misfits(placed: Placed, frame: Frame) -> Iterator[str]:
    if any(day not in frame.period for day in placed.due):
        yield OUTSIDE
    elif placed.start and placed.start < frame.period.start:
        yield STARTS_BEFORE
    if frame.approved and any(day < frame.approved for day in placed.due):
        yield TOO_EARLY


def _framed(said: Said, frame: Frame) -> tuple[list[Moment], Frame]:
    """«Октябрь, 2022-2023 уч. г.»: a year beside other moments is where they fall, not a deadline itself."""
    years = [moment for moment in said.moments if moment.is_year and moment.year]
    others = [moment for moment in said.moments if moment not in years]
    if not years or not (others or _but_yearly(said.every)):
        return _with_years(said.moments, frame.period), frame
    spans = [span for moment in years if (span := moment.span)]
    start = min(span.start for span in spans if span.start)
    end = max(span.end for span in spans if span.end)
    if others and any(moment.kind is Kind.SCHOOL_YEAR for moment in years):
        end = start.replace(year=end.year) - DAY if start.month <= 9 else end
    return _with_years(others, Period(start, end)), replace(frame, period=Period(start, end))


def _but_yearly(every: list[Every]) -> list[Every]:
    return [one for one in every if one.unit != "year" or one.times > 1 or one.step > 1]


def _repetition(said: Said, moments: list[Moment]) -> Every | None:
    """«Ежегодно» beside a moment only makes it come back each year; alone it is a repetition itself."""
    said_every = _but_yearly(said.every) or ([] if moments else said.every)
    return together(said_every) if said_every else None


def _with_years(moments: list[Moment], period: Period) -> list[Moment]:
    """In a list the year is written once: «сентябрь, май 2023», «сентябрь 2022, январь»."""
    known = list(moments)
    for at in range(len(known) - 2, -1, -1):
        later = known[at + 1].span
        if known[at].year is None and later and later.end:
            same, earlier = (known[at].in_year(later.end.year - n) for n in (0, 1))
            known[at] = earlier if not _ends_in(same, period) and _ends_in(earlier, period) else same
    for at in range(1, len(known)):
        before = known[at - 1].span
        if known[at].year is None and before and before.end:
            candidates = [known[at].in_year(before.end.year + n) for n in (0, 1)]
            known[at] = next((one for one in candidates if _end(one) and _end(one) >= before.end), known[at])
    return known


def _end(moment: Moment) -> date:
    return (moment.span and (moment.span.end or moment.span.start)) or date.min


def _ends_in(moment: Moment, period: Period) -> bool:
    return _end(moment) in period


def _moments(moments: list[Moment], said: Said, frame: Frame) -> Placed:
    """Moments placed in their years; without a year, in each year of the period."""
    yearly = any(every.unit == "year" for every in said.every)
    placed = Placed(moments[0].kind if len(moments) == 1 else Kind.SEVERAL)
    spans: list[Span] = []
    for moment in moments:
        spans += _occurrences(moment, yearly, frame, placed.doubts)
        open_ended = any(span.end is None for span in spans)
        if yearly or (moment.year is None and frame.period.lasts_several_years and not open_ended):
            placed.recurrence = "yearly"
    closed = [Span(span.start, span.end or frame.period.end) for span in spans]
    placed.spans = sorted(dict.fromkeys(closed), key=lambda span: (span.end or date.max, span.start or date.min))
    if len(placed.spans) == 1 and len(moments) > 1:
        placed.kind = moments[0].kind
    _cap(placed)
    return placed


def _cap(placed: Placed) -> None:
    if len(placed.spans) > MOST_DUE_DATES:
        placed.doubts.append(TOO_MANY)
        del placed.spans[MOST_DUE_DATES:]


def _occurrences(moment: Moment, yearly: bool, frame: Frame, doubts: list[str]) -> list[Span]:
    period = frame.period
    if moment.year is not None and not yearly:
        if not moment.span:
            doubts.append(NO_SUCH_DAY)
        return [moment.span] if moment.span else []
    first = period.start.year - 1 if moment.year is None else moment.year
    spans = [span for year in range(first, period.end.year + 1) if (span := moment.pattern(year))]
    if moment.kind is Kind.HALF_YEAR and (period.start.month, period.end.month) == (1, 12):
        doubts.append(WHICH_HALF)
    if moment.kind is Kind.CALENDAR_YEAR and not period.lasts_several_years:
        whole = [span for span in spans if span.start and span.start >= period.start and span.end in period]
        return whole[:1] or [Span(period.start, period.end)]
    inside = [span for span in spans if (span.end or span.start) in period]
    fresh = _since(frame.approved, inside)
    if not fresh:
        doubts.append(OUTSIDE) if not spans else None
        later = [span for span in spans if (span.end or span.start or date.min) >= period.start]
        return (later or spans[-1:])[:1]
    if fresh[0].end is None:
        return fresh[:1]
    if len(fresh) > 1 and not yearly and not period.lasts_several_years:
        doubts.append(FIRST_OF_SEVERAL)
        return fresh[:1]
    return fresh


def _since(approved: date | None, spans: list[Span]) -> list[Span]:
    """Nothing that comes back is due before the approval, unless all of it is."""
    return [span for span in spans if not approved or not span.end or span.end >= approved] or spans[-1:]


def _continuous(moments: list[Moment], frame: Frame) -> Placed:
    """«постоянно» lasts to the period's end; a month beside it says when it begins."""
    period, doubts = frame.period, list[str]()
    spans = [span for moment in moments for span in _occurrences(moment, False, frame, doubts)]
    start = min((span.start for span in spans if span.start), default=period.start)
    lasting = [span.end for moment, span in zip(moments, spans, strict=False) if span.end and moment.kind not in (Kind.MONTH, Kind.DATE)]
    end = max([span.end for span in spans if span.end and not span.start] + lasting, default=period.end)
    return Placed(Kind.CONTINUOUS, spans=[Span(start, end)], doubts=doubts)


def _recurring(every: Every, moments: list[Moment], said: Said, frame: Frame) -> Placed:
    placed = Placed(every.kind if not every.part else Kind.RECURRING, every.recurrence)
    period = frame.period
    bounds = [
        Period(span.start or period.start, span.end or period.end)
        for moment in moments
        for span in _occurrences(moment, False, frame, placed.doubts)
    ] or [period]
    closed = [span for moment in said.excluded for span in _occurrences(moment, True, frame, placed.doubts)]

    def found(approved: date | None) -> Iterable[Span]:
        for bound in bounds:
            for span in occurrences(every, bound, frame.calendar):
                if span.end and (not approved or span.end >= approved) and not _covered(span.end, closed):
                    yield span

    placed.spans = list(islice(found(frame.approved), MOST_DUE_DATES + 1)) or list(islice(found(None), MOST_DUE_DATES + 1))
    if not placed.spans:
        placed.doubts.append(NEVER_INSIDE)
    _cap(placed)
    return placed


def _covered(day: date, spans: list[Span]) -> bool:
    return any((span.start or date.min) <= day <= (span.end or date.max) for span in spans)


def _within(said: Said, frame: Frame) -> Placed:
    """«в течение месяца» counts from the approval; without one there is nothing to count from."""
    if not frame.approved or not said.within:
        return Placed(Kind.EVENT, doubts=[NOTHING_TO_COUNT_FROM])
    span = Span(frame.approved, frame.approved + said.within)
    return Placed(Kind.RANGE, spans=[span], doubts=[FROM_APPROVAL])
