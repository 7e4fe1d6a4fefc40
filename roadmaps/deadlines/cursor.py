"""A place in a row of tokens, and what every rule of the grammar does with it: look, take, step back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from roadmaps.deadlines.kinds import Calendar, Period
from roadmaps.deadlines.tokens import Token

T = TypeVar("T")

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""No roadmap is older or newer; days beyond are read as these."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a wording is read against."""

    period: Period
    approved: date | None
    calendar: Calendar

    @classmethod
    def of(cls, period: Period, approved: date | None, calendar: Calendar) -> Frame:
        """A frame of sensible years, the ends of the period in order, whatever was typed into it."""
        start, end = sorted(min(max(day, EARLIEST), LATEST) for day in (period.start, period.end))
        return cls(Period(start, end), approved and min(max(approved, EARLIEST), LATEST), calendar)

    @property
    def written_on(self) -> date:
        """The day from which «этого года» and «в течение месяца» count: the approval, if it falls in the period."""
        return self.approved if self.approved and self.approved in self.period else self.period.start


class Cursor:
    """A rule is a function of the cursor: it takes tokens and answers, or answers None."""

    def __init__(self, tokens: Sequence[Token], frame: Frame) -> None:
        self.tokens = tokens
        self.frame = frame
        self.at = 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.tokens)

    def name(self, ahead: int = 0) -> str:
        """The name of the next token (or of one further on), empty past the end."""
        at = self.at + ahead
        return self.tokens[at].name if 0 <= at < len(self.tokens) else ""

    def take(self, *names: str) -> Token | None:
        """The next token, if it has one of the names."""
        if self.at < len(self.tokens) and self.tokens[self.at].name in names:
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def skip(self, *names: str) -> bool:
        """Take all tokens with these names; was there any?"""
        start = self.at
        while self.at < len(self.tokens) and self.tokens[self.at].name in names:
            self.at += 1
        return self.at > start

    def take_all(self, *names: str) -> bool:
        """Take exactly this row of names, or nothing."""
        if all(self.name(ahead) == name for ahead, name in enumerate(names)):
            self.at += len(names)
            return True
        return False

    def attempt(self, rule: Callable[[Cursor], T | None]) -> T | None:
        """What the rule answers; the cursor stays where it was if it answers nothing."""
        start = self.at
        answer = rule(self)
        if answer is None:
            self.at = start
        return answer

    def accepts(self, rule: Callable[..., bool], *more: object) -> bool:
        """Does the rule fit here? If not, the cursor stays where it was."""
        start = self.at
        fits = rule(self, *more)
        if not fits:
            self.at = start
        return fits

    def first_of(self, *rules: Callable[[Cursor], T | None]) -> T | None:
        """The answer of the first rule that has one."""
        for rule in rules:
            answer = self.attempt(rule)
            if answer is not None:
                return answer
        return None
