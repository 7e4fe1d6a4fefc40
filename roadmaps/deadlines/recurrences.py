"""Rules for what comes back: «ежемесячно», «2 раза в год», «каждый понедельник», «до 25 числа»."""

from __future__ import annotations

from dataclasses import replace

from roadmaps.deadlines import moments
from roadmaps.deadlines.cursor import Cursor
from roadmaps.deadlines.moments import MonthPart
from roadmaps.deadlines.occurrences import Every
from roadmaps.deadlines.points import month_parts, number
from roadmaps.deadlines.stretches import numbers, until

UNITS = ("day", "week", "month_word", "quarter", "term", "half", "year")
ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month_word", "quarterly": "quarter", "yearly": "year"}


def frequency(c: Cursor) -> Every | None:
    """Any way of saying how often."""
    c.skip("in")
    return c.first_of(adverb, month_day, every_unit, by_units, several_times, at_the_end_of_each)


def adverb(c: Cursor) -> Every | None:
    """«еженедельно», «ежеквартально»."""
    found = c.take(*ADVERBS)
    return found and Every(ADVERBS[found.name])


def every_unit(c: Cursor) -> Every | None:
    """«каждый месяц», «каждые две недели», «каждый понедельник и среду», «каждого учебного года»."""
    if not c.take("every"):
        return None
    if c.name() == "month" or (c.name(), c.name(1)) == ("num", "month"):
        return Every("year")
    step = c.take("num", "number")
    if weekdays := weekday_list(c):
        c.take("month_word")
        if step:
            return Every("month_word", parts=(moments.nth_weekday(step.value, weekdays[0]),))
        return Every("week", weekdays=weekdays)
    c.skip("adjective")
    school = c.skip("school")
    unit = c.take(*UNITS)
    if not unit or (step and not 0 < step.value <= 366):
        return None
    return Every(unit.name, step=step.value if step else 1, school=school)


def by_units(c: Cursor) -> Every | None:
    """«по четвертям», «по понедельникам», «по итогам полугодия»."""
    if not c.take("by"):
        return None
    if c.take("results", "end"):
        c.take("every")
    elif weekdays := weekday_list(c):
        return Every("week", weekdays=weekdays)
    unit = c.take(*UNITS[1:-1])
    return unit and Every(unit.name)


def at_the_end_of_each(c: Cursor) -> Every | None:
    """«в конце каждой четверти», «в конце месяца», «в течение четверти»."""
    ends = c.take("end") or c.take("every")
    c.take("every")
    if not ends and c.name(-1) != "in":
        return None
    unit = c.take("term", "quarter", "half") or (c.take("month_word") if ends else None)
    return unit and Every(unit.name)


def several_times(c: Cursor) -> Every | None:
    """«2 раза в год», «не реже 1 раза в квартал», «раз в две недели», «дважды в месяц»."""
    c.take_all("not", "rarer")
    if twice := c.take("adverb_times"):
        times = twice.value
    else:
        count = c.take("num", "number", "plural")
        if count and c.take("dash", "and"):
            c.take("num", "number", "plural")  # «1-2 раза»: the fewer is what is promised
        times = count.value if count else 1
        if not c.take("times"):
            return None
    c.skip("in", "ahead", "by", "every", "comma")
    found = c.take("num", "number")
    step = found.value if found else 1
    c.skip("adjective")
    school = c.skip("school")
    unit = c.take(*UNITS)
    if not unit or not 0 < times <= 366 or not 0 < step <= 366:
        return None
    return replace(plainest(unit.name, times, step), school=school)


def plainest(unit: str, times: int, step: int) -> Every:
    """«2 раза в год» is each half, «раз в 3 месяца» is each quarter."""
    same = {
        ("year", 2, 1): "half",
        ("year", 4, 1): "term",
        ("half", 2, 1): "term",
        ("year", 12, 1): "month_word",
        ("quarter", 3, 1): "month_word",
        ("month_word", 1, 3): "quarter",
        ("month_word", 1, 6): "half",
        ("month_word", 1, 12): "year",
    }
    plain = same.get((unit, times, step))
    return Every(plain) if plain else Every(unit, times, step)


def month_day(c: Cursor) -> Every | None:
    """«до 25 числа каждого месяца», «вторая среда месяца», «с 1 по 10 число», «до 25» beside «ежемесячно»."""
    found = c.first_of(named_parts, third_of_month, numbered_days)
    if not found:
        return None
    c.take("every")
    c.take("month_word")
    what_it_reports_on(c)
    return Every("month_word", parts=found)


def what_it_reports_on(c: Cursor) -> None:
    """«… месяца, следующего за отчётным (кварталом)» says nothing new: the day follows what it reports on."""
    start = c.at
    c.take("comma")
    if c.take("next") and c.take("ahead"):
        c.skip("adjective", "month_word", "quarter")
    else:
        c.at = start


def named_parts(c: Cursor) -> tuple[MonthPart, ...] | None:
    """«вторая и четвёртая среда каждого месяца»; «последняя пятница» beside «ежемесячно»."""
    c.take("every")
    found = month_parts(c)
    of_each_month = "month_word" in (c.name(), c.name(1))
    if not found or not (of_each_month or (beside_monthly(c) and c.name() != "month")):
        return None
    return found[0]


def third_of_month(c: Cursor) -> tuple[MonthPart, ...] | None:
    """«в начале каждого месяца»."""
    side = c.take("begin", "middle", "end")
    c.take("every")
    return (moments.third(side.name),) if side and c.name() == "month_word" else None


def numbered_days(c: Cursor) -> tuple[MonthPart, ...] | None:
    """«с 1 по 10 число», «до 15 и 30 числа», «25-го числа», «до 25» beside «ежемесячно»."""
    last_day = until(c)
    several = c.attempt(numbers)
    which = None if several else number(c)
    days = several or ([(which, which)] if which else [])
    if not days or any(not 0 < day <= 31 for pair in days for day in pair):
        return None
    said = c.take("count_word") or "month_word" in (c.name(), c.name(1) if c.name() == "every" else "")
    if c.name() == "month" or not (said or (last_day and beside_monthly(c) and c.name() not in UNITS)):
        return None
    return tuple(
        moments.day_of_each_month(first, until=bool(last_day)) if first == last else moments.days_of_month(first, last)
        for first, last in days
    )


def beside_monthly(c: Cursor) -> bool:
    return any(token.name == "monthly" for token in c.tokens)


def weekday_list(c: Cursor) -> tuple[int, ...]:
    """«понедельникам и средам»."""
    found = []
    while weekday := c.take("weekday"):
        found.append(weekday.value)
        start = c.at
        if c.skip("comma", "and", "by", "every") and c.name() != "weekday":
            c.at = start
            break
    return tuple(found)
