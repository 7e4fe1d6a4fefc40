"""What every look of a roadmap starts from: its rows with their due days, narrowed by what is asked for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from config.alphabet import natural_key
from roadmaps.deadlines import Deadline
from roadmaps.models import Checkpoint, Responsibility, Roadmap
from roadmaps.models.activity import as_it_stands
from roadmaps.progress import State, state_of
from roadmaps.summary import Summary, summarise

OPEN = "open"  # late, soon and later together
STILL_OPEN = frozenset({State.OVERDUE, State.SOON, State.LATER})
PLANNED = "по плану"
NO_DAY = "срок не назначен"
ROW = (
    "id", "number", "text", "section_id", "section__title", "deadline_text", "deadline_reading", "due_dates",
    "responsible_text", "excluded_on",
)  # fmt: skip
POINT = ("activity_id", "due_on", "id", "done_on", "cancelled_on", "school_id", "school__short_name")


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which something is due. `pk` is its checkpoint's; a draft has none yet."""

    due_on: date
    pk: int | None = None
    done_on: date | None = None
    cancelled_on: date | None = None
    school_id: int | None = None
    school: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the roadmap with its marks in order of their days. `start` and `end` are of the deadline as read."""

    pk: int
    number: str
    text: str
    section: str = ""
    section_id: int = 0
    deadline_text: str = ""
    understood: str = ""
    start: date | None = None
    end: date | None = None
    responsible_text: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is shown of a roadmap on a day. Not settled means: not approved, so the marks are only planned days."""

    starts_on: date
    ends_on: date
    today: date
    is_settled: bool
    items: tuple[Item, ...] = ()

    @property
    def days(self) -> list[date]:
        """Every due day, in order."""
        return sorted({mark.due_on for item in self.items for mark in item.marks})


@dataclass(frozen=True, slots=True)
class Wish:
    """Which marks are asked for. The period is inclusive at both ends; empty means any."""

    school_id: int | None = None
    state: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_any(self) -> bool:
        return self == Wish()

    def fits(self, mark: Mark, today: date) -> bool:
        """Whether the mark is one of those asked for."""
        if self.school_id and mark.school_id != self.school_id:
            return False
        if (self.since and mark.due_on < self.since) or (self.until and mark.due_on > self.until):
            return False
        return not self.state or _is_in(state_of(mark, today), self.state)


@dataclass(frozen=True, slots=True)
class Party:
    """Whoever a plan names: its rows by id. `account` says of a person whose account it is; of others it is None."""

    name: str
    activities: frozenset[int] = field(default_factory=frozenset)
    account: str | None = None


def _is_in(state: State, asked: str) -> bool:
    return state in STILL_OPEN if asked == OPEN else state == asked


def words_of(marks: Iterable[Mark], plan: Plan) -> Summary:
    """What has become of some marks: a look of the style sheet and a few words."""
    marks = list(marks)
    if not marks:
        return Summary("idle", NO_DAY)
    return summarise(marks, plan.today) if plan.is_settled else Summary("idle", PLANNED)


def read_plan(roadmap: Roadmap, activities, *, user, today: date, wish: Wish) -> Plan:
    """The rows that fit, with the marks that fit; a wish for marks leaves out rows without one. Two statements."""
    is_settled = bool(roadmap.approved_on)
    points = _points(roadmap, user) if is_settled else {}
    items = []
    for row in activities.with_work_in_order().values(*ROW):
        marks = points.get(row["id"], ()) if is_settled else _planned(row["due_dates"], roadmap)
        kept = tuple(mark for mark in marks if wish.fits(mark, today))
        if kept or wish.is_any:
            items.append(_item(row, kept))
    return Plan(roadmap.starts_on, roadmap.ends_on, today, is_settled, tuple(items))


def by_section(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """Items in their order under the titles of their sections; two sections may bear the same title."""
    groups = [list(group) for _, group in groupby(items, key=lambda item: item.section_id)]
    return [(group[0].section, group) for group in groups]


def read_parties(roadmap: Roadmap, only: int | None = None) -> list[Party]:
    """Parties in alphabet, or the one asked for. One statement."""
    rows = Responsibility.objects.filter(activity__roadmap=roadmap).select_related("party__user")
    people, named = {}, defaultdict(set)
    for row in rows:
        if only in (None, row.party_id):
            people[row.party_id] = row.party
            named[row.party_id].add(row.activity_id)
    ordered = sorted(people.values(), key=lambda party: (natural_key(party.name), party.pk))
    return [Party(party.name, frozenset(named[party.pk]), _account(party)) for party in ordered]


def _account(party) -> str | None:
    if party.kind != party.Kind.PERSON:
        return None
    return f"{party.user.full_name}, {party.user.position}" if party.user else ""


def _points(roadmap: Roadmap, user) -> dict[int, list[Mark]]:
    rows = Checkpoint.objects.filter(activity__roadmap=roadmap).of_schools_seen_by(user)
    of_row: dict[int, list[Mark]] = {}
    for activity, due, *facts, school in rows.order_by("due_on", "school__short_name", "pk").values_list(*POINT):
        of_row.setdefault(activity, []).append(Mark(due, *facts, school or ""))
    return of_row


def _planned(days: list[date], roadmap: Roadmap) -> list[Mark]:
    school = roadmap.school.short_name if roadmap.school else ""
    return [Mark(day, school_id=roadmap.school_id, school=school) for day in sorted(days)]


def _item(row: dict, marks: tuple[Mark, ...]) -> Item:
    deadline = Deadline.from_dict(row["deadline_reading"])
    return Item(
        pk=row["id"],
        number=row["number"] or "…",
        text=as_it_stands(row["text"], row["excluded_on"]),
        section=row["section__title"],
        section_id=row["section_id"],
        deadline_text=row["deadline_text"],
        understood=deadline.in_words if deadline.due else "",
        start=deadline.start,
        end=deadline.end,
        responsible_text=row["responsible_text"],
        marks=marks,
    )
