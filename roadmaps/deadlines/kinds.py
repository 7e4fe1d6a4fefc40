"""The words of the domain: sorts of deadlines, a roadmap's period, a municipality's school year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MonthDay = tuple[int, int]


class Kind(StrEnum):
    """What sort of deadline was understood; `not_understood` and `unspecified` are answers too."""

    DATE = "date"
    MONTH = "month"
    RANGE = "range"
    SEVERAL = "several"
    SCHOOL_YEAR = "school_year"
    CALENDAR_YEAR = "calendar_year"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    CONTINUOUS = "continuous"
    RECURRING = "recurring"
    BY_SCHEDULE = "by_schedule"
    EVENT = "event"
    UNSPECIFIED = "unspecified"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Period:
    """The time a roadmap covers, both ends inclusive."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def lasts_several_years(self) -> bool:
        """Longer than a year and a half: in such a plan a month without a year comes back each year."""
        return (self.end - self.start).days > 550


@dataclass(frozen=True, slots=True)
class Calendar:
    """A municipality's school year. Days are (month, day); every end is inclusive.

    `terms_end` are the ends of the school quarters («четверти») in the order of the school year;
    `week_ends` is the weekday on which a weekly duty is due, Monday being 0.
    """

    year_starts: MonthDay = (9, 1)
    teaching_ends: MonthDay = (5, 31)
    first_half_ends: MonthDay = (12, 31)
    terms_end: tuple[MonthDay, ...] = ((10, 31), (12, 31), (3, 31), (5, 31))
    week_ends: int = 4
