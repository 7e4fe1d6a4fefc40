"""Charts as SVG, drawn once for the page and for the PDF; their numbers stand in a table beside them.

What is missing is a gap, never a zero. Lines are told apart by colour, dashes and the shape of their points, bars by
colour and by how full they are: a black-and-white print says the same. Looks stand in attributes for the PDF; on a page
css/drawings.css puts its own colours over them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 560.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 60.0, 14.0, 34.0, 30.0
MOST_SERIES = 4  # more cannot be told apart
SHAPES = (
    "M-3.5 0A3.5 3.5 0 1 0 3.5 0A3.5 3.5 0 1 0 -3.5 0Z", "M-3.5 -3.5H3.5V3.5H-3.5Z", "M0 -4.5 4.5 3.5H-4.5Z",
    "M0 -5 5 0 0 5 -5 0Z",
)  # fmt: skip
FACE = "Liberation Sans, sans-serif"  # of printed documents; a page puts its own over it
COLOURS = ("#1f4e8c", "#8a5a00", "#5d6779", "#19734a")
DASHES = ("none", "7 4", "2 4", "none")
FILLS = ("1", "0", "0.45", "0.15")  # of bars
Value = float | None


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or the bars of one colour: a value for each label of the chart."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn and what the table beside it says. `unit` follows the numbers of the axis: « %».

    `precision` is how many digits its numbers have after the comma at most, `labelled` is what its labels are.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    precision: int = 2
    labelled: str = "Год"

    @property
    def rows(self) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """Label by label with the values of all series."""
        return zip(self.labels, zip(*(one.values for one in self.series), strict=True), strict=True)

    @property
    def written_rows(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The rows as they are read: all numbers of a chart have equally many digits after the comma."""
        return ((label, tuple(self.written(value) for value in values)) for label, values in self.rows)

    def written(self, value: Value) -> str:
        return spoken(value, places(self.values, self.precision))

    @property
    def values(self) -> list[float]:
        """What is known."""
        return [value for one in self.series for value in one.values if value is not None]

    @property
    def is_empty(self) -> bool:
        return not self.values


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, about `most` steps of 1, 2 or 5 × 10ⁿ."""
    high = high if low or high else 1.0  # noughts and other equal values still get an axis that can be read
    span = max(high - low, abs(high) / 20)
    power = 10.0 ** floor(log10(span / most))
    step = next(step * power for step in (1, 2, 5, 10) if step * power * most >= span * (1 - 1e-9))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, max(last, first + 1) + 1)]


def runs(values: Sequence[Value]) -> list[list[tuple[int, float]]]:
    """Stretches without a gap: the places and values that a line may join."""
    found: list[list[tuple[int, float]]] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        if not found or found[-1][-1][0] != place - 1:
            found.append([])
        found[-1].append((place, value))
    return found


def spoken(value: Value, digits: int | None = None) -> str:
    """A number as it is written: «3,45», «12»; a dash where there is none. `digits` stand after the comma, if given."""
    if value is None:
        return "—"
    text = f"{value:.2f}".rstrip("0").rstrip(".") if digits is None else f"{value:.{digits}f}"
    return text.replace(".", ",").replace("-", "−")


def places(values: Iterable[float], most: int = 2) -> int:
    """How many digits after the comma all the values need, `most` at most."""
    return max((len(spoken(round(value, most)).partition(",")[2]) for value in values), default=0)


@dataclass(frozen=True, slots=True)
class _Axes:
    """Where values and labels stand."""

    marks: list[float]
    labels: tuple[str, ...]

    def x(self, place: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (place + 0.5) / len(self.labels)

    def y(self, value: float) -> float:
        low, high = self.marks[0], self.marks[-1]
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low)


def line_chart(chart: Chart, *, from_zero: bool = False) -> SafeString:
    """Lines over the labels, broken where a value is missing. Raises ValueError for more than MOST_SERIES."""
    return _drawn(chart, from_zero, _line, _line_sign)


def bar_chart(chart: Chart) -> SafeString:
    """Bars side by side over each label, from zero. Raises ValueError for more than MOST_SERIES."""
    return _drawn(chart, True, _bars, _bar_sign)


def _drawn(chart: Chart, from_zero: bool, draw, sign) -> SafeString:
    if len(chart.series) > MOST_SERIES:
        raise ValueError("Too many series to be told apart")
    values = chart.values or [0.0, 1.0]
    axes = _Axes(ticks(min([*values, 0.0] if from_zero else values), max(values)), chart.labels)
    parts = [_frame(axes, chart.unit), _key(chart.series, sign)]
    parts += [draw(axes, chart, number) for number in range(len(chart.series))]
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" font-family="{}" role="img" aria-label="{}">{}</svg>',
        f"{WIDTH:g}", f"{HEIGHT:g}", FACE, f"{chart.title}. Числа — в таблице под рисунком.",
        SafeString("".join(parts)),
    )  # fmt: skip


def _frame(axes: _Axes, unit: str) -> str:
    left, right = f"{LEFT:g}", f"{WIDTH - RIGHT:g}"
    digits = places(axes.marks)
    lines = (
        (left, f"{axes.y(mark):.1f}", right, f"{axes.y(mark):.1f}", f"{LEFT - 6:g}", f"{axes.y(mark) + 4:.1f}",
         f"{spoken(mark, digits)}{unit}") for mark in axes.marks
    )  # fmt: skip
    shape = (
        '<path class="grid" stroke="#d7dce4" d="M{} {}L{} {}"/>'
        '<text class="value" text-anchor="end" font-size="13" x="{}" y="{}">{}</text>'
    )
    every = ceil(len(axes.labels) / 12)  # more years would run into each other
    labels = ((f"{axes.x(n):.1f}", f"{HEIGHT - 10:g}", text) for n, text in enumerate(axes.labels) if n % every == 0)
    return format_html_join("", shape, lines) + format_html_join(
        "", '<text class="label" text-anchor="middle" font-size="14" x="{}" y="{}">{}</text>', labels
    )


def _key(series: Sequence[Series], sign) -> str:
    """Which line or bar is which, above the chart."""
    room = (WIDTH - LEFT - RIGHT) / len(series)
    starts = [LEFT + room * number for number in range(len(series))]
    return format_html_join("", '{}{}</g><text font-size="14" x="{}" y="18">{}</text>', (
        (_group(number), sign(number, x), f"{x + 28:.1f}", one.name)
        for number, (x, one) in enumerate(zip(starts, series, strict=True))
    ))  # fmt: skip


def _line_sign(number: int, x: float) -> SafeString:
    return format_html(
        '<path class="line" fill="none" d="M{} 14h22"/>'
        '<path class="point" stroke="none" transform="translate({} 14)" d="{}"/>',
        f"{x:.1f}", f"{x + 11:.1f}", SHAPES[number],
    )  # fmt: skip


def _bar_sign(number: int, x: float) -> SafeString:
    return _bar(number, x, 7.0, 22.0, 14.0)


def _line(axes: _Axes, chart: Chart, number: int) -> str:
    one = chart.series[number]
    points = [[(axes.x(place), axes.y(value)) for place, value in run] for run in runs(one.values)]
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run) for run in points)
    titles = ((place, value) for run in runs(one.values) for place, value in run)
    shape = '<path class="point" stroke="none" transform="translate({} {})" d="{}"><title>{}, {}: {}{}</title></path>'
    drawn = format_html_join("", shape, (
        (f"{axes.x(place):.1f}", f"{axes.y(value):.1f}", SHAPES[number], one.name, chart.labels[place],
         chart.written(value), chart.unit) for place, value in titles
    ))  # fmt: skip
    return format_html('{}<path class="line" fill="none" d="{}"/>{}</g>', _group(number), path, drawn)


def _group(number: int) -> SafeString:
    """What all parts of a series share; points and bars take the fill, the line the stroke."""
    return format_html(
        '<g class="series s{}" fill="{}" stroke="{}" stroke-width="2" stroke-dasharray="{}">',
        number, COLOURS[number], COLOURS[number], DASHES[number],
    )  # fmt: skip


def _bars(axes: _Axes, chart: Chart, number: int) -> str:
    one, step = chart.series[number], (WIDTH - LEFT - RIGHT) / len(axes.labels)
    wide = min(36.0, step * 0.8 / len(chart.series))
    left, floor_y = wide * (number - len(chart.series) / 2), axes.y(0.0)
    drawn = format_html_join("", "{}", (
        (_bar(
            number, axes.x(place) + left, min(axes.y(value), floor_y), wide - 3, abs(floor_y - axes.y(value)),
            f"{one.name}, {chart.labels[place]}: {chart.written(value)}{chart.unit}",
        ),) for run in runs(one.values) for place, value in run
    ))  # fmt: skip
    return format_html("{}{}</g>", _group(number), drawn)


def _bar(number: int, x: float, y: float, wide: float, high: float, title: str = "") -> SafeString:
    return format_html(
        '<rect class="column" stroke-width="1.5" stroke-dasharray="none" fill-opacity="{}"'
        ' x="{}" y="{}" width="{}" height="{}">{}</rect>',
        FILLS[number], f"{x:.1f}", f"{y:.1f}", f"{wide:.1f}", f"{high:.1f}",
        format_html("<title>{}</title>", title) if title else "",
    )  # fmt: skip
