"""What the looks of a roadmap are built of: pure rules with the day passed in."""

from datetime import date

import pytest

from roadmaps.looks import calendar, matrix, parties, timeline
from roadmaps.looks.rows import Item, Mark, Party, Plan, Wish
from schools.working_days import is_working_day

TODAY = date(2026, 11, 21)
LATE = Mark(date(2026, 10, 31), pk=1, school_id=3, school="СОШ № 3")
DONE = Mark(date(2026, 10, 31), pk=2, done_on=date(2026, 10, 20), school_id=12, school="СОШ № 12")
SOON = Mark(date(2026, 12, 5), pk=3, school_id=3, school="СОШ № 3")
LATER = Mark(date(2027, 5, 31), pk=4, school_id=3, school="СОШ № 3")
GONE = Mark(date(2026, 9, 30), pk=5, cancelled_on=date(2026, 9, 1), school_id=3, school="СОШ № 3")
OF_THE_TOWN = Mark(date(2026, 12, 31), pk=6)


def plan_of(*marks, is_settled=True, **facts):
    item = Item(1, "1.", "Семинар", marks=tuple(sorted(marks, key=lambda mark: mark.due_on)), **facts)
    return Plan(date(2026, 8, 1), date(2027, 8, 31), TODAY, is_settled, (item,))


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        (Wish(), [1, 2, 3, 4, 5, 6]),
        (Wish(school_id=12), [2]),
        (Wish(state="overdue"), [1]),
        (Wish(state="open"), [1, 3, 4, 6]),
        (Wish(state="done"), [2]),
        (Wish(state="cancelled"), [5]),
        (Wish(since=date(2026, 12, 5), until=date(2026, 12, 31)), [3, 6]),
        (Wish(since=date(2026, 12, 6), until=date(2026, 12, 30)), []),
        (Wish(school_id=3, state="soon"), [3]),
    ],
)
def test_which_days_are_asked_for(wish, fits):
    marks = (LATE, DONE, SOON, LATER, GONE, OF_THE_TOWN)
    assert [mark.pk for mark in marks if wish.fits(mark, TODAY)] == fits


# --- the calendar ----------------------------------------------------------------------------------------------------


def sheet_of(plan, month):
    return calendar.build(plan, month, is_working=is_working_day)


def test_a_month_is_of_whole_weeks_from_monday_with_days_off():
    month = sheet_of(plan_of(SOON), date(2026, 11, 1))
    days = [day for week in month.weeks for day in week]
    assert all(week[0].on.weekday() == 0 and len(week) == 7 for week in month.weeks)
    assert [day.on.day for day in days if day.is_inside] == list(range(1, 31))
    assert [day.on.day for day in days if day.is_inside and day.is_off][:4] == [1, 4, 7, 8]  # the 4th is a holiday
    assert [day.on for day in days if day.is_today] == [TODAY]
    assert month.entries_count == 0
    assert month.nearest == date(2026, 12, 1)


def test_several_schools_of_a_day_are_one_entry_that_counts_them():
    month = sheet_of(plan_of(LATE, DONE, SOON), date(2026, 10, 1))
    (entry,) = [entry for week in month.weeks for day in week for entry in day.entries]
    assert (entry.tag, entry.words, entry.point) == ("late", "2 школы: выполнено 1, просрочено 1", None)


@pytest.mark.parametrize(
    ("mark", "tag", "words"),
    [
        (LATE, "late", "просрочено · СОШ № 3"),
        (DONE, "done", "выполнено · СОШ № 12"),
        (SOON, "soon", "скоро · СОШ № 3"),
        (LATER, "idle", "ещё не скоро · СОШ № 3"),
        (GONE, "idle", "отменено · СОШ № 3"),
        (OF_THE_TOWN, "idle", "ещё не скоро"),
    ],
)
def test_one_point_of_a_day_says_its_state_and_school(mark, tag, words):
    month = sheet_of(plan_of(mark), mark.due_on.replace(day=1))
    (entry,) = [entry for week in month.weeks for day in week for entry in day.entries]
    assert (entry.tag, entry.words, entry.point) == (tag, words, mark.pk)


def test_a_draft_says_that_a_day_is_only_planned():
    month = sheet_of(plan_of(Mark(date(2026, 10, 31)), is_settled=False), date(2026, 10, 1))
    (entry,) = [entry for week in month.weeks for day in week for entry in day.entries]
    assert (entry.tag, entry.words) == ("idle", "по плану")


