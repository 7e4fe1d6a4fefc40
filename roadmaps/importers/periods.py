"""Dates and periods as headers of orders and plans write them."""

import calendar
import datetime as dt
import re

from roadmaps.importers.blocks import squash

Span = tuple[dt.date, dt.date]  # both ends inclusive

STEMS = (
    "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
MONTH = r"(?:январ|феврал|март|апрел|ма(?=[йяе])|июн|июл|август|сентябр|октябр|ноябр|декабр)[ьйяеа]?"
YEAR = r"(?:20\d\d)"
YEAR_WORD = r"(?:\s*(?:год(?:а|у|ы|ов|ах)?|г\s*\.?\s*г\s*\.?|г\s*\.?)(?!\w))"
DASH = r"\s*(?:[-–—/]|по|и)\s*"
DAY = rf"(\d{{1,2}})(?:\s+({MONTH})\s+|[.\s]+(\d{{1,2}})[.\s]+)({YEAR})"

FULL_DATE = re.compile(DAY, re.IGNORECASE)
DATES = re.compile(rf"{DAY}{YEAR_WORD}?{DASH}(?:по\s+)?{DAY}", re.IGNORECASE)
MONTHS = re.compile(rf"({MONTH})\s*({YEAR})?{YEAR_WORD}?{DASH}({MONTH})\s*({YEAR})", re.IGNORECASE)
SCHOOL_YEARS = re.compile(
    rf"({YEAR})\s*[-–—/]\s*({YEAR}|\d\d)\s*(?:уч\w*\.?|учебн\w+)\s*(?:г\w*\.?)?"
    rf"(?:{DASH}{YEAR}\s*[-–—/]\s*({YEAR})\s*уч)?",
    re.IGNORECASE,
)
YEARS = re.compile(rf"({YEAR}){YEAR_WORD}?{DASH}({YEAR}){YEAR_WORD}", re.IGNORECASE)
ONE_YEAR = re.compile(rf"(?:(?:\bна|\bв|\bза)\s+)?\b({YEAR}){YEAR_WORD}", re.IGNORECASE)
DATED_MONTH = re.compile(rf"({MONTH})\s*({YEAR})", re.IGNORECASE)
CALLED = re.compile(r"[\W_]*(?:(?:срок|период|этап)\w*)?(?:\s+реализации)?[\s:]*(?:на|в|за|с)?[\s:]*", re.IGNORECASE)


def month_number(word: str) -> int:
    word = word.casefold()
    return next(number for number in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 5) if word.startswith(STEMS[number - 1]))


def month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def made(day: str, word: str | None, month: str | None, year: str) -> dt.date | None:
    try:
        return dt.date(int(year), month_number(word) if word else int(month or 0), int(day))
    except ValueError:
        return None


def read_date(text: str) -> dt.date | None:
    """First full date: «25.09.2020», «"26" 09 2022 г.», «_10_»_04_2023», «9 марта 2022 года»."""
    found = FULL_DATE.search(squash(re.sub(r"[«»\"“”„_]", " ", text)))
    return made(*found.groups()) if found else None


def read_period(text: str) -> Span | None:
    """Period that a sentence names, both ends inclusive; years are calendar years unless said otherwise."""
    found = search_period(squash(text))
    return found[0] if found else None


def whole_period(text: str) -> Span | None:
    """The period when the text says nothing else: «2022 г. – 2025 г.г.»."""
    text = squash(text)
    found = search_period(text)
    if not found:
        return None
    rest = text[: found[1].start()] + text[found[1].end() :]
    return found[0] if CALLED.fullmatch(rest) else None


def search_period(text: str) -> tuple[Span, re.Match] | None:
    for pattern, make in KINDS:
        found = pattern.search(text)
        if found:
            span = make(*found.groups())
            return (span, found) if span and span[0] <= span[1] else None
    return None


def between_dates(*parts) -> Span | None:
    start, end = made(*parts[:4]), made(*parts[4:])
    return (start, end) if start and end else None


def between_months(first: str, first_year: str | None, last: str, last_year: str) -> Span:
    year = int(first_year or last_year)
    start = dt.date(year, month_number(first), 1)
    return start, month_end(int(last_year), month_number(last))


def school_years(first: str, last: str, farther: str | None) -> Span:
    """A school year lasts from 1 September to 31 August."""
    end = int(farther or (last if len(last) == 4 else first[:2] + last))
    return dt.date(int(first), 9, 1), dt.date(end, 8, 31)


def years(first: str, last: str = "") -> Span:
    return dt.date(int(first), 1, 1), dt.date(int(last or first), 12, 31)


def spoken_span(text: str) -> Span | None:
    """From the first to the last day that a deadline names with a year; None when it names none."""
    text = squash(re.sub(r"[«»\"]", " ", text))
    days = [day for match in FULL_DATE.finditer(text) if (day := made(*match.groups()))]
    months = [(month_number(word), int(year)) for word, year in DATED_MONTH.findall(text)]
    starts = [*days, *(dt.date(year, month, 1) for month, year in months)]
    ends = [*days, *(month_end(year, month) for month, year in months)]
    return (min(starts), max(ends)) if starts else None


# The narrower wording goes first: «с 01.09.2023 по 31.05.2024» holds two years as well.
KINDS = (
    (DATES, between_dates),
    (MONTHS, between_months),
    (SCHOOL_YEARS, school_years),
    (YEARS, years),
    (ONE_YEAR, years),
)
