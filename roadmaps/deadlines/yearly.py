"""A deadline moved by years: years and school years written in it go on, and it must mean the same then."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from roadmaps.deadlines.deadline import Deadline
from roadmaps.deadlines.kinds import Period
from roadmaps.deadlines.reading import read_deadline
from roadmaps.deadlines.shifting import move

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:(\s*[-–—/]\s*)(20\d\d|\d\d))?(?!\d)|(?<=\d\.\d\d\.)(\d\d)(?![.\d]*\d)")
A_YEAR = 12  # months


@dataclass(frozen=True)
class Moved:
    """The wording of a year later. `is_sure` is false where it would not mean the same: it stays as it was then."""

    wording: str
    is_sure: bool = True


def a_year_later(wording: str, *, period: Period, years: int = 1) -> Moved:
    """Move the years that lie in the period by one, or by `years`; a wording without such a year stays as it is."""
    new = move_years(wording, period, years)
    if new == wording:
        return Moved(wording)
    old, moved = read_deadline(wording, period=period), read_deadline(new, period=next_period(period, years))
    return Moved(new) if _is_same_later(old, moved, years) else Moved(wording, is_sure=False)


def next_period(period: Period, years: int = 1) -> Period:
    return Period(move(period.start, months=A_YEAR * years), move(period.end, months=A_YEAR * years))


def move_years(text: str, period: Period, years: int = 1) -> str:
    """«2026» → «2027», «2026-2027» → «2027-2028», «2026/27» → «2027/28», «31.12.26» → «31.12.27»; others stay."""
    known = range(period.start.year, period.end.year + 1)
    return _YEAR.sub(lambda found: _next(found, known, years), text)


def _next(found: re.Match[str], known: range, years: int) -> str:
    first, between, second, short = found.groups()
    if short:
        return f"{(int(short) + years) % 100:02d}" if 2000 + int(short) in known else found[0]
    if int(first) not in known:
        return found[0]
    if not second:
        return str(int(first) + years)
    if len(second) == 4:
        return f"{int(first) + years}{between}{int(second) + years}"
    follows = (int(first) + 1) % 100 == int(second)  # else a month or a day: «2026-05-31»
    last = f"{(int(second) + years) % 100:02d}" if follows else second
    return f"{int(first) + years}{between}{last}"


def _is_same_later(old: Deadline, new: Deadline, years: int) -> bool:
    if (new.kind, new.recurrence, len(new.doubts)) != (old.kind, old.recurrence, len(old.doubts)):
        return False
    due = (old.due, new.due) if old.recurrence == "none" else ((), ())
    before, after = (old.start, old.end, *due[0]), (new.start, new.end, *due[1])
    return len(before) == len(after) and all(
        _are_years_apart(one, other, years) for one, other in zip(before, after, strict=True)
    )


def _are_years_apart(before: date | None, after: date | None, years: int) -> bool:
    """The same day, or the last of the same month: February has its own number of days."""
    if before is None or after is None:
        return before is after
    if (after.year, after.month) != (before.year + years, before.month):
        return False
    return after.day == before.day or (_ends_month(before) and _ends_month(after))


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
