"""The map of a municipality's schools as SVG, drawn here from their places alone: nothing is fetched from outside."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from schools.geography import Label, Point, Sheet, place_labels, round_length, sheet_for

# Name (the style sheet shows the one that the screen has room for): width, least and most height, margin.
SHEETS = {"wide": (960.0, (420.0, 760.0), 60.0), "narrow": (400.0, (320.0, 560.0), 32.0)}
LONGEST_BAR = 0.19  # of the width of the sheet
# State of a school on the map: its name in the legend and its outline around (0, 0).
STATES = {
    "low": ("ШНОР", "M0 -8 8 6 -8 6Z"),
    "adverse": ("ШНСУ", "M-6.5 -6.5H6.5V6.5H-6.5Z"),
    "both": ("ШНОР и ШНСУ", "M0 -9 9 0 0 9 -9 0Z"),
    "followup": ("сопровождение после выхода", "M0 8 8 -6 -8 -6Z"),
    "risk": ("группа риска", "M0 -8 7.6 -2.5 4.7 6.5H-4.7L-7.6 -2.5Z"),
    "base": ("базовая школа", "M-3 -8H3V-3H8V3H3V8H-3V3H-8V-3H-3Z"),
    "none": ("не в списках", "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A school on the map. `number` is its line in the table, `name` what is written beside the mark."""

    pk: int
    number: int
    name: str
    state: str
    point: Point


def draw(
    marks: Sequence[Mark], *, pairs: Sequence[tuple[int, int]], centre: Point | None, title: str, about: str
) -> SafeString:
    """The whole map, for a screen and for a phone: on a narrow sheet more names give way to numbers of the table.

    `pairs` are the numbers (pk) of schools that an agreement joins; those off the map are left out. The colours and
    the frame come from the style sheet; without one the shapes are still told apart.
    """
    return format_html_join("", "{}", ((_sheet(name, marks, pairs, centre, title, about),) for name in SHEETS))


def _sheet(name: str, marks: Sequence[Mark], pairs, centre: Point | None, title: str, about: str) -> SafeString:
    width, heights, margin = SHEETS[name]
    points = [mark.point for mark in marks] + ([centre] if centre else [])
    sheet = sheet_for(points, width=width, heights=heights, margin=margin)
    places = {mark.pk: sheet.place(mark.point) for mark in marks}
    parts = [_pairs(pairs, places), _centre(sheet, centre), _marks(marks, places, sheet), _north(sheet), _scale(sheet)]
    return format_html(
        '<svg class="map {0}" viewBox="0 0 {1} {2}" role="img" aria-labelledby="{0}-title {0}-about">'
        '<title id="{0}-title">{3}</title><desc id="{0}-about">{4}</desc>{5}</svg>',
        name, f"{sheet.width:.0f}", f"{sheet.height:.0f}", title, about, SafeString("".join(parts)),
    )  # fmt: skip


def legend_sign(state: str) -> SafeString:
    """The mark of a state alone, for the legend; the word stands beside it."""
    return format_html(
        '<svg class="map-sign" viewBox="-10 -10 20 20" aria-hidden="true"><path class="mark {}" d="{}"/></svg>',
        state, STATES[state][1],
    )  # fmt: skip


def _pairs(pairs: Sequence[tuple[int, int]], places: dict[int, tuple[float, float]]) -> str:
    drawn = ((*places[one], *places[other]) for one, other in pairs if one in places and other in places)
    shape = '<line class="pair" x1="{}" y1="{}" x2="{}" y2="{}"/>'
    return format_html_join("", shape, (tuple(f"{value:.1f}" for value in ends) for ends in drawn))


def _centre(sheet: Sheet, centre: Point | None) -> str:
    if centre is None:
        return ""
    x, y = sheet.place(centre)
    shape = "M-9 0H9M0 -9V9M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0"
    return format_html(
        '<g transform="translate({} {})"><path class="centre" d="{}"/><title>Центр</title></g>',
        f"{x:.1f}", f"{y:.1f}", shape,
    )  # fmt: skip


def _marks(marks: Sequence[Mark], places: dict[int, tuple[float, float]], sheet: Sheet) -> str:
    """Schools on a list get their names first; where a name does not fit there is the number of the table's line."""
    in_turn = sorted(marks, key=lambda mark: (list(STATES).index(mark.state), mark.number))
    labels = place_labels([(*places[mark.pk], (mark.name, str(mark.number))) for mark in in_turn], sheet)
    drawn = [_mark(mark, *places[mark.pk]) for mark in in_turn]
    return "".join([*drawn, *(_label(label) for label in labels if label)])


def _mark(mark: Mark, x: float, y: float) -> str:
    word, outline = STATES[mark.state]
    return format_html(
        '<g transform="translate({} {})"><path class="mark {}" d="{}"/><title>{}. {}: {}</title></g>',
        f"{x:.1f}", f"{y:.1f}", mark.state, outline, mark.number, mark.name, word,
    )  # fmt: skip


def _label(label: Label) -> str:
    shape = '<text x="{}" y="{}" text-anchor="{}">{}</text>'
    return format_html(shape, f"{label.x:.1f}", f"{label.box.bottom - 3:.1f}", label.anchor, label.text)


def _north(sheet: Sheet) -> str:
    x = f"{sheet.width - 28:.0f}"
    return format_html(
        '<g class="frame"><path d="M{} 44V16m-5 9 5 -9 5 9"/><text x="{}" y="58" text-anchor="middle">С</text></g>',
        x,
        x,
    )


def _scale(sheet: Sheet) -> str:
    length = round_length(sheet.width * LONGEST_BAR / sheet.unit_per_km)
    right, y = f"{20 + length * sheet.unit_per_km:.1f}", sheet.height - 18
    return format_html(
        '<g class="frame"><path d="M20 {}v6H{}v-6"/><text x="20" y="{}">{} км</text></g>',
        f"{y - 6:.1f}", right, f"{y - 10:.1f}", f"{length:g}".replace(".", ","),
    )  # fmt: skip
