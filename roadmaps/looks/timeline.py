"""A roadmap as a timeline: for each row the stretch of its deadline and its due days, in per cents of the width."""

from dataclasses import dataclass
from datetime import date, timedelta

from config.templatetags.opora import plural
from roadmaps.looks.rows import Item, Plan, by_section, words_of

MOST_DAYS = 4  # written beside a lane; the others are counted
NARROWEST = 0.4  # per cent: a bar of one day can still be seen
RIGHTMOST = 98.8  # per cent: a sign of the last day is not cut in half
MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


@dataclass(frozen=True, slots=True)
class Tick:
    """A due day: where it stands and its look."""

    x: str
    tag: str


@dataclass(frozen=True, slots=True)
class Bar:
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A row: its words, and what is drawn."""

    item: Item
    days: str
    tag: str
    words: str
    bar: Bar | None
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A month of the scale; `year` is written where it begins."""

    x: str
    middle: str
    title: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """`now` is where today stands, empty when it lies outside."""

    months: tuple[Head, ...]
    groups: tuple[Group, ...]
    now: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole months from the first to the last day, the last one included."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Per cents from the left edge to the beginning of the day."""
        length = (self.last - self.first).days + 1
        return min(100.0, max(0.0, 100 * (day - self.first).days / length))


def build(plan: Plan) -> Timeline:
    """Every row in order; the scale holds the plan's period and every due day."""
    scale = _scale(plan)
    inside = scale.first <= plan.today <= scale.last
    return Timeline(
        months=tuple(_months(scale)),
        groups=tuple(
            Group(title, tuple(_lane(item, plan, scale) for item in items)) for title, items in by_section(plan.items)
        ),
        now=_spelled(scale.at(plan.today)) if inside else "",
    )


def _scale(plan: Plan) -> Scale:
    days = [plan.starts_on, plan.ends_on, *plan.days]
    return Scale(min(days).replace(day=1), _next_month(max(days)) - timedelta(days=1))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _months(scale: Scale) -> list[Head]:
    found, first = [], scale.first
    while first <= scale.last:
        after = _next_month(first)
        year = str(first.year) if first.month == 1 or first == scale.first else ""
        middle = (scale.at(first) + scale.at(min(after, scale.last))) / 2
        found.append(Head(_spelled(scale.at(first)), _spelled(middle), MONTHS[first.month - 1], year))
        first = after
    return found


def _lane(item: Item, plan: Plan, scale: Scale) -> Lane:
    days = sorted({mark.due_on for mark in item.marks})
    ticks = []
    for day in days:
        tag = words_of([mark for mark in item.marks if mark.due_on == day], plan).tag
        ticks.append(Tick(_spelled(min(RIGHTMOST, scale.at(day))), tag))
    summary = words_of(item.marks, plan)
    return Lane(item, _in_words(days), summary.tag, summary.text, _bar(item, scale), tuple(ticks))


def _bar(item: Item, scale: Scale) -> Bar | None:
    """From the beginning of the work to the last due day; without a beginning there is none."""
    ends = [day for day in (item.end, *(mark.due_on for mark in item.marks)) if day]
    if not item.start or not ends or max(ends) < item.start:
        return None
    left, right = scale.at(item.start), scale.at(max(ends) + timedelta(days=1))
    return Bar(_spelled(left), _spelled(max(NARROWEST, right - left)))


def _in_words(days: list[date]) -> str:
    shown = ", ".join(f"{day:%d.%m.%Y}" for day in days[:MOST_DAYS])
    rest = len(days) - MOST_DAYS
    return f"{shown} и ещё {plural(rest, 'срок,срока,сроков')}" if rest > 0 else shown


def _spelled(per_cent: float) -> str:
    """With a point whatever the language: it stands in an attribute of SVG."""
    return f"{per_cent:.2f}".rstrip("0").rstrip(".")
