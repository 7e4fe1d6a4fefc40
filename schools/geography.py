"""Places of schools: how far they are from each other, where they stand on a sheet, where their names fit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import asin, cos, floor, log10, radians, sin, sqrt

EARTH_KM = 6371.0088  # the mean radius
KM_PER_DEGREE = 111.195  # of latitude, on a sphere of that radius
SMALLEST_KM = (2.0, 0.5)  # a sheet shows at least so much across and up; one school alone has no size
LETTER, LINE = 6.7, 14.0  # what a letter of a name takes on the sheet, and how high a line is
GAP = 10.0  # between a mark and its name


@dataclass(frozen=True, slots=True)
class Point:
    """A place in degrees: north and east are positive."""

    latitude: float
    longitude: float


def distance_km(one: Point, other: Point) -> float:
    """In a straight line over the ground (haversine formula); roads are longer."""
    up, across = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    half = sin(up / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """An equirectangular projection: degrees of longitude are shortened as they are at the middle latitude."""

    width: float
    height: float
    middle: Point
    unit_per_km: float

    def place(self, point: Point) -> tuple[float, float]:
        """From the upper left corner, to the right and down."""
        east = (point.longitude - self.middle.longitude) * cos(radians(self.middle.latitude)) * KM_PER_DEGREE
        north = (point.latitude - self.middle.latitude) * KM_PER_DEGREE
        return self.width / 2 + east * self.unit_per_km, self.height / 2 - north * self.unit_per_km


def sheet_for(points: Sequence[Point], *, width: float, heights: tuple[float, float], margin: float) -> Sheet:
    """A sheet that holds all points, north up; as high as they need, between the least and the most height.

    Raises ValueError without points: there is nothing to draw.
    """
    if not points:
        raise ValueError("Nothing to draw")
    norths, easts = [point.latitude for point in points], [point.longitude for point in points]
    middle = Point((min(norths) + max(norths)) / 2, (min(easts) + max(easts)) / 2)
    across = max((max(easts) - min(easts)) * cos(radians(middle.latitude)) * KM_PER_DEGREE, SMALLEST_KM[0])
    up = max((max(norths) - min(norths)) * KM_PER_DEGREE, SMALLEST_KM[1])
    room, least, most = width - 2 * margin, *(height - 2 * margin for height in heights)
    unit_per_km = min(room / across, most / up)
    return Sheet(width, max(least, up * unit_per_km) + 2 * margin, middle, unit_per_km)


def round_length(longest: float) -> float:
    """The longest of 1, 2 or 5 times a power of ten that is no longer: for the bar of the scale."""
    power = 10.0 ** floor(log10(longest))
    return max(step * power for step in (1, 2, 5) if step * power <= longest * (1 + 1e-9))


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of the sheet; the left and upper edges first."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether they share an area; edges may touch."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a mark. What a letter takes is an estimate, so the text hangs at the end that is nearer to its mark:
    `anchor` is «start», «middle» or «end».
    """

    text: str
    box: Box
    anchor: str

    @property
    def x(self) -> float:
        """Where the anchor is."""
        box = self.box
        return {"start": box.left, "end": box.right}.get(self.anchor, (box.left + box.right) / 2)


def place_labels(marks: Iterable[tuple[float, float, tuple[str, ...]]], sheet: Sheet) -> list[Label | None]:
    """For each mark the first of its texts that meets no mark, no other text and no edge; None where none fits.

    Earlier marks choose first. Texts go from the wanted to the shortest.
    """
    marks = list(marks)
    taken = [Box(x - 8, y - 8, x + 8, y + 8) for x, y, _ in marks]
    placed: list[Label | None] = []
    for x, y, texts in marks:
        label = next((one for text in texts for one in _around(x, y, text) if _fits(one.box, taken, sheet)), None)
        placed.append(label)
        if label:
            taken.append(label.box)
    return placed


def _around(x: float, y: float, text: str) -> Iterator[Label]:
    wide, half = len(text) * LETTER, LINE / 2
    right, middle, left = (x + GAP, "start"), (x - wide / 2, "middle"), (x - GAP - wide, "end")
    above, below = y - GAP - LINE, y + GAP
    corners = (
        (right, y - half), (left, y - half), (middle, above), (middle, below),
        (right, above + 4), (right, below - 4), (left, above + 4), (left, below - 4),
    )  # fmt: skip
    return (Label(text, Box(at, top, at + wide, top + LINE), anchor) for (at, anchor), top in corners)


def _fits(box: Box, taken: list[Box], sheet: Sheet) -> bool:
    inside = box.left >= 2 and box.top >= 2 and box.right <= sheet.width - 2 and box.bottom <= sheet.height - 2
    return inside and not any(box.meets(other) for other in taken)
