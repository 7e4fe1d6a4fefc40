"""Rules for what is made of moments: «с … по …», «до …», «2, 9 и 16 октября», «I–II квартал»."""

from __future__ import annotations

from datetime import timedelta

from roadmaps.deadlines import moments
from roadmaps.deadlines.cursor import Cursor
from roadmaps.deadlines.kinds import Kind
from roadmaps.deadlines.moments import Moment
from roadmaps.deadlines.points import UNITS, dated, number, point, unit_moment, year

Numbers = list[tuple[int, int]]
"""Single numbers and ranges as they stand before a common month or unit: «2-4, 8» → (2, 4), (8, 8)."""

MOST_NUMBERS = 31
"""A month has no more days to list."""


def phrase(c: Cursor) -> list[Moment] | None:
    """The moments of one phrase."""
    c.skip("in")
    return c.first_of(lead_time, deadline, afterwards, stretch, enumeration, single)


def single(c: Cursor) -> list[Moment] | None:
    found = c.attempt(point)
    return [found] if found else None


def until(c: Cursor) -> str:
    """The preposition of a last day, empty if there is none: «до», «к», «по», «не позднее» («later»)."""
    c.skip("date_word", "in")
    later = c.take_all("not", "later") or c.take_all("later")
    if later and not c.take_all("comma", "than"):
        c.take("than")
    if found := c.take("until", "toward", "by"):
        return found.name
    return "later" if later else ""


def deadline(c: Cursor) -> list[Moment] | None:
    """«до июня», «к 1 сентября», «в срок до конца мая», «не позднее 25 декабря», «по итогам года»."""
    preposition = until(c)
    if preposition == "by" and c.take("results", "end"):
        return c.first_of(enumeration, single)
    if preposition in ("until", "toward") and (side := c.take("begin", "middle")):
        whole = c.attempt(point)
        reach = moments.before if side.name == "begin" else moments.until_middle
        return [reach(whole)] if whole else None
    if not preposition or not (found := c.attempt(point)):
        return None
    counts = preposition in ("later", "by") or found.kind is Kind.RANGE
    return [moments.until_end(found) if counts else moments.before(found)]


def lead_time(c: Cursor) -> list[Moment] | None:
    """«за 2 недели до 1 сентября»: that many days before."""
    length = duration_before(c)
    to_its_end = c.take("end")
    found = c.attempt(point) if length else None
    if not found or not length:
        return None
    return [moments.ahead_of(moments.until_end(found) if to_its_end else found, length)]


def duration_before(c: Cursor) -> timedelta | None:
    """«не позднее чем за 10 дней до (начала)»."""
    later = until(c) == "later"
    if not c.take("ahead") and not later:
        return None
    length = duration(c)
    if not length or not c.take("until"):
        return None
    c.take("begin")
    return length


def duration(c: Cursor) -> timedelta | None:
    """«10 рабочих дней» (two weeks), «двух недель», «месяца»; a month is thirty days here."""
    count = c.take("num", "number", "plural")
    adjective = c.take("adjective")
    unit = c.take("day", "week", "month_word")
    if not unit or (unit.name == "day" and not count):
        return None
    days = {"day": 1, "week": 7, "month_word": 30}[unit.name] * (count.value if count else 1)
    working = adjective is not None and adjective.value == 1
    return timedelta(days=-(-days * 7 // 5) if working else days)


def afterwards(c: Cursor) -> list[Moment] | None:
    """«после 1 сентября», «после окончания учебного года»: from the next day on; «не ранее 1 сентября»."""
    if c.take_all("not", "earlier"):
        c.take("than")
        found = c.attempt(point)
        return [moments.since(found)] if found else None
    if not c.take("after"):
        return None
    c.take("end")
    found = c.attempt(point)
    return [moments.following(found)] if found else None


def stretch(c: Cursor) -> list[Moment] | None:
    """«с 5 августа по 1 сентября», «сентябрь – май 2023», «с 1 сентября»."""
    opened = c.take("from")
    c.skip("in")
    first = c.attempt(point)
    if not first:
        return None
    start = c.at
    if connector := c.take("dash", "by", "until"):
        c.take("from")
        counts = connector.name != "until" or c.name() == "end"
        last = c.attempt(point)
        if last and (opened or last.is_year == first.is_year):
            return [moments.stretch(first, last, last_counts=counts or last.kind is Kind.DATE)]
        c.at = start
    return [moments.since(first)] if opened else None


def numbers(c: Cursor) -> Numbers | None:
    """«2, 9 и 16», «с 05 по 11», «I–II»: more than one number before what they count."""
    found: Numbers = []
    c.take("from")
    while len(found) < MOST_NUMBERS and (which := number(c)):
        last: int | None = which
        if c.take("dash", "by", "until"):
            last = number(c)
        if not last or last < which:
            return None
        found.append((which, last))
        if not c.skip("comma", "and"):
            break
    return found if len(found) > 1 or (found and found[0][0] != found[0][1]) else None


def enumeration(c: Cursor) -> list[Moment] | None:
    """Several numbers with a common month or unit: «4 и 5 июля», «01-05.03.2022», «1, 3 четверть»."""
    return c.first_of(days_of_month, days_of_date, numbered_units)


def days_of_month(c: Cursor) -> list[Moment] | None:
    found = numbers(c)
    c.take("count_word")
    named = c.take("month")
    return _days(found, named.value, c.attempt(year)) if found and named else None


def days_of_date(c: Cursor) -> list[Moment] | None:
    """Here the last number is the day of a whole date: «01-05.03.2022», «2, 9 и 16.10»."""
    start = c.at
    c.take("from")
    while c.at - start < 2 * MOST_NUMBERS and c.take("num") and c.skip("dash", "comma", "and", "by", "until"):
        pass
    last = c.take("date")
    if not last or c.tokens[c.at - 2].name not in ("dash", "comma", "and", "by", "until"):
        return None
    joined_by = c.tokens[c.at - 2].name
    day, month, written = last.parts
    before = [token.value for token in c.tokens[start : c.at - 1] if token.name == "num"]
    known = (written + 2000 if 0 < written < 100 else written) or c.attempt(year)
    c.skip("year")
    if not before or month not in range(1, 13):
        return None
    singles = [(number, number) for number in (before if joined_by in ("comma", "and") else before[:-1])]
    return _days([*singles, (day, day) if joined_by in ("comma", "and") else (before[-1], day)], month, known)


def _days(found: Numbers, month: int, known: int | None) -> list[Moment] | None:
    if any(not moments.day_in(known or 2024, month, day) for pair in found for day in pair):
        return None
    return [
        moments.day(first, month, known)
        if first == last
        else moments.stretch(moments.day(first, month, known), moments.day(last, month, known))
        for first, last in found
    ]


def numbered_units(c: Cursor) -> list[Moment] | None:
    """«I, III квартал 2022 г.», «1-2 четверть», «в конце I и III четверти»."""
    c.take("end")
    found = numbers(c)
    unit = c.take(*UNITS)
    if not found or not unit:
        return None
    start = c.at
    answer = []
    for first, last in found:
        ends = []
        for which in (first, last):
            c.at = start
            whole = unit_moment(c, unit.name, which)
            if not whole:
                return None
            ends.append(dated(c, whole))
        answer.append(ends[0] if first == last else moments.stretch(*ends))
    return answer
