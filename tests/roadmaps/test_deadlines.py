"""Deadlines: the boundary table beside this file is the specification, the properties hold for any text."""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.deadlines import Calendar, Deadline, Kind, Period, read_deadline
from roadmaps.deadlines.lexicon import MONTHS, WORDS

PLANS = {
    "year": (Period(date(2022, 1, 1), date(2022, 12, 31)), date(2021, 12, 20)),
    "school": (Period(date(2022, 9, 1), date(2023, 8, 31)), date(2022, 8, 25)),
    "four": (Period(date(2022, 1, 1), date(2025, 12, 31)), date(2022, 9, 26)),
}
NO_DUE_DATES = {Kind.BY_SCHEDULE, Kind.EVENT, Kind.UNSPECIFIED, Kind.NOT_UNDERSTOOD}


def _table() -> list[dict[str, str]]:
    with Path(__file__).with_name("deadlines.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


TABLE = _table()


def read(wording: str, plan: str = "year", **more) -> Deadline:
    period, approved = PLANS[plan]
    return read_deadline(wording, **{"period": period, "approved": approved} | more)


def written(cell: str) -> str:
    return cell.replace("\\n", "\n").replace("\\t", "\t")


def shown(deadline: Deadline) -> dict[str, str]:
    """The reading as a row of the table; of many due dates the number, the first two and the last."""
    due = [day.isoformat() for day in deadline.due]
    place = [f"место: {deadline.place}"] if deadline.place else []
    return {
        "kind": deadline.kind,
        "start": deadline.start.isoformat() if deadline.start else "",
        "end": deadline.end.isoformat() if deadline.end else "",
        "recurrence": deadline.recurrence,
        "due": ";".join(due) if len(due) <= 6 else f"{len(due)}: {due[0]};{due[1]}..{due[-1]}",
        "beside": " | ".join([*place, *filter(None, [deadline.note])]),
        "doubts": " | ".join(deadline.doubts),
        "in words": deadline.in_words,
    }


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['period']}: {row['wording']}")
def test_the_boundary_table(row):
    expected = {name: written(cell) for name, cell in row.items() if name not in ("period", "wording")}
    assert shown(read(written(row["wording"]), row["period"])) == expected


def days_of(deadline: Deadline) -> tuple:
    return deadline.kind, deadline.start, deadline.end, deadline.recurrence, deadline.due


# What must not matter.

LOOKALIKES = str.maketrans("сеорахукСЕОРАХУКМТНВ", "ceopaxykCEOPAXYKMTHB")
OTHER_WAYS = {
    "capital letters": str.upper,
    "blanks around": lambda wording: f"  \u00a0{wording}\n\t",
    "no-break blanks": lambda wording: wording.replace(" ", "\u00a0"),
    "double blanks": lambda wording: wording.replace(" ", "  "),
    "a long dash": lambda wording: re.sub(r"[-–—]", "—", wording),
    "a figure dash": lambda wording: re.sub(r"[-–—]", "‒", wording),
    "a minus": lambda wording: re.sub(r"[-–—]", "−", wording),
    "a full stop": lambda wording: wording + ".",
    "zero-width blanks": lambda wording: wording.replace("а", "а\u200b"),
    "a soft hyphen": lambda wording: wording.replace("тя", "т\u00adя"),
    "letters taken apart": lambda wording: wording.replace("й", "и\u0306").replace("ё", "е\u0308"),
    "Latin look-alikes": lambda wording: wording.translate(LOOKALIKES),
}
PLAIN = [row for row in TABLE if not row["beside"] and "Прочитано" not in row["doubts"] and "«" not in row["doubts"]]


@pytest.mark.parametrize("way", OTHER_WAYS.values(), ids=OTHER_WAYS)
def test_the_way_it_is_typed_does_not_matter(way):
    for row in PLAIN:
        wording = written(row["wording"])
        expected, got = read(wording, row["period"]), read(way(wording), row["period"])
        assert days_of(got) == days_of(expected), wording


def test_yo_and_ye_are_one_letter():
    assert read("в четвёртом квартале").due == read("в четвертом квартале").due == (date(2022, 12, 31),)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_torn_anywhere_is_still_read(month):
    name = MONTHS[month - 1].split()[0]
    for at in range(1, len(name)):
        for tear in ("\n", " ", "-\n"):
            assert read(f"{name[:at]}{tear}{name[at:]} 2022").start == date(2022, month, 1), (name[:at], tear)


# Periods, approval, parameters.


def test_a_written_date_outside_the_period_stays_and_is_marked():
    found = read("15 мая 2030 года")
    assert found.due == (date(2030, 5, 15),)
    assert found.doubts == ("Срок вне периода дорожной карты",)


def test_a_written_date_before_the_approval_stays_and_is_marked():
    found = read("15 мая 2022 года", approved=date(2022, 6, 1))
    assert found.due == (date(2022, 5, 15),)
    assert found.doubts == ("Срок раньше утверждения дорожной карты",)


def test_a_month_that_the_period_has_twice_is_asked_about():
    found = read("август", period=Period(date(2022, 8, 1), date(2023, 8, 31)), approved=date(2022, 8, 1))
    assert found.due == (date(2022, 8, 31),)
    assert found.doubts == ("В периоде таких сроков несколько, взят первый: уточните год",)


def test_a_month_that_the_period_lacks_is_the_next_one_and_marked():
    found = read("ноябрь", period=Period(date(2022, 1, 1), date(2022, 5, 31)))
    assert found.due == (date(2022, 11, 30),)
    assert found.doubts == ("Срок вне периода дорожной карты",)


def test_what_comes_back_begins_with_the_approval():
    assert read("ежемесячно", approved=date(2022, 10, 15)).due[0] == date(2022, 10, 31)


