"""Charts drawn on the server: axes, gaps, pictures fit for a page and for a PDF."""

import re
from xml.etree import ElementTree

import pytest

from config.charts import Chart, Series, bar_chart, line_chart, places, runs, spoken, ticks
from config.pdf import render


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (0, 41, [0, 10, 20, 30, 40, 50]),
        (3.1, 3.9, [3, 3.2, 3.4, 3.6, 3.8, 4]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (7, 7, None),
        (0, 0.4, [0, 0.1, 0.2, 0.3, 0.4]),
        (-5, 12, [-5, 0, 5, 10, 15]),
        (0, 9999, [0, 2000, 4000, 6000, 8000, 10000]),
    ],
)
def test_axes_have_round_numbers_around_the_values(low, high, marks):
    found = ticks(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert found[0] < found[-1]
    assert marks is None or found == pytest.approx(marks)


@pytest.mark.parametrize(
    ("values", "joined"),
    [
        ((), []),
        ((None,), []),
        ((1.0,), [[(0, 1.0)]]),
        ((1.0, 2.0), [[(0, 1.0), (1, 2.0)]]),
        ((1.0, None, 2.0), [[(0, 1.0)], [(2, 2.0)]]),
        ((None, 0.0, None, None, 0.0, 3.0), [[(1, 0.0)], [(4, 0.0), (5, 3.0)]]),
    ],
)
def test_a_missing_value_breaks_the_line_and_a_zero_does_not(values, joined):
    assert runs(values) == joined


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "—"), (0.0, "0"), (3.0, "3"), (3.45, "3,45"), (3.456, "3,46"), (-7.5, "−7,5"), (100.0, "100")],
)
def test_numbers_are_written_as_people_do(value, text):
    assert spoken(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(None, 1, "—"), (40.0, 1, "40,0"), (-7.5, 1, "−7,5"), (3.456, 2, "3,46"), (2.0, 0, "2")],
)
def test_numbers_of_a_column_have_equally_many_digits(value, digits, text):
    assert spoken(value, digits) == text


def chart(*series, labels=("2024", "2025", "2026"), unit=" %"):
    return Chart("Доля & вывод", labels, tuple(Series(name, values) for name, values in series), unit)


THREE = chart(("Школа", (34.0, None, 30.0)), ("Муниципалитет", (18.0, 17.0, 16.5)), ("<Регион>", (None, None, None)))


@pytest.mark.parametrize("draw", [line_chart, bar_chart])
def test_a_picture_is_sound_and_fetches_nothing(draw):
    picture = draw(THREE)
    ElementTree.fromstring(picture)
    assert "&lt;Регион&gt;" in picture
    assert not re.search(r"https?:|style=|href", picture)


def test_every_value_has_its_point_and_no_more():
    root = ElementTree.fromstring(line_chart(THREE))
    titles = [title.text for title in root.iter("title")]
    assert titles[:2] == ["Школа, 2024: 34,0 %", "Школа, 2026: 30,0 %"]
    assert len(titles) == 5
    lines = [path.get("d") for path in root.iter("path") if path.get("class") == "line"]
    assert [line.count("M") for line in lines[3:]] == [2, 1, 0]


def test_higher_values_stand_higher():
    root = ElementTree.fromstring(line_chart(chart(("Школа", (10.0, 20.0, 5.0)))))
    points = [path.get("transform") for path in root.iter("path") if path.get("class") == "point"][1:]
    heights = [float(point.split()[1].rstrip(")")) for point in points]
    assert heights[1] < heights[0] < heights[2]


def bars(root):
    """Those of the drawing; a sign of the key has no title."""
    return [bar for bar in root.iter("rect") if bar.find("title") is not None]


def test_a_key_shows_what_is_drawn_and_a_black_and_white_print_tells_bars_apart():
    root = ElementTree.fromstring(bar_chart(chart(*[(name, (1.0, 2.0, 3.0)) for name in "абвг"])))
    assert root.findall(".//path[@class='line']") + root.findall(".//path[@class='point']") == []
    looks = [[bar.get("fill-opacity") for bar in group.iter("rect")] for group in root.iter("g")]
    assert [looks[number] for number in range(4)] == [one[:1] for one in looks[4:]]
    assert len({one[0] for one in looks}) == 4
    assert not ElementTree.fromstring(line_chart(THREE)).findall(".//rect")


@pytest.mark.parametrize(
    ("values", "precision", "digits"),
    [
        ((), 2, 0),
        ((12.0, 0.0), 2, 0),
        ((12.0, 12.5), 2, 1),
        ((3.4, 3.45), 2, 2),
        ((33.33, 40.0), 1, 1),
        ((39.99, 40.0), 1, 0),  # as they are written, both are whole
        ((3.4567, 3.0), 2, 2),
    ],
)
def test_a_chart_writes_its_numbers_alike(values, precision, digits):
    assert places(values, precision) == digits


def test_page_and_picture_write_the_same_numbers():
    drawn = Chart("Доля", ("2025", "2026"), (Series("Школа", (12.0, None)), Series("Регион", (12.5, 33.33))), " %", 1)
    assert list(drawn.written_rows) == [("2025", ("12,0", "12,5")), ("2026", ("—", "33,3"))]
    titles = [title.text for title in ElementTree.fromstring(line_chart(drawn)).iter("title")]
    assert titles == ["Школа, 2025: 12,0 %", "Регион, 2025: 12,5 %", "Регион, 2026: 33,3 %"]


def test_marks_of_the_axis_are_written_alike():
    root = ElementTree.fromstring(line_chart(chart(("Школа", (3.1, 3.9, 3.5)), unit="")))
    assert [one.text for one in root.iter("text") if one.get("class") == "value"] == [
        "3,0", "3,2", "3,4", "3,6", "3,8", "4,0"
    ]  # fmt: skip


def test_bars_stand_on_zero():
    root = ElementTree.fromstring(bar_chart(chart(("а", (10.0, None, 5.0)))))
    one, other = [(float(bar.get("y")), float(bar.get("height"))) for bar in bars(root)]
    assert one[0] + one[1] == pytest.approx(other[0] + other[1], abs=0.2)
    assert one[1] == pytest.approx(2 * other[1], abs=0.2)


def test_more_series_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="told apart"):
        line_chart(chart(*[(str(number), (1.0, 2.0, 3.0)) for number in range(5)]))


def test_an_empty_chart_is_drawn_without_a_fall():
    ElementTree.fromstring(line_chart(chart(("Школа", (None, None, None)))))
    assert chart(("Школа", (None, None, None))).is_empty


def test_the_same_picture_goes_into_a_pdf():
    assert render(f"<html><body>{line_chart(THREE)}</body></html>", sheets=()).startswith(b"%PDF")
