"""Distances, the sheet of the map and the places of names."""

from itertools import combinations

import pytest

from schools.geography import Box, Point, distance_km, place_labels, round_length, sheet_for

CENTRE = Point(55.4, 39.15)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        (CENTRE, CENTRE, 0),
        (Point(0, 0), Point(1, 0), 111.195),  # a degree of a great circle
        (Point(0, 0), Point(0, 1), 111.195),
        (Point(60, 30), Point(60, 31), 55.597),  # half as wide at 60°
        (Point(55.7558, 37.6176), Point(59.9386, 30.3141), 634.2),  # two cities of textbooks
        (Point(0, 0), Point(0, 180), 20015.1),  # the other side of the Earth
        (Point(66, 179.9), Point(66, -179.9), 9.045),  # over the line where longitudes change their sign
        (Point(90, 0), Point(90, 120), 0),
    ],
)
def test_distance(one, other, km):
    assert distance_km(one, other) == pytest.approx(km, rel=1e-3, abs=1e-6)
    assert distance_km(other, one) == distance_km(one, other)


@pytest.mark.parametrize(
    ("longest", "bar"),
    [
        (0.9, 0.5),
        (1, 1),
        (1.99, 1),
        (2, 2),
        (4.9, 2),
        (5, 5),
        (9.99, 5),
        (10, 10),
        (73, 50),
        (0.02, 0.02),
        (1000, 1000),
    ],
)
def test_round_length(longest, bar):
    assert round_length(longest) == pytest.approx(bar)


def sheet(*points):
    return sheet_for(points, width=960, heights=(420, 760), margin=60)


def test_all_places_are_within_the_margins_and_north_is_up():
    points = [Point(55.3, 39.0), Point(55.5, 39.3), Point(55.45, 39.05)]
    drawn = [sheet(*points).place(point) for point in points]
    assert all(59.9 <= x <= 900.1 and 59.9 <= y <= 700.1 for x, y in drawn)
    assert drawn[1][1] < drawn[2][1] < drawn[0][1]
    assert drawn[0][0] < drawn[2][0] < drawn[1][0]


def test_a_kilometre_is_as_long_across_as_up():
    north, east = Point(55.49, 39.15), Point(55.4, 39.15 + 0.09 / 0.5678)  # cos 55.4° = 0.5678
    drawn = sheet(CENTRE, north, east)
    (x, y), (_, up), (right, _) = (drawn.place(point) for point in (CENTRE, north, east))
    assert right - x == pytest.approx(y - up, rel=0.01)
    assert (y - up) / drawn.unit_per_km == pytest.approx(distance_km(CENTRE, north), rel=1e-3)


def test_one_school_alone_stands_in_the_middle():
    alone = sheet(CENTRE)
    assert alone.place(CENTRE) == (480, alone.height / 2)
    assert alone.height == 420


def test_without_places_there_is_nothing_to_draw():
    with pytest.raises(ValueError, match="Nothing"):
        sheet()


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        (Box(10, 0, 20, 10), False),  # edges touch
        (Box(9.9, 0, 20, 10), True),
        (Box(0, 10, 10, 20), False),
        (Box(2, 2, 3, 3), True),
        (Box(-5, -5, 0, 0), False),
    ],
)
def test_boxes(other, meets):
    assert Box(0, 0, 10, 10).meets(other) is meets


def test_names_do_not_cover_each_other_and_give_way_to_numbers():
    crowd = [(400 + 32 * (n % 5), 130 + 32 * (n // 5), (f"Школа номер {n}", str(n))) for n in range(25)]
    labels = place_labels(crowd, sheet(CENTRE))
    boxes = [label.box for label in labels if label]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert labels[0].text == "Школа номер 0"
    assert any(label and label.text.isdigit() for label in labels)


def test_a_name_stays_on_the_sheet():
    here = sheet(CENTRE)
    for x, y in ((0, 0), (960, 0), (0, 420), (960, 420)):
        [label] = place_labels([(x, y, ("Школа у моста",))], here)
        assert label.box.left >= 0
        assert label.box.right <= 960
        assert label.box.top >= 0
        assert label.box.bottom <= 420