def test_without_an_approval_the_whole_period_counts():
    assert len(read("ежемесячно", approved=None).due) == 12


def test_a_reversed_period_is_read_in_order():
    assert read("май", period=Period(date(2022, 12, 31), date(2022, 1, 1))).due == (date(2022, 5, 31),)


def test_never_more_than_sixty_due_dates_without_asking():
    found = read("ежедневно", "four")
    assert len(found.due) == 60
    assert found.doubts == ("Сроков больше 60: поставлены первые 60, подтвердите остальные",)


def test_the_school_year_is_a_parameter():
    calendar = Calendar(
        year_starts=(9, 2),
        teaching_ends=(5, 25),
        first_half_ends=(12, 28),
        terms_end=((10, 27), (12, 28), (3, 23), (5, 25)),
        week_ends=5,
    )
    assert read("в течение учебного года", "school", calendar=calendar).start == date(2022, 9, 2)
    assert read("по полугодиям", "school", calendar=calendar).due == (date(2022, 12, 28), date(2023, 5, 25))
    assert read("III четверть", "school", calendar=calendar).start == date(2022, 12, 29)
    assert read("еженедельно", "school", calendar=calendar).due[0].weekday() == 5


def test_trimesters_are_terms_too():
    found = read("по четвертям", "school", calendar=Calendar(terms_end=((11, 30), (2, 28), (5, 31))))
    assert found.due == (date(2022, 11, 30), date(2023, 2, 28), date(2023, 5, 31))


def test_the_wording_is_kept_as_written():
    assert read("  Cентябрь\n2022 ").wording == "  Cентябрь\n2022 "


def test_a_text_that_slipped_into_the_column_is_no_deadline():
    found = read("октябрь " * 10_000)
    assert (found.kind, found.doubts) == (Kind.NOT_UNDERSTOOD, ("Слишком длинный текст для срока",))


@pytest.mark.parametrize("piece", ["(", "«", "()", "с ", "до ", "1-", "1,", "и ", "каждый ", "май ", "ь", "2022-"])
def test_a_long_run_of_anything_has_an_answer(piece):
    wording = (piece * 1000)[:1000]
    assert read(wording).kind in Kind


# Properties.

DAYS = st.dates(date(1995, 1, 1), date(2095, 12, 31))
PERIODS = st.builds(Period, st.dates(), st.dates())
APPROVALS = st.none() | st.dates()
MORE_PIECES = """1 2 25 31 99 2022 2022-2023 15.10.2022 31.02.2022 05.2022 2022-09-01 14:00 I IV 20-х
квартал полугодие четвертям декада недели месяца года г. уч. числа конец середина среда
ежемесячно каждый раз постоянно график каникулы весной последняя первый , ; - / ( ) « » №"""
PIECES = st.sampled_from(
    [form for forms in WORDS.values() for form in forms]
    + [form for forms in MONTHS for form in forms.split()]
    + MORE_PIECES.split()
)
WORDINGS = st.text() | st.text(alphabet="ивпоскдомйяь0123456789 .,-\n«()") | st.lists(PIECES, max_size=9).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(wording=WORDINGS, period=PERIODS, approved=APPROVALS)
def test_any_text_has_an_answer(wording, period, approved):
    found = read_deadline(wording, period=period, approved=approved)
    assert found == read_deadline(wording, period=period, approved=approved)
    assert found.wording == wording
    assert Deadline.from_dict(found.as_dict()) == found
    assert found.in_words
    assert list(found.due) == sorted(set(found.due))
    assert len(found.due) <= 60
    assert found.due or found.doubts or found.kind in NO_DUE_DATES
    assert not found.due or found.end == found.due[-1]


def _in_genitive(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1].split()[1]} {day.year}"


@settings(deadline=None)
@given(first=DAYS, days=st.integers(1, 800))
def test_a_written_out_range_is_read_back(first, days):
    last = first + timedelta(days=days)
    for wording in (
        f"с {_in_genitive(first)} г. по {_in_genitive(last)} г.",
        f"{_in_genitive(first)} года – {_in_genitive(last)} года",
        f"{first:%d.%m.%Y}-{last:%d.%m.%Y}",
        f"с {first:%d.%m.%Y} г. по {last:%d.%m.%Y} г.",
        f"{first.isoformat()} — {last.isoformat()}",
    ):
        found = read(wording)
        assert (found.kind, found.start, found.end, found.due) == (Kind.RANGE, first, last, (last,)), wording


@settings(deadline=None)
@given(day=DAYS)
def test_a_written_out_day_is_read_back(day):
    framed = _in_genitive(day).replace(f"{day.day} ", f"«{day.day:02}» ", 1)
    for wording in (_in_genitive(day), framed, f"{day:%d.%m.%Y}", f"{day:%d.%m.%Y} года"):
        assert read(wording).due == (day,), wording
    for wording in (f"до {_in_genitive(day)}", f"не позднее {day:%d.%m.%Y}", f"в срок до {day:%d.%m.%Y} г."):
        found = read(wording)
        assert (found.start, found.due) == (None, (day,)), wording


@settings(deadline=None)
@given(days=st.lists(DAYS, min_size=2, max_size=12, unique=True))
def test_a_list_of_days_is_read_back(days):
    assert read(", ".join(f"{day:%d.%m.%Y}" for day in days)).due == tuple(sorted(days))
    assert read("; ".join(f"до {_in_genitive(day)}" for day in days)).due == tuple(sorted(days))


@settings(deadline=None)
@given(first=DAYS, days=st.integers(0, 800))
def test_what_was_understood_can_be_read_again(first, days):
    found = read(f"{first:%d.%m.%Y}-{first + timedelta(days=days):%d.%m.%Y}")
    again = read(found.in_words)
    assert (again.start, again.end) == (found.start, found.end)
