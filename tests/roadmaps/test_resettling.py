"""What becomes of checkpoints when an order changes a row's deadline or parties: the boundaries, day by day."""

from datetime import date

import pytest

from roadmaps.expansion import Wanted
from roadmaps.resettling import Standing, resettle

OCT, NOV, DEC, MAY = date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31), date(2027, 5, 31)


def done(pk, day, school=None):
    return Standing(pk, day, school, is_done=True)


def cancelled(pk, day, *, by_order):
    return Standing(pk, day, is_cancelled=True, by_order=by_order)


@pytest.mark.parametrize(
    ("standing", "wanted", "move", "cancel", "revive", "make"),
    [
        # nothing new
        ([Standing(1, OCT)], [OCT], {}, (), (), []),
        ([], [], {}, (), (), []),
        # another day: an open point goes over, a done one counts
        ([Standing(1, OCT)], [NOV], {1: NOV}, (), (), []),
        ([done(1, OCT)], [NOV], {}, (), (), []),
        # fewer days: the latest work goes on
        ([Standing(1, OCT), Standing(2, DEC)], [NOV], {2: NOV}, (1,), (), []),
        ([done(1, OCT), Standing(2, DEC)], [MAY], {2: MAY}, (), (), []),
        ([Standing(1, OCT)], [], {}, (1,), (), []),
        ([done(1, OCT)], [], {}, (), (), []),
        # more days
        ([Standing(1, OCT)], [OCT, MAY], {}, (), (), [MAY]),
        ([done(1, OCT)], [NOV, MAY], {}, (), (), [MAY]),
        ([], [NOV], {}, (), (), [NOV]),
        # a person's cancelling stands, an order's is taken back by an order
        ([cancelled(1, OCT, by_order=False)], [OCT], {}, (), (), []),
        ([cancelled(1, OCT, by_order=True)], [OCT], {}, (), (1,), []),
        ([cancelled(1, OCT, by_order=True)], [NOV], {}, (), (), [NOV]),
    ],
)
def test_points_of_the_municipality(standing, wanted, move, cancel, revive, make):
    found = resettle(standing, [Wanted(day) for day in wanted])
    assert (found.move, found.cancel, found.revive) == (move, cancel, revive)
    assert [one.due_on for one in found.make] == make


def test_each_school_by_itself():
    standing = [done(1, OCT, 7), Standing(2, OCT, 8), Standing(3, OCT, 9)]
    found = resettle(standing, [Wanted(NOV, 7), Wanted(NOV, 8), Wanted(NOV, 6)])
    assert (found.move, found.cancel, found.make) == ({2: NOV}, (3,), (Wanted(NOV, 6),))
