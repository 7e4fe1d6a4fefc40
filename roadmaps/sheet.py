"""The table of a roadmap as plain dictionaries: four statements whatever the number of rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

from config.templatetags.opora import plural
from roadmaps.deadlines import Deadline, Kind
from roadmaps.models import Activity, Checkpoint, Roadmap
from roadmaps.progress import Progress, count
from roadmaps.summary import Summary, summarise

ROW = (
    "id", "section_id", "number", "text", "deadline_text", "deadline_reading", "responsible_text", "result",
    "output_documents", "version",
)  # fmt: skip
UNCLEAR = frozenset({Kind.UNSPECIFIED, Kind.NOT_UNDERSTOOD})
ASKS = {
    Kind.BY_SCHEDULE: "приложите график, чтобы появились сроки",
    Kind.EVENT: "срок зависит от события: укажите дату, чтобы он появился",
    Kind.UNSPECIFIED: "срок не указан",
    Kind.NOT_UNDERSTOOD: "срок не понят: уточните его",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """`sections` are dictionaries with `rows`; `progress` counts what the person may see."""

    sections: list[dict]
    missing: str = ""
    progress: Progress = field(default_factory=Progress)
    schools_count: int = 0

    @property
    def activities_count(self) -> int:
        return sum(len(section["rows"]) for section in self.sections)


def read_sheet(roadmap: Roadmap, *, user, today: date) -> Sheet:
    """Sections, rows and, once the roadmap is in force, what has become of each row's checkpoints."""
    sections = [{**section, "rows": []} for section in roadmap.sections.values("id", "title", "position")]
    by_id = {section["id"]: section["rows"] for section in sections}
    values = Activity.objects.filter(roadmap=roadmap).in_order().values(*ROW)
    rows = [_shown(row_of(row, is_settled=bool(roadmap.approved_on))) for row in values]
    for row in rows:
        by_id[row["section_id"]].append(row)
    points = _points(roadmap, user) if roadmap.approved_on else []
    _add_states(rows, points, today)
    schools = {point.school for point in points if point.school}
    missing = "" if roadmap.approved_on else missing_in_words(rows)
    return Sheet(sections, missing, count(points, today), len(schools))


def read_row(activity: Activity) -> dict:
    """One row of the table, as it looks in a draft."""
    return _shown(row_of({name: getattr(activity, name) for name in ROW}))


def _shown(values: dict) -> dict:
    """With what the template would otherwise have to ask in every row: it is the dearest part of the page."""
    values["nobody"] = "" if values["responsible_text"].strip() else "не назначен"
    values["number"] = values["number"] or "…"
    values["id"] = str(values["id"])
    return values


def row_of(values: dict, *, is_settled: bool = False) -> dict:
    """A row with what was understood of its deadline; `is_doubtful` asks the person to look at it.

    A settled row is approved: there only a missing day is still asked for.
    """
    deadline = Deadline.from_dict(values.pop("deadline_reading"))
    ask = "" if is_settled and deadline.due else ASKS.get(deadline.kind) or "; ".join(deadline.doubts)
    values["understood"] = "; ".join(filter(None, [deadline.in_words, ask])) if deadline.due else ask
    values["is_doubtful"] = bool(ask)
    values["is_unclear"] = deadline.kind in UNCLEAR
    values["look"] = "understood doubt" if ask else "understood"
    return values


def understood(deadline: Deadline) -> dict:
    """What to show under a deadline while it is being typed."""
    return row_of({"deadline_reading": deadline.as_dict()})


def missing_in_words(rows: Iterable[dict]) -> str:
    """«Не хватает: ответственного в 1 строке, понятного срока в 2 строках.», empty when all is there."""
    rows = list(rows)
    gaps = {
        "ответственного": sum(not row["responsible_text"].strip() for row in rows),
        "понятного срока": sum(row["is_unclear"] for row in rows),
    }
    named = [f"{what} в {plural(number, 'строке,строках,строках')}" for what, number in gaps.items() if number]
    return f"Не хватает: {', '.join(named)}." if named else ""


def missing_of(roadmap: Roadmap) -> str:
    """The same for a roadmap whose table is not at hand."""
    rows = roadmap.activities.values_list("responsible_text", "deadline_kind")
    return missing_in_words({"responsible_text": who, "is_unclear": kind in UNCLEAR} for who, kind in rows)


def _points(roadmap: Roadmap, user) -> list[SimpleNamespace]:
    rows = Checkpoint.objects.filter(activity__roadmap=roadmap).of_schools_seen_by(user)
    names = ("activity_id", "due_on", "done_on", "cancelled_on", "school__short_name")
    return [
        SimpleNamespace(activity=str(activity), due_on=due, done_on=done, cancelled_on=cancelled, school=school)
        for activity, due, done, cancelled, school in rows.order_by("due_on", "school__short_name").values_list(*names)
    ]


def _add_states(rows: list[dict], points: list[SimpleNamespace], today: date) -> None:
    of_row: dict[str, list[SimpleNamespace]] = {}
    for point in points:
        of_row.setdefault(point.activity, []).append(point)
    for row in rows:
        summary = summarise(of_row[row["id"]], today) if row["id"] in of_row else Summary()
        row.update(tag=summary.tag, state=summary.text, schools=summary.schools)
