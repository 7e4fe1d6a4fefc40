from datetime import date
from types import SimpleNamespace

from roadmaps.summary import summarise

TODAY = date(2026, 11, 21)
LATE, AHEAD = date(2026, 10, 31), date(2027, 5, 31)


def point(due=LATE, school=None, done=None, cancelled=None):
    return SimpleNamespace(due_on=due, school=school, done_on=done, cancelled_on=cancelled)


def words(*points):
    summary = summarise(points, TODAY)
    return summary.tag, summary.text, summary.schools


def test_one_point():
    assert words(point()) == ("late", "просрочено на 21 день", "")
    assert words(point(done=date(2026, 10, 20))) == ("done", "выполнено 20.10.2026", "")
    assert words(point(AHEAD)) == ("idle", "до 31.05.2027", "")
    assert words(point(date(2026, 11, 30))) == ("soon", "до 30.11.2026", "")
    assert words(point(cancelled=TODAY)) == ("idle", "отменено", "")


def test_schools_that_have_not_answered_are_named():
    done = [point(school=f"СОШ № {n}", done=LATE) for n in range(1, 5)]
    assert words(*done, point(school="СОШ № 5"))[1:] == (
        "выполнено 4 из 5, просрочено 1",
        "5 школ, сдали 4; не сдала: СОШ № 5",
    )


def test_many_late_schools_are_cut_short():
    late = [point(school=f"СОШ № {n}") for n in range(1, 8)]
    assert words(*late)[2] == "7 школ, сдали 0; не сдали: СОШ № 1, СОШ № 2, СОШ № 3, СОШ № 4, СОШ № 5 и ещё 2"


def test_schools_of_a_day_to_come():
    assert words(point(AHEAD, "СОШ № 1"), point(AHEAD, "СОШ № 2")) == (
        "idle", "выполнено 0 из 2, ближайший срок 31.05.2027", "2 школы, сдали 0",
    )  # fmt: skip


def test_several_days():
    assert words(point(LATE, done=LATE), point(AHEAD)) == ("idle", "выполнено 1 из 2, ближайший срок 31.05.2027", "")
    assert words(point(LATE, done=LATE), point(AHEAD, done=TODAY)) == ("done", "выполнено", "")


def test_cancelled_points_are_left_out():
    assert words(point(LATE, cancelled=TODAY), point(AHEAD)) == ("idle", "до 31.05.2027", "")
