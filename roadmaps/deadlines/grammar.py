"""The whole cell: which of its words are a deadline, and what is left over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from roadmaps.deadlines.cursor import Cursor, Frame
from roadmaps.deadlines.kinds import Kind
from roadmaps.deadlines.moments import Moment, since
from roadmaps.deadlines.occurrences import Every
from roadmaps.deadlines.recurrences import frequency, weekday_list
from roadmaps.deadlines.stretches import duration, duration_before, phrase, until
from roadmaps.deadlines.tokens import Token


@dataclass(slots=True)
class Said:
    """What a cell says: moments, repetition, and the tokens that no rule took."""

    moments: list[Moment] = field(default_factory=list)
    every: list[Every] = field(default_factory=list)
    excluded: list[Moment] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    impossible: list[Token] = field(default_factory=list)
    unparted: bool = False
    within: timedelta | None = None
    always: bool = False
    schedule: bool = False
    event: list[Token] = field(default_factory=list)
    left: list[Token] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        return bool(self.moments or self.every or self.within or self.always or self.schedule or self.event)

    def add(self, other: Said) -> None:
        """Take over what a bracket says."""
        self.moments += other.moments
        self.every += other.every
        self.excluded += other.excluded
        self.impossible += other.impossible
        self.weekdays += other.weekdays
        self.within = self.within or other.within
        self.always |= other.always
        self.schedule |= other.schedule
        self.event += other.event

    def settle(self) -> None:
        """Beside a date an event is a remark: «апрель, при необходимости»."""
        if self.moments or self.every or self.always:
            self.left += self.event
            self.event = []


Rule = Callable[[Cursor, Said], bool]
"""Takes tokens and adds to what is said; False if it does not fit here."""

SEPARATORS = ("comma", "dash", "and", "close", "quote")
STOPS = ("comma", "open", "close", "")


def read(tokens: list[Token], frame: Frame) -> Said:
    """Walk through the tokens once; at each the first rule that fits takes its share."""
    said = Said()
    c = Cursor(tokens, frame)
    while not c.ended:
        if c.name() == "open":
            _bracket(c, said)
        elif not any(c.accepts(rule, said) for rule in RULES):
            _leave(c, said)
    said.settle()
    return said


def _leave(c: Cursor, said: Said) -> None:
    token = c.tokens[c.at]
    c.at += 1
    if token.name not in SEPARATORS:
        said.left.append(token)


def _bracket(c: Cursor, said: Said) -> None:
    """A bracket counts only if all of it is understood: «(постоянно)» does, «(план на май)» is a note.

    A bracket in a bracket is a note, too.
    """
    depth, start = 0, c.at
    for end in range(start, len(c.tokens)):
        depth += {"open": 1, "close": -1}.get(c.tokens[end].name, 0)
        if depth == 0:
            break
    inside = list(c.tokens[start + 1 : end + (c.tokens[end].name != "close")])
    c.at = end + 1
    nested = any(token.name == "open" for token in inside)
    inner = Said() if nested else read(inside, c.frame)
    if inner.left or not (inner.anything or inner.weekdays):
        said.left += c.tokens[start : c.at]
    else:
        said.add(inner)


def schedule(c: Cursor, said: Said) -> bool:
    """«по отдельному графику», «в соответствии с планом», «согласно расписанию …»."""
    c.skip("in", "according", "from", "by")
    approved = c.skip("separate")
    if c.skip("schedule", "agreed"):
        c.skip("dash", "schedule")
    elif not (approved and c.take("date_word")) and not c.accepts(_dates_set_elsewhere):
        return False
    said.schedule = True
    _rest_of_clause(c)
    return True


def _dates_set_elsewhere(c: Cursor) -> bool:
    """«в сроки, установленные министерством»."""
    named = c.take("date_word")
    c.take("comma")
    return bool(named and c.take("separate"))


def _rest_of_clause(c: Cursor) -> None:
    while c.name() in ("other", "separate", "and", "of_plan"):
        c.at += 1


def always(c: Cursor, said: Said) -> bool:
    """«постоянно», «весь период», «в течение периода реализации»."""
    c.skip("in")
    if not c.take("always"):
        whole = c.skip("all")
        named = c.take("period", "date_word")
        alone = named is not None and named.name == "period" and not c.name()
        if not named or not (whole or alone or c.name() == "of_plan"):
            return False
        _rest_of_clause(c)
    c.take("basis")
    said.always = True
    return True


def repetition(c: Cursor, said: Said) -> bool:
    found = frequency(c)
    if not found:
        return False
    said.every.append(found)
    return True


def when(c: Cursor, said: Said) -> bool:
    start = c.at
    c.skip("in")
    c.take("period")
    found = phrase(c)
    if not found:
        return False
    said.unparted |= _unparted(said.moments, found) and c.tokens[start - 1].name not in SEPARATORS
    said.moments += found
    return True


def _unparted(before: list[Moment], after: list[Moment]) -> bool:
    """«сентябрь декабрь»: a list or a range? With a year between them it is a list."""
    return bool(before) and before[-1].year is None and not (before[-1].is_year or after[0].is_year)


def impossible_day(c: Cursor, said: Said) -> bool:
    """«31.02.2022», «32 мая»: written like a day, but no calendar has it."""
    start = c.at
    if not (c.take("date") or c.take_all("num", "month")):
        return False
    c.take("num")
    c.skip("year")
    said.impossible += c.tokens[start : c.at]
    return True


def list_marker(c: Cursor, said: Said) -> bool:
    """«1)» before an item."""
    return bool(said.moments or c.at == 0) and c.take_all("num", "close")


def onwards(c: Cursor, said: Said) -> bool:
    """«октябрь, далее ежемесячно»: what was said last is where it begins."""
    if not said.moments or not c.take("onwards") or said.moments[-1].kind is not Kind.MONTH:
        return False
    said.moments[-1] = since(said.moments[-1])
    return True


def excepting(c: Cursor, said: Said) -> bool:
    """«кроме июля и августа»."""
    if not c.take("except"):
        return False
    found = phrase(c)
    while found:
        said.excluded += found
        c.skip("comma", "and")
        found = c.attempt(phrase)
    return bool(said.excluded)


def within(c: Cursor, said: Said) -> bool:
    """«в течение 10 дней» counts from the approval; «… после проверки» is an event."""
    length = duration(c) if c.skip("in") else None
    if not length or c.name() in ("after", "from", "on_event"):
        return False
    said.within = length
    return True


def event(c: Cursor, said: Said) -> bool:
    """«по мере …», «при необходимости», «не позднее чем за 2 недели до …», «после …»: all up to the next comma."""
    start = c.at
    if not any(c.accepts(opening) for opening in EVENTS):
        return False
    while c.name() not in STOPS:
        c.at += 1
    said.event += c.tokens[start : c.at]
    return True


def _before_something(c: Cursor) -> bool:
    """«за 10 дней до …», «в течение недели после …»."""
    if c.attempt(duration_before):
        return True
    return bool(c.skip("in") and duration(c) and c.take("after", "from", "on_event"))


def _when_needed(c: Cursor) -> bool:
    """«по мере», «по запросу», «по итогам», «при», «после», «на каникулах», «в день …»."""
    c.skip("in")
    if c.take("by"):
        return bool(c.take("measure", "occasion", "results", "end"))
    if c.skip("day", "adjective", "seasonal") and c.name() == "other":
        return True
    return bool(c.take("on_event", "holidays", "period") or (c.take("after") and c.name()))


def _until_something(c: Cursor) -> bool:
    """«до начала аттестации», «к проведению …»."""
    bound = until(c) in ("until", "toward", "by")
    return bound and c.name() in ("begin", "end", "other") and c.name(1) in ("other", "", "holidays")


EVENTS = (_before_something, _when_needed, _until_something)


def weekday_remark(c: Cursor, said: Said) -> bool:
    """«5 мая, четверг» says nothing new; beside «еженедельно» it is the day."""
    c.skip("in")
    found = weekday_list(c)
    said.weekdays += found
    return bool(found)


RULES: tuple[Rule, ...] = (
    list_marker,
    onwards,
    schedule,
    excepting,
    repetition,
    always,
    when,
    within,
    event,
    weekday_remark,
    impossible_day,
)