@pytest.mark.parametrize(
    ("today", "opens"),
    [
        (date(2026, 7, 31), (2026, 8)),
        (TODAY, (2026, 11)),
        (date(2027, 8, 31), (2027, 8)),
        (date(2028, 1, 1), (2027, 8)),
    ],
)
def test_the_calendar_opens_at_today_inside_the_period(today, opens):
    month = calendar.opens_at(Plan(date(2026, 8, 1), date(2027, 8, 31), today, True))
    assert (month.year, month.month, month.day) == (*opens, 1)


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [
        (date(2026, 12, 1), date(2026, 11, 1), date(2027, 1, 1)),
        (date(2026, 1, 1), date(2025, 12, 1), date(2026, 2, 1)),
        (date(2000, 1, 1), None, date(2000, 2, 1)),
        (date(2099, 12, 1), date(2099, 11, 1), None),
    ],
)
def test_neighbouring_months(month, before, after):
    sheet = sheet_of(plan_of(), month)
    assert (sheet.before, sheet.after) == (before, after)


# --- the timeline ----------------------------------------------------------------------------------------------------


def test_the_scale_is_of_whole_months_and_holds_every_due_day():
    drawn = timeline.build(plan_of(Mark(date(2027, 10, 5), pk=1)))
    assert [(head.title, head.year) for head in drawn.months][:6] == [
        ("авг", "2026"), ("сен", ""), ("окт", ""), ("ноя", ""), ("дек", ""), ("янв", "2027"),
    ]  # fmt: skip
    assert len(drawn.months) == 15
    assert drawn.months[0].x == "0"


def test_a_lane_has_its_stretch_and_a_sign_for_each_day():
    plan = plan_of(LATE, DONE, SOON, start=date(2026, 8, 1), end=date(2026, 12, 5))
    (lane,) = timeline.build(plan).groups[0].lanes
    assert lane.bar.x == "0"
    assert lane.bar.width == f"{100 * 127 / 396:.2f}"
    assert [tick.tag for tick in lane.ticks] == ["late", "soon"]
    assert lane.days == "31.10.2026, 05.12.2026"
    assert lane.words == "выполнено 1 из 3, просрочено 1"


@pytest.mark.parametrize(("today", "is_drawn"), [(TODAY, True), (date(2027, 8, 31), True), (date(2027, 9, 1), False)])
def test_today_is_drawn_inside_the_scale_only(today, is_drawn):
    assert bool(timeline.build(Plan(date(2026, 8, 1), date(2027, 8, 31), today, True)).now) == is_drawn


def test_a_row_without_a_day_says_so():
    (lane,) = timeline.build(plan_of()).groups[0].lanes
    assert (lane.words, lane.ticks, lane.bar) == ("срок не назначен", (), None)


# --- parties and schools ---------------------------------------------------------------------------------------------


def test_each_party_has_its_rows_and_counts_and_nobodys_come_last():
    rest = Item(2, "2.", "Выезд")
    plan = Plan(date(2026, 8, 1), date(2027, 8, 31), TODAY, True, (*plan_of(LATE, DONE).items, rest))
    first, nobody = parties.build(plan, [Party("Ветрова А. И.", frozenset({1})), Party("Без дел", frozenset({9}))])
    assert (first.name, first.progress.done, first.progress.overdue) == ("Ветрова А. И.", 1, 1)
    assert first.duties[0].next_on == LATE.due_on
    assert nobody.is_nobody
    assert [duty.item.pk for duty in nobody.duties] == [2]


def test_schools_stand_as_one_counts_them_after_the_municipality():
    built = matrix.build(plan_of(DONE, LATE, OF_THE_TOWN))
    assert [column.title for column in built.columns] == ["Муниципалитет", "СОШ № 3", "СОШ № 12"]
    words = [(cell.tag, cell.word, cell.point) for cell in built.groups[0].rows[0].cells]
    assert words == [("idle", "позже", 6), ("late", "проср.", 1), ("done", "вып.", 2)]


@pytest.mark.parametrize(
    ("marks", "tag", "word"),
    [
        ((LATE, SOON), "late", "проср. 1"),
        ((SOON, LATER), "soon", "0 из 2"),
        ((GONE, LATER), "idle", "0 из 1"),
        ((GONE, GONE), "idle", "отм."),
    ],
)
def test_of_several_days_the_worst_comes_first(marks, tag, word):
    (cell,) = matrix.build(plan_of(*marks)).groups[0].rows[0].cells
    assert (cell.tag, cell.word, cell.point) == (tag, word, None)


def test_a_school_without_a_part_has_an_empty_cell():
    other = Item(2, "2.", "Выезд", marks=(DONE,))
    plan = Plan(date(2026, 8, 1), date(2027, 8, 31), TODAY, True, (*plan_of(LATE).items, other))
    assert [row.cells[1] is None for row in matrix.build(plan).groups[0].rows] == [True, False]


def test_two_sections_of_one_title_stay_two():
    items = tuple(Item(pk, f"{pk}.", "Семинар", section="Этап", section_id=pk // 2) for pk in (2, 3, 4))
    plan = Plan(date(2026, 8, 1), date(2027, 8, 31), TODAY, True, items)
    assert [len(group.lanes) for group in timeline.build(plan).groups] == [2, 1]
    assert [len(group.rows) for group in matrix.build(plan).groups] == [2, 1]
