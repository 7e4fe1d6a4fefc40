"""Moving a deadline by weeks or months: the wording is written anew where it is plain dates and nothing else."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from roadmaps.deadlines.deadline import Deadline
from roadmaps.deadlines.kinds import Kind, Period
from roadmaps.deadlines.reading import read_deadline
from roadmaps.deadlines.words import MONTHS

NOMINATIVE = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
PREPOSITIONAL = tuple(f"{name[:-1]}е" for name in MONTHS)
CASES = (MONTHS, NOMINATIVE, PREPOSITIONAL)
PLAIN = frozenset({Kind.DATE, Kind.MONTH, Kind.RANGE, Kind.SEVERAL})

_NAMES = "|".join(name for names in CASES for name in names)
_MOMENT = re.compile(
    rf"""(?i)(?<![\d.])(?:
        (?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>\d{{4}}|\d{{2}})(?![\d.]*\d)
      | (?:(?P<day>\d{{1,2}})\s+)?(?<![а-яё])(?P<name>{_NAMES})(?![а-яё])(?:(?P<gap>\s+)(?P<year>20\d\d))?
    )""",
    re.VERBOSE,
)
_BESIDE = re.compile(r"(?i)(?:до|с|по|к|в|и|не|позднее|срок|дата|г|гг|год|года|году)?")
_DAY = re.compile(r"\d{1,2}")
_CUT = re.compile(r"[\s.,;:–—-]+")


@dataclass(frozen=True)
class Moment:
    """A day or a month in a wording, and where it stands."""

    match: re.Match[str]
    year: int

    @property
    def month(self) -> int:
        written = self.match["m"]
        if written:
            return int(written)
        name = self.match["name"].lower()
        return next(names.index(name) for names in CASES if name in names) + 1

    @property
    def day(self) -> int | None:
        written = self.match["d"] or self.match["day"]
        return int(written) if written else None

    def written(self, moved: date) -> str:
        """The moved moment, written the way this one is."""
        if self.match["m"]:
            return f"{moved:%d.%m.%Y}" if len(self.match["y"]) == 4 else f"{moved:%d.%m.%y}"
        name = self.match["name"]
        case = next(names for names in CASES if name.lower() in names)
        new = case[moved.month - 1]
        new = new.upper() if name.isupper() else new.capitalize() if name[0].isupper() else new
        day = f"{moved.day} " if self.day else ""
        year = f"{self.match['gap']}{moved.year}" if self.match["year"] else ""
        return f"{day}{new}{year}"


def shifted(wording: str, *, period: Period, weeks: int = 0, months: int = 0) -> str | None:
    """The wording with each of its dates moved, or None when it is not plain dates or would not mean the moved ones.

    What was written is read before and after: the new wording is given only when its days are the moved days.
    """
    old = read_deadline(wording, period=period)
    moments = list(_moments(wording, old, period))
    if old.kind not in PLAIN or old.doubts or old.recurrence != "none" or not moments:
        return None
    if not _is_plain(wording, moments, days_stay=not weeks):
        return None
    by_month = any(moment.day is None for moment in moments)
    if by_month and weeks:
        return None
    try:
        new = _rewritten(wording, moments, weeks, months)
        same = _means(read_deadline(new, period=period), old, by_month=by_month, weeks=weeks, months=months)
    except (ValueError, OverflowError):  # no such day, or beyond the calendar
        return None
    return new if same else None


def move(day: date, *, weeks: int = 0, months: int = 0) -> date:
    """The day moved; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(weeks=weeks)


def _moments(wording: str, old: Deadline, period: Period) -> Iterator[Moment]:
    """Days and months with their years: written, that of a later one, or the one that the reading has found."""
    found = list(_MOMENT.finditer(wording))
    known = {(day.month, day.year) for day in (*old.due, old.start, old.end) if day}
    later: int | None = None
    moments = []
    for match in reversed(found):
        month = Moment(match, 1).month
        written = match["y"] or match["year"]
        read = [year for of, year in sorted(known) if of == month]
        year = int(written) + (2000 if len(written) == 2 else 0) if written else read[0] if read else later
        if year is None:
            return
        later = year
        moments.append(Moment(match, year))
    yield from reversed(moments)


def _is_plain(wording: str, moments: list[Moment], *, days_stay: bool) -> bool:
    """Whether beside the dates there are only words such as «до», «по», «года»; «1–15 октября» where days stay."""
    rest = wording
    for moment in reversed(moments):
        rest = f"{rest[: moment.match.start()]} {rest[moment.match.end() :]}"
    return all(_BESIDE.fullmatch(word) or (days_stay and _DAY.fullmatch(word)) for word in _CUT.split(rest))


def _rewritten(wording: str, moments: list[Moment], weeks: int, months: int) -> str:
    for moment in reversed(moments):
        moved = move(date(moment.year, moment.month, moment.day or 1), weeks=weeks, months=months)
        wording = wording[: moment.match.start()] + moment.written(moved) + wording[moment.match.end() :]
    return wording


def _means(new: Deadline, old: Deadline, *, by_month: bool, weeks: int, months: int) -> bool:
    """Whether the new reading is the old one moved; where only a month is written, its days may differ."""
    if new.kind != old.kind or new.doubts or bool(new.start) != bool(old.start):
        return False
    before, after = [*old.due, *filter(None, [old.start])], [*new.due, *filter(None, [new.start])]
    moved = [move(day.replace(day=1) if by_month else day, weeks=weeks, months=months) for day in before]
    return moved == [day.replace(day=1) if by_month else day for day in after]
