"""The whole cell: which of its words are a deadline, and what is left over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from roadmaps.deadlines.cursor import Cursor, Frame
from roadmaps.deadlines.moments import Moment
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
    event: bool = False
    left: list[Token] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        return bool(self.moments or self.every or self.within or self.always or self.schedule or self.event)

    def add(self, other: Said) -> None:
        """Take over what a bracket says."""
        self.moments += other.moments
        self.every += other.every
        self.weekdays += other.weekdays
        self.within = self.within or other.within
        self.always |= other.always
        self.schedule |= other.schedule
        self.event |= other.event


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
        elif not any(_fits(c, said, rule) for rule in RULES):
            _leave(c, said)
    return said


def _fits(c: Cursor, said: Said, rule: Rule) -> bool:
    start = c.at
    if rule(c, said):
        return True
    c.at = start
    return False


def _leave(c: Cursor, said: Said) -> None:
    token = c.tokens[c.at]
    c.at += 1
    if token.name not in SEPARATORS:
        said.left.append(token)


def _bracket(c: Cursor, said: Said) -> None:
    """A bracket counts only if all of it is understood: «(постоянно)» does, «(план на май)» is a note."""
    depth, start = 0, c.at
    for end in range(start, len(c.tokens)):
        depth += {"open": 1, "close": -1}.get(c.tokens[end].name, 0)
        if depth == 0:
            break
    inside = list(c.tokens[start + 1 : end + (c.tokens[end].name != "close")])
    c.at = end + 1
    inner = read(inside, c.frame)
    if inner.left or not (inner.anything or inner.weekdays):
        said.left += c.tokens[start:c.at]
    else:
        said.add(inner)


def schedule(c: Cursor, said: Said) -> bool:
    """«по отдельному графику», «в соответствии с планом», «согласно расписанию …»."""
    c.skip("in", "according", "from", "by", "separate")
    if not c.skip("schedule", "agreed"):
        return False
    while c.name() in ("dash", "schedule"):
        c.at += 1
    said.schedule = True
    _rest_of_clause(c)
    return True


def _rest_of_clause(c: Cursor) -> None:
    while c.name() in ("other", "separate", "and"):
        c.at += 1


def always(c: Cursor, said: Said) -> bool:
    """«постоянно», «весь период», «в течение периода реализации»."""
    started = c.skip("in")
    if not c.take("always"):
        whole = c.skip("all")
        if not (c.take("period") or (whole and c.take("date_word"))):
            return False
        if (not whole and not started) or (c.name() == "from"):
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
    c.take("period")
    found = phrase(c)
    if not found:
        return False
    said.unparted |= bool(said.moments) and said.moments[-1].year is None and c.tokens[start - 1].name not in SEPARATORS
    said.moments += found
    return True


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
    if not c.skip("in"):
        return False
    length = duration(c)
    if not length:
        return False
    if c.name() in ("after", "from", "on_event"):
        return _event(c, said)
    said.within = length
    return True


def event(c: Cursor, said: Said) -> bool:
    """«по мере …», «при необходимости», «не позднее чем за 2 недели до …», «после …»."""
    if c.attempt(duration_before):
        return _event(c, said)
    c.skip("in")
    if c.take("by") and c.take("measure", "occasion", "results", "end"):
        return _event(c, said)
    c.skip("day", "adjective", "seasonal")
    if c.take("on_event", "holidays", "period") or (c.take("after") and c.name()):
        return _event(c, said)
    to_something = until(c) in ("until", "toward", "by") and c.name() in ("begin", "end", "other")
    return to_something and c.name(1) in ("other", "", "holidays") and _event(c, said)


def _event(c: Cursor, said: Said) -> bool:
    """All the words up to the next comma belong to the event."""
    while c.name() not in STOPS:
        c.at += 1
    said.event = True
    return True


def weekday_remark(c: Cursor, said: Said) -> bool:
    """«5 мая, четверг» says nothing new; beside «еженедельно» it is the day."""
    c.skip("in")
    found = weekday_list(c)
    said.weekdays += found
    return bool(found)


RULES: tuple[Rule, ...] = (
    list_marker,
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
