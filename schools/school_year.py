"""The school year as the offices count it: 1 September to 31 August, teaching ends on 31 May."""

from dataclasses import dataclass
from datetime import date
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year, named by the calendar year in which it starts. Start and end are inclusive."""

    first: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The school year that holds the day."""
        return cls(day.year if day.month >= 9 else day.year - 1)

    @property
    def start(self) -> date:
        return date(self.first, 9, 1)

    @property
    def end(self) -> date:
        return date(self.first + 1, 8, 31)

    @property
    def teaching_end(self) -> date:
        return date(self.first + 1, 5, 31)

    @property
    def first_half_end(self) -> date:
        return date(self.first, 12, 31)

    def half_end(self, day: date) -> date:
        """The last day of the half in which a day of this school year lies; summer is a stretch of its own."""
        return next(end for end in (self.first_half_end, self.teaching_end, self.end) if day <= end)

    def __str__(self) -> str:
        return f"{self.first}/{(self.first + 1) % 100:02d}"
