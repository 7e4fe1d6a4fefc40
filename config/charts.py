"""Charts as SVG, drawn once for the page and for the PDF; their numbers stand in a table beside them.

What is missing is a gap, never a zero. Lines are told apart by colour, dashes and the shape of their points, bars by
colour and order. Colours stand in attributes for the PDF; on a page css/drawings.css puts its own over them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 560.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 14.0, 34.0, 30.0
MOST_SERIES = 4  # more cannot be told apart
SHAPES = (
    "M-3.5 0A3.5 3.5 0 1 0 3.5 0A3.5 3.5 0 1 0 -3.5 0Z", "M-3.5 -3.5H3.5V3.5H-3.5Z", "M0 -4.5 4.5 3.5H-4.5Z",
    "M0 -5 5 0 0 5 -5 0Z",
)  # fmt: skip
COLOURS = ("#1f4e8c", "#8a5a00", "#5d6779", "#19734a")
DASHES = ("none", "7 4", "2 4", "none")
Value = float | None


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or the bars of one colour: a value for each label of the chart."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn and what the table beside it says. `unit` follows the numbers of the axis: « %»."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""

    @property
    def rows(self) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """Label by label with the values of all series."""
        return zip(self.labels, zip(*(one.values for one in self.series), strict=True), strict=True)

    @property
    def is_empty(self) -> bool:
        return all(value is None for one in self.series for value in one.values)


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, about `most` steps of 1, 2 or 5 × 10ⁿ."""
    span = max(high - low, abs(high) / 20, 1e-3)  # equal values still get an axis that can be read
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


def spoken(value: Value) -> str:
    """A number as it is written: «3,45», «12»; a dash where there is none."""
    return "—" if value is None else f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",").replace("-", "−")


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
    return _drawn(chart, from_zero, _line)


def bar_chart(chart: Chart) -> SafeString:
    """Bars side by side over each label, from zero. Raises ValueError for more than MOST_SERIES."""
    return _drawn(chart, True, _bars)


def _drawn(chart: Chart, from_zero: bool, draw) -> SafeString:
    if len(chart.series) > MOST_SERIES:
        raise ValueError("Too many series to be told apart")
    values = [value for one in chart.series for value in one.values if value is not None] or [0.0, 1.0]
    axes = _Axes(ticks(min([*values, 0.0] if from_zero else values), max(values)), chart.labels)
    parts = [_frame(axes, chart.unit), _key(chart.series)]
    parts += [draw(axes, chart, number) for number in range(len(chart.series))]
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        f"{WIDTH:g}", f"{HEIGHT:g}", f"{chart.title}. Числа — в таблице под рисунком.", SafeString("".join(parts)),
    )  # fmt: skip


def _frame(axes: _Axes, unit: str) -> str:
    left, right = f"{LEFT:g}", f"{WIDTH - RIGHT:g}"
    lines = (
        (left, f"{axes.y(mark):.1f}", right, f"{axes.y(mark):.1f}", f"{LEFT - 6:g}", f"{axes.y(mark) + 4:.1f}",
         f"{spoken(mark)}{unit}") for mark in axes.marks
    )  # fmt: skip
    shape = (
        '<path class="grid" stroke="#d7dce4" d="M{} {}L{} {}"/>'
        '<text class="value" text-anchor="end" font-size="12" x="{}" y="{}">{}</text>'
    )
    every = ceil(len(axes.labels) / 12)  # more years would run into each other
    labels = ((f"{axes.x(n):.1f}", f"{HEIGHT - 10:g}", text) for n, text in enumerate(axes.labels) if n % every == 0)
    return format_html_join("", shape, lines) + format_html_join(
        "", '<text class="label" x="{}" y="{}">{}</text>', labels
    )


def _key(series: Sequence[Series]) -> str:
    """Which line is which, above the chart."""
    room = (WIDTH - LEFT - RIGHT) / len(series)
    shape = (
        '{}<path class="line" fill="none" d="M{} 14h22"/>'
        '<path class="point" stroke="none" transform="translate({} 14)" d="{}"/></g>'
        '<text font-size="13" x="{}" y="18">{}</text>'
    )
    starts = [LEFT + room * number for number in range(len(series))]
    return format_html_join("", shape, (
        (_group(number), f"{x:.1f}", f"{x + 11:.1f}", SHAPES[number], f"{x + 28:.1f}", one.name)
        for number, (x, one) in enumerate(zip(starts, series, strict=True))
    ))  # fmt: skip


def _line(axes: _Axes, chart: Chart, number: int) -> str:
    one = chart.series[number]
    points = [[(axes.x(place), axes.y(value)) for place, value in run] for run in runs(one.values)]
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run) for run in points)
    titles = ((place, value) for run in runs(one.values) for place, value in run)
    shape = '<path class="point" stroke="none" transform="translate({} {})" d="{}"><title>{}, {}: {}{}</title></path>'
    drawn = format_html_join("", shape, (
        (f"{axes.x(place):.1f}", f"{axes.y(value):.1f}", SHAPES[number], one.name, chart.labels[place], spoken(value),
         chart.unit) for place, value in titles
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
    floor_y = axes.y(0.0)
    shape = '<rect class="column" stroke="none" x="{}" y="{}" width="{}" height="{}"><title>{}, {}: {}{}</title></rect>'
    drawn = format_html_join("", shape, (
        (f"{axes.x(place) + wide * (number - len(chart.series) / 2):.1f}", f"{min(axes.y(value), floor_y):.1f}",
         f"{wide - 2:.1f}", f"{abs(floor_y - axes.y(value)):.1f}", one.name, chart.labels[place], spoken(value),
         chart.unit) for run in runs(one.values) for place, value in run
    ))  # fmt: skip
    return format_html("{}{}</g>", _group(number), drawn)
