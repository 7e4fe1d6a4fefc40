"""The table of a roadmap as plain dictionaries: two statements whatever the number of rows."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.urls import reverse

from roadmaps.completeness import gaps, in_words
from roadmaps.deadlines import Deadline, Kind
from roadmaps.deriving import Link, rolled_up, taken_in_words
from roadmaps.models import Activity, Roadmap, RowRemark
from roadmaps.models.activity import UNCLEAR
from roadmaps.progress import Progress, count
from roadmaps.required_documents import in_words as kinds_in_words
from roadmaps.required_documents import required_kinds
from roadmaps.statements import LINKS, POINTS, SECTIONS, fetch
from roadmaps.summary import Summary, summarise
from schools.roles import SEES_MUNICIPALITY

ROW = (
    "id", "number", "text", "deadline_text", "deadline_reading", "responsible_text", "result", "output_documents",
    "version", "excluded_on",
)  # fmt: skip
NEEDED = ("id", "section_id", "number", "responsible_text", "deadline_text", "deadline_kind")
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
        """Those that stand: a row struck out is shown as long as something was done for it."""
        return sum(not row["excluded_on"] for section in self.sections for row in section["rows"])


def read_sheet(roadmap: Roadmap, *, user, today: date) -> Sheet:
    """Sections, rows and, once the roadmap is in force, what has become of each row's checkpoints."""
    sections = _sections(roadmap)
    rows = [row for section in sections for row in section["rows"]]
    points = _points(roadmap, user, today) if roadmap.approved_on else []
    _add_states(rows, points, today)
    if roadmap.approved_on and roadmap.school_id is None and user.role in SEES_MUNICIPALITY:
        _add_schools_plans(rows, points, [Link(*values) for values in fetch(LINKS, {"roadmap": roadmap.pk})])
    schools = {point.school for point in points if point.school}
    return Sheet(sections, missing(roadmap, sections), count(points, today), len(schools))


def _sections(roadmap: Roadmap) -> list[dict]:
    """Sections with their rows, both in order; a section without activities has one line of empty cells."""
    sections: dict[int, dict] = {}
    for pk, title, *cells in fetch(SECTIONS, {"roadmap": roadmap.pk}):
        section = sections.setdefault(pk, {"id": pk, "title": title, "rows": []})
        row = dict(zip(ROW, cells, strict=True))
        if row["id"]:
            section["rows"].append(_shown(row, is_settled=bool(roadmap.approved_on)))
    return list(sections.values())


def read_row(activity: Activity) -> dict:
    """One row of the table, as it looks in a draft."""
    row = _shown(
        {name: getattr(activity, name) for name in ROW} | {"deadline_reading": json.dumps(activity.deadline_reading)}
    )
    add_remarks([row], activity.remarks.open())
    return row


def add_remarks(rows: Iterable[dict], remarks: Iterable[RowRemark]) -> None:
    """What was said of rows of a draft, beside them."""
    of_row: dict[int, list[str]] = {}
    for remark in remarks:
        of_row.setdefault(remark.activity_id, []).append(remark.text)
    for row in rows:
        row["remark"] = "\n".join(of_row.get(row["id"], ()))


def _shown(values: dict, *, is_settled: bool = False) -> dict:
    """With what the template would otherwise have to ask in every row: it is the dearest part of the page."""
    values |= reading_of(values.pop("deadline_reading"), is_settled=is_settled)
    values["nobody"] = "" if values["responsible_text"].strip() else "не назначен"
    values["asked"] = _struck_out(values["excluded_on"]) or asked_for(values["output_documents"], values["result"])
    values["number"] = values["number"] or "…"
    values["remark"] = ""
    return values


def _struck_out(on: date | None) -> str:
    return f"Исключено приказом {on:%d.%m.%Y}, сделанное учтено" if on else ""


@lru_cache(maxsize=4096)
def asked_for(output_documents: str, result: str) -> str:
    """What the row asks for where its own cell does not say it already: «Нужен документ: справка»."""
    named = output_documents.strip().lower()
    kinds = [kind for kind in required_kinds(output_documents, result) if kind.label.lower() not in named]
    return kinds_in_words(kinds)


@lru_cache(maxsize=4096)
def reading_of(kept: str, *, is_settled: bool = False) -> dict:
    """What to show of a deadline's reading, which comes as JSON; `is_doubtful` asks the person to look at it.

    A settled row is approved: there only a missing day is still asked for.
    """
    deadline = Deadline.from_dict(json.loads(kept))
    ask = "" if is_settled and deadline.due else ASKS.get(deadline.kind) or "; ".join(deadline.doubts)
    return {
        "understood": "; ".join(filter(None, [deadline.in_words, ask])) if deadline.due else ask,
        "is_doubtful": bool(ask),
        "is_unclear": deadline.kind in UNCLEAR,
        "look": "understood doubt" if ask else "understood",
    }


def understood(deadline: Deadline) -> dict:
    """What to show under a deadline while it is being typed."""
    return reading_of(json.dumps(deadline.as_dict()))


def missing(roadmap: Roadmap, sections: list[dict]) -> str:
    """What a draft lacks, with links to the rows; asked of nothing that is approved."""
    if roadmap.approved_on:
        return ""
    texts = [indicator["text"] for indicator in roadmap.indicators]
    found = gaps(sections, goal=roadmap.goal, tasks=roadmap.tasks, indicators=texts)
    table_url = reverse("roadmaps:show", args=[roadmap.pk])
    return in_words(found, table_url=table_url, texts_url=reverse("roadmaps:edit_texts", args=[roadmap.pk]))


def missing_of(roadmap: Roadmap) -> str:
    """The same for a roadmap whose table is not at hand."""
    of_section: dict[int, list[dict]] = {}
    rows = roadmap.activities.in_order().values(*NEEDED)
    for row in rows:
        of_section.setdefault(row["section_id"], []).append({**row, "is_unclear": row["deadline_kind"] in UNCLEAR})
    sections = roadmap.sections.order_by("position", "pk").values("id", "title")
    return missing(roadmap, [{**section, "rows": of_section.get(section["id"], [])} for section in sections])


class _Point(NamedTuple):
    activity: int
    due_on: date
    done_on: date | None
    cancelled_on: date | None
    school: str | None


def _points(roadmap: Roadmap, user, today: date) -> list[_Point]:
    """The checkpoints that the person sees, by day: `CheckpointQuerySet.of_schools_seen_by` in SQL."""
    ids = user.seen_school_ids_on(today)
    places = {"roadmap": roadmap.pk, "schools": None if ids is None else list(ids)}
    return [_Point(*values) for values in fetch(POINTS, places)]


def _add_states(rows: list[dict], points: list[_Point], today: date) -> None:
    of_row: dict[int, list[_Point]] = {}
    for point in points:
        of_row.setdefault(point.activity, []).append(point)
    for row in rows:
        summary = summarise(of_row[row["id"]], today) if row["id"] in of_row else Summary()
        row.update(tag=summary.tag, state=summary.text, schools=summary.schools)


def _add_schools_plans(rows: list[dict], points: list[_Point], links: list[Link]) -> None:
    """«4 из 5 школ включили в свои планы, выполнили 3» beside the schools of a row."""
    told = rolled_up(links)
    if not told:
        return
    asked: dict[int, set[str]] = {}
    for point in points:
        if point.school:
            asked.setdefault(point.activity, set()).add(point.school)
    for row in rows:
        if row["id"] in told:
            words = taken_in_words(*told[row["id"]], len(asked.get(row["id"], ())))
            row["schools"] = "; ".join(filter(None, [row["schools"], words]))
