"""Taking back: each change of a draft leaves a step, and the last of one's own steps can be undone.

A step keeps the texts, rows and sections it touched as they were before and after it, and the order they stood in.
Undoing looks first whether they still are as the step has left them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from roadmaps.cells import TEXTS
from roadmaps.heads import FACTS, PARTS
from roadmaps.models import Activity, EditStep, Roadmap, RowRemark, Section
from roadmaps.services import parties
from roadmaps.services.order import back_in, ids_of, put_in_order
from roadmaps.services.refusals import NotPossible, locked_draft
from roadmaps.services.wording import READING, read_into, reread
from schools.models import User

MOST_STEPS = 20
ROW, SECTION = ("section_id", "source_id", *TEXTS), ("title", "source_id")
NOTHING_LEFT = "Отменять больше нечего."


@dataclass(frozen=True)
class Snapshot:
    """A draft at one moment: its own texts, those of its rows and sections by key, and their order."""

    head: dict
    rows: dict[int, dict]
    sections: dict[int, dict]
    order: dict[int, list[int]]

    @classmethod
    def of(cls, roadmap: Roadmap) -> "Snapshot":
        sections = {section.pop("pk"): section for section in roadmap.sections.values("pk", *SECTION)}
        rows = {row.pop("pk"): row for row in roadmap.activities.in_order().values("pk", *ROW)}
        order: dict[int, list[int]] = {pk: [] for pk in sections}
        for pk, row in rows.items():
            order[row["section_id"]].append(pk)
        return cls({name: _plain(getattr(roadmap, name)) for name in FACTS}, rows, sections, order)


@contextmanager
def undoable(roadmap: Roadmap, by: User, what: str, *, moved: Iterable[int] = ()) -> Iterator[None]:
    """Remember what the block changes in a locked draft; `moved` are rows that only change their place."""
    before = Snapshot.of(roadmap)
    remarks = list(roadmap.row_remarks.open().values_list("pk", "activity"))
    yield
    after = Snapshot.of(roadmap)
    payload = {
        "head": _changes(before.head, after.head),
        "rows": _changes(before.rows, after.rows),
        "sections": _changes(before.sections, after.sections),
        "moved": list(moved),
        "remarks": [remark for remark in remarks if remark[1] not in after.rows],
        "order": {pk: ids for pk, ids in before.order.items() if ids != after.order.get(pk)},
        "section_order": list(before.sections) if list(before.sections) != list(after.sections) else [],
    }
    if any(payload.values()):
        _keep(roadmap, by, what, payload)


def _plain(value):
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _changes(before: dict, after: dict) -> dict:
    """What stood and what stands, by key; None where there was or is no such row."""
    keys = [pk for pk in {**before, **after} if before.get(pk) != after.get(pk)]
    return {pk: [before.get(pk), after.get(pk)] for pk in keys}


def _keep(roadmap: Roadmap, by: User, what: str, payload: dict) -> None:
    EditStep.objects.create(
        municipality_id=roadmap.municipality_id, roadmap=roadmap, by=by, what=what[:200], payload=payload
    )
    own = EditStep.objects.filter(roadmap=roadmap, by=by).order_by("-pk").values_list("pk", flat=True)
    EditStep.objects.filter(pk__in=list(own[MOST_STEPS : MOST_STEPS + 100])).delete()


def undo(roadmap: Roadmap, *, by: User) -> EditStep:
    """Take back one's last step; gives it, so that the page can say what it was.

    A step that cannot be taken back (NotPossible says why) goes, too: it would bar the way to those before it.
    """
    try:
        return _undo(roadmap, by)
    except NotPossible:
        step = roadmap.edit_steps.last_of(by)
        if step is not None and roadmap.is_draft:
            step.delete()
        raise


@transaction.atomic
def _undo(roadmap: Roadmap, by: User) -> EditStep:
    roadmap = locked_draft(roadmap)
    step = roadmap.edit_steps.last_of(by)
    if step is None:
        raise NotPossible(NOTHING_LEFT)
    _forget_sources(step.payload)
    _check_nobody_came_between(step, Snapshot.of(roadmap))
    if step.payload.get("head"):
        write_head(roadmap, {name: _as_kept(name, before) for name, (before, _) in step.payload["head"].items()})
    gone = _bring_back_sections(roadmap, step.payload)
    _bring_back_rows(roadmap, step.payload)
    for remark, row in step.payload.get("remarks", ()):
        RowRemark.objects.filter(pk=remark).update(activity=row)
    Section.objects.filter(pk__in=gone).delete()
    EditStep.objects.filter(pk=step.pk).delete()
    return step


def write_head(roadmap: Roadmap, facts: dict) -> None:
    """Texts of a locked draft, other than one by one in a form; a new period has its deadlines read again."""
    period = roadmap.period
    for name, value in facts.items():
        setattr(roadmap, name, value)
    roadmap.version += 1
    roadmap.save(update_fields=[*facts, "version"])
    if roadmap.period != period:
        reread(roadmap.activities.all(), roadmap.period)


def _as_kept(name: str, value):
    return date.fromisoformat(value) if name in PARTS["period"] else value


def touched(payload: dict) -> set[int]:
    return {int(pk) for pk in payload["rows"]} | set(payload["moved"])


def _forget_sources(payload: dict) -> None:
    """What a row or a section was copied from may be gone: the draft has forgotten it, and so does the step."""
    for model, name in ((Activity, "rows"), (Section, "sections")):
        texts = [text for change in payload[name].values() for text in change if text and text["source_id"]]
        sources = {text["source_id"] for text in texts}
        there = set(model.objects.filter(pk__in=sources).values_list("pk", flat=True))
        for text in texts:
            if text["source_id"] not in there:
                text["source_id"] = None


def _check_nobody_came_between(step: EditStep, now: Snapshot) -> None:
    """Neither a later step of somebody else with the same rows, nor another text than the step has left."""
    refusal = f"Не получилось отменить: {step.what}. "
    own, own_sections = touched(step.payload), set(step.payload["sections"])
    for other in EditStep.objects.later_of_others(step).select_related("by"):
        if touched(other.payload) & own or set(other.payload["sections"]) & own_sections:
            raise NotPossible(f"{refusal}Тем временем эти строки менял другой сотрудник: {other.by.short_name}.")
    if any(now.head[name] != after for name, (_, after) in step.payload.get("head", {}).items()):
        raise NotPossible(f"{refusal}Тем временем тексты карты изменились.")
    kept = ((step.payload["rows"], now.rows), (step.payload["sections"], now.sections))
    for changes, current in kept:
        if any(current.get(int(pk)) != after for pk, (_, after) in changes.items()):
            raise NotPossible(f"{refusal}Тем временем эти строки изменились.")
    sections = {before["section_id"] for before, _ in step.payload["rows"].values() if before}
    if not sections <= {*now.sections, *map(int, step.payload["sections"])}:
        raise NotPossible(f"{refusal}Раздела, где они стояли, больше нет.")


def _bring_back_sections(roadmap: Roadmap, payload: dict) -> list[int]:
    """Sections as they were; gives those that have to go when their rows have gone."""
    gone = []
    for pk, (before, _) in payload["sections"].items():
        section = Section.objects.filter(pk=pk).first()
        if before is None:
            gone.append(int(pk))
        elif section is None:
            Section.objects.create(
                pk=int(pk), municipality_id=roadmap.municipality_id, roadmap=roadmap, position=0, **before
            )
        else:
            section.title, section.version = before["title"], section.version + 1
            section.save(update_fields=["title", "version"])
    if gone and Activity.objects.filter(section__in=gone).exclude(pk__in=payload["rows"]).exists():
        raise NotPossible("Не получилось отменить: в новом разделе уже стоят мероприятия.")
    _restore_section_order(roadmap, payload["section_order"])
    return gone


def _restore_section_order(roadmap: Roadmap, before: list[int]) -> None:
    if before:
        now = ids_of(roadmap.sections.all())
        known = [pk for pk in before if pk in now]
        put_in_order(Section, [*known, *(pk for pk in now if pk not in known)])


def _bring_back_rows(roadmap: Roadmap, payload: dict) -> None:
    befores = {int(pk): before for pk, (before, _) in payload["rows"].items()}
    Activity.objects.filter(pk__in=[pk for pk, before in befores.items() if before is None]).delete()
    standing = Activity.objects.in_bulk(list(befores))
    rows = [
        _row_as_it_was(roadmap, standing.get(pk) or Activity(pk=pk, version=1), before)
        for pk, before in befores.items()
        if before is not None
    ]
    Activity.objects.bulk_create(row for row in rows if row.pk not in standing)
    changed = [row for row in rows if row.pk in standing]
    Activity.objects.bulk_update(changed, [*ROW, *READING, "version"], batch_size=200)
    parties.link(rows, municipality_id=roadmap.municipality_id)
    _restore_order(roadmap, payload)


def _row_as_it_was(roadmap: Roadmap, row: Activity, before: dict) -> Activity:
    """The version goes on counting: whoever has the row open must see that it changed."""
    row.municipality_id, row.roadmap, row.position = roadmap.municipality_id, roadmap, row.position or 0
    for name, value in before.items():
        setattr(row, name, value)
    row.version += 1
    read_into(row, roadmap.period)
    return row


def _restore_order(roadmap: Roadmap, payload: dict) -> None:
    """Each row that moved or went stands again where it stood; rows that others have put between stay there."""
    moving = touched(payload)
    sections = set(ids_of(roadmap.sections.all()))
    for section, before in payload["order"].items():
        if int(section) not in sections:
            continue
        wanted = [pk for pk in before if pk in moving]
        existing = set(roadmap.activities.filter(pk__in=wanted).values_list("pk", flat=True))
        returning = [pk for pk in wanted if pk in existing]
        Activity.objects.filter(pk__in=returning).update(section=section)
        ids = [pk for pk in ids_of(Activity.objects.filter(section=section)) if pk not in existing]
        for pk in returning:
            ids = back_in(ids, pk, before)
        put_in_order(Activity, ids)
