from datetime import date

import pytest

from roadmaps.deadlines import Deadline, Kind, Period, read_deadline
from roadmaps.expansion import Schools, Wanted, due_days, wanted

PERIOD = Period(date(2020, 8, 1), date(2021, 8, 31))
APPROVED = date(2020, 9, 25)
SCHOOLS = Schools(supported=(3, 5), open=(1, 3, 5))


def expand(wording, groups=(), schools=SCHOOLS, period=PERIOD, approved=APPROVED):
    deadline = read_deadline(wording, period=period, approved=approved)
    return wanted(deadline, groups, schools, period=period, approved=approved)


def test_one_point_per_due_date():
    days = [point.due_on for point in expand("Сентябрь 2020 май 2021")]
    assert days == [date(2020, 9, 30), date(2021, 5, 31)]


def test_a_group_of_schools_gives_one_per_school_and_date():
    assert expand("октябрь 2020 года", ["supported_schools"]) == [
        Wanted(date(2020, 10, 31), 3),
        Wanted(date(2020, 10, 31), 5),
    ]
    assert [point.school_id for point in expand("октябрь 2020 года", ["all_schools"])] == [1, 3, 5]


def test_the_wider_group_holds_the_narrower():
    assert len(expand("октябрь 2020 года", ["supported_schools", "all_schools"])) == 3


def test_other_groups_are_the_municipality():
    assert expand("октябрь 2020 года", ["curators", ""]) == [Wanted(date(2020, 10, 31))]


def test_a_group_without_schools_does_not_lose_the_work():
    assert expand("октябрь 2020 года", ["supported_schools"], Schools()) == [Wanted(date(2020, 10, 31))]


def test_a_school_answers_for_its_own_roadmap():
    assert expand("октябрь 2020 года", ["supported_schools"], Schools(own=9)) == [Wanted(date(2020, 10, 31), 9)]


def test_continuous_work_answers_at_each_half_year_end():
    assert [point.due_on for point in expand("постоянно")] == [date(2020, 12, 31), date(2021, 5, 31), date(2021, 8, 31)]


def test_half_years_before_the_approval_are_not_asked_for():
    period = Period(date(2022, 1, 1), date(2023, 12, 31))
    deadline = Deadline("постоянно", Kind.CONTINUOUS, period.start, period.end, due=(period.end,))
    days = due_days(deadline, period=period, approved=date(2022, 9, 26))
    assert days == [date(2022, 12, 31), date(2023, 5, 31), date(2023, 12, 31)]


@pytest.mark.parametrize("wording", ["по отдельному графику", "по мере выполнения пунктов", ""])
def test_what_has_no_day_has_no_checkpoint(wording):
    assert expand(wording, ["supported_schools"]) == []
