"""What was understood, said back in a few Russian words: «1–30 сентября 2026», «до 31 мая 2022»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from roadmaps.deadlines.kinds import Kind, Period

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

WITHOUT_DATES = {
    Kind.BY_SCHEDULE: "приложите график, чтобы появились сроки",
    Kind.EVENT: "назначьте дату, когда событие станет известно",
    Kind.UNSPECIFIED: "срок не указан",
    Kind.NOT_UNDERSTOOD: "срок не понят: укажите дату, месяц или период",
}
HOW_OFTEN = {
    "yearly": "ежегодно",
    "half_year": "каждое полугодие",
    "quarterly": "ежеквартально",
    "monthly": "ежемесячно",
    "weekly": "еженедельно",
    "daily": "ежедневно",
}
UNITS = {
    "year": ("год", "года", "лет"),
    "half": ("полугодие", "полугодия", "полугодий"),
    "quarter": ("квартал", "квартала", "кварталов"),
    "month": ("месяц", "месяца", "месяцев"),
    "week": ("неделю", "недели", "недель"),
    "day": ("день", "дня", "дней"),
}
PREPARATION, SUMMER_END = 7, 8  # months
_COUNTED = re.compile(r"(\d+)_per_([a-z]+)|every_(\d+)_([a-z]+?)s")
LISTED = 4
"""More due dates than this are counted, not listed."""


class Understood(Protocol):
    """The fields of a deadline that are said back."""

    @property
    def kind(self) -> Kind: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...
    @property
    def recurrence(self) -> str: ...
    @property
    def due(self) -> tuple[date, ...]: ...


def in_words(deadline: Understood) -> str:
    """The reading for the cell, without a capital letter and a full stop."""
    due = deadline.due
    if deadline.kind in WITHOUT_DATES:
        return WITHOUT_DATES[deadline.kind]
    if not due or not deadline.end:
        return how_often(deadline.recurrence) or "сроков нет"
    if deadline.kind is Kind.CONTINUOUS:
        return f"постоянно, {span(deadline.start, deadline.end)}"
    if deadline.recurrence == "yearly":
        return _yearly(deadline.start, due)
    if len(due) > LISTED:
        often = how_often(deadline.recurrence)
        count = counted(len(due), ("срок", "срока", "сроков"))
        return f"{often}{', ' if often else ''}{count}: {span(due[0], due[-1])}"
    if len(due) == 1:
        return span(deadline.start, due[0])
    return ("" if deadline.start else "до ") + days_in_words(due)


def how_often(recurrence: str) -> str:
    """«ежемесячно», «3 раза в год», «раз в 2 недели»; empty for what does not recur."""
    if found := _COUNTED.fullmatch(recurrence):
        times, unit, step, units = found.groups()
        if times:
            return f"{counted(int(times), ('раз', 'раза', 'раз'))} в {UNITS[unit][0]}"
        return f"раз в {counted(int(step), UNITS[units])}"
    return HOW_OFTEN.get(recurrence, "")


def _yearly(start: date | None, due: Sequence[date]) -> str:
    """Days without a year, then the years: «ежегодно, до 31 октября: 2022–2025»."""
    days = list(dict.fromkeys((day.month, day.day) for day in due))
    # 28 and 29 February are the same end of the month.
    days = [day for day in days if day != (2, 28) or (2, 29) not in days]
    if len(days) == 1:
        text = span(start, due[0], with_year=False)
    else:
        text = listed([f"{number} {MONTHS[month - 1]}" for month, number in days])
        text = text if start else f"до {text}"
    return f"ежегодно, {text}: {_years(due)}"


def _years(due: Sequence[date]) -> str:
    first, last = due[0].year, due[-1].year
    return str(first) if first == last else f"{first}–{last}"


def plan_years(period: Period, *, one: str = "год", school: str = "учебный год", several: str = "годы") -> str:
    """«2026 год», «2026/27 учебный год», «2026–2027 годы». A plan of a school year may begin with its preparation."""
    first, last = period.start.year, period.end.year
    if first == last:
        return f"{first} {one}"
    is_of_school = last == first + 1 and period.start.month >= PREPARATION and period.end.month <= SUMMER_END
    return f"{first}/{last % 100:02d} {school}".rstrip() if is_of_school else f"{first}–{last} {several}"


def span(start: date | None, end: date, *, with_year: bool = True) -> str:
    """«1–30 сентября 2026», «25 декабря 2022 – 10 января 2023», «до 31 мая 2022»."""
    closing = day_in_words(end, with_year=with_year)
    if not start:
        return f"до {closing}"
    if start == end:
        return closing
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{closing}"
    return f"{day_in_words(start, with_year=with_year and start.year != end.year)} – {closing}"


def day_in_words(day: date, *, with_year: bool = True) -> str:
    """«5 августа 2022»."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")


def days_in_words(days: Sequence[date]) -> str:
    """«4 и 5 июля 2022», «31 октября, 31 декабря 2022 и 31 марта 2023»: month and year once, at the last of them."""
    items = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        same_year = following is not None and following.year == day.year
        if following and same_year and following.month == day.month:
            items.append(str(day.day))
        else:
            items.append(day_in_words(day, with_year=not same_year))
    return listed(items)


def listed(items: Sequence[str]) -> str:
    """«а, б и в»; of a long list the first and the number of the rest."""
    if len(items) > LISTED:
        return f"{', '.join(items[: LISTED - 1])} и ещё {len(items) - LISTED + 1}"
    return " и ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def counted(count: int, forms: tuple[str, str, str]) -> str:
    """The number with its noun: 1 срок, 2 срока, 5 сроков."""
    if count % 10 == 1 and count % 100 != 11:
        return f"{count} {forms[0]}"
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return f"{count} {forms[1]}"
    return f"{count} {forms[2]}"
