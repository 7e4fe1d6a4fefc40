"""Amendments: a draft of the plan as it is to become, and what its order does to the plan in force."""

from datetime import date

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from roadmaps.analysis import ANALYSIS
from roadmaps.cells import TEXTS
from roadmaps.changes import Changes, Kind, PlanText, RowText, SectionText, compare
from roadmaps.heads import FACTS, as_lines
from roadmaps.models import Activity, Responsibility, Roadmap, RoadmapImport, RoadmapRemark, Section
from roadmaps.services import parties
from roadmaps.services.copying import HEAD, copy_rows, head_of
from roadmaps.services.editions import freeze
from roadmaps.services.points import cancel_points, make_points, resettle_points
from roadmaps.services.refusals import NotPossible, locked, locked_submitted
from roadmaps.services.remarks import remark
from roadmaps.services.wording import READING, read_into
from schools.models import User

NOT_IN_FORCE = "Изменения вносят только в утверждённую дорожную карту, которая ещё не завершена."
ASKS_ANEW = frozenset({"deadline_text", "responsible_text"})  # cells that checkpoints follow from
PERIOD = ("starts_on", "ends_on")


@transaction.atomic
def begin_amendment(roadmap: Roadmap, *, by: User) -> Roadmap:
    """The draft that amends a roadmap in force: the one that is there, or a copy of the plan."""
    row = locked(roadmap)
    if not row.is_in_force:
        raise NotPossible(NOT_IN_FORCE)
    draft = Roadmap.objects.filter(amends=row).first()
    if draft is None:
        draft = Roadmap.objects.create(
            municipality_id=row.municipality_id,
            school_id=row.school_id,
            amends=row,
            owner=by,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            **head_of(row),
        )
        copy_rows(row, draft)
    return draft


def changes_of(draft: Roadmap) -> Changes:
    """What an amending draft changes. Five statements."""
    return compare(plan_text(draft.amends), plan_text(draft))


def plan_text(roadmap: Roadmap) -> PlanText:
    """The plan as its texts. Two statements."""
    head = {
        "title": [roadmap.title],
        **as_lines({name: getattr(roadmap, name) for name in FACTS}),
        **{name: getattr(roadmap, name) for name in ANALYSIS},
    }
    rows = roadmap.activities.in_order().values("pk", "section_id", "source_id", *TEXTS)
    return PlanText(
        head,
        tuple(SectionText(*values) for values in roadmap.sections.values_list("pk", "title", "source_id")),
        tuple(
            RowText(row["pk"], row["section_id"], {name: row[name] for name in TEXTS}, row["source_id"]) for row in rows
        ),
    )


@transaction.atomic
def amend(draft: Roadmap, *, by: User, order_number: str, on: date) -> Roadmap:
    """Carry the changes of a submitted draft into the roadmap that it amends; the draft goes.

    Called when the order is signed, inside its transaction. What was in force before stays as an edition.
    """
    draft = locked_submitted(draft, "Внести можно только изменения, которые отправлены на согласование.")
    roadmap = locked(draft.amends)
    if not roadmap.is_in_force:
        raise NotPossible(NOT_IN_FORCE)
    changes, is_new_period = changes_of(draft), draft.period != roadmap.period
    _take_head(roadmap, draft)
    places = _take_sections(roadmap, draft)
    _take_rows(roadmap, draft, changes, places)
    _strike_out(roadmap, changes, on=on, keep=set(places.values()))
    reason = f"Изменено приказом № {order_number} от {on:%d.%m.%Y}"
    _settle(roadmap, changes, is_new_period=is_new_period, reason=reason, by=by, on=on)
    activities = list(roadmap.activities.in_order())
    told = {"changes": changes.as_dict(), "draft_key": draft.pk}
    freeze(roadmap, activities, by=by, order_number=order_number, on=on, **told)
    roadmap.save(update_fields=[*HEAD, *PERIOD, "version", "edition", "approved_text", "approved_sha256"])
    _let_go(draft, roadmap)
    return remark(roadmap, by, f"Изменена приказом № {order_number} от {on:%d.%m.%Y}")


def _take_head(roadmap: Roadmap, draft: Roadmap) -> None:
    for name in (*HEAD, *PERIOD):
        setattr(roadmap, name, getattr(draft, name))
    roadmap.version += 1
    roadmap.edition += 1


def _take_sections(roadmap: Roadmap, draft: Roadmap) -> dict[int, int]:
    """Sections as in the draft; gives the key of each of the draft's sections in the roadmap."""
    known, places = {section.pk: section for section in roadmap.sections.all()}, {}
    for section in draft.sections.all():
        stands = known.pop(section.source_id, None) or Section(
            municipality_id=roadmap.municipality_id, roadmap=roadmap, version=0
        )
        stands.title, stands.position, stands.version = section.title, section.position, stands.version + 1
        stands.save()
        places[section.pk] = stands.pk
    return places


def _take_rows(roadmap: Roadmap, draft: Roadmap, changes: Changes, places: dict[int, int]) -> None:
    """Texts and places as in the draft; a new row itself moves over."""
    known = {row.pk: row for row in roadmap.activities.in_order()}
    new = {change.key for change in changes.of_kind(Kind.NEW)}
    changed = {change.key for change in changes.of_kind(Kind.CHANGED)}
    taken = []
    for row in draft.activities.in_order():
        if row.pk in new:
            stands, row.source, row.form_key = row, None, None
        else:
            stands = known[row.source_id]
        for name in TEXTS:
            setattr(stands, name, getattr(row, name))
        stands.roadmap, stands.section_id, stands.position = roadmap, places[row.section_id], row.position
        stands.version += row.pk in changed
        taken.append(stands)
    names = ["roadmap", "section", "position", "source", "form_key", "version", *TEXTS]
    Activity.objects.bulk_update(taken, names, batch_size=200)


def _strike_out(roadmap: Roadmap, changes: Changes, *, on: date, keep: set[int]) -> None:
    """Rows that are removed stay behind the scenes, with their checkpoints and documents; empty sections go."""
    removed = [change.source for change in changes.of_kind(Kind.REMOVED)]
    Activity.objects.filter(pk__in=removed).update(excluded_on=on)
    Responsibility.objects.filter(activity__in=removed).delete()
    gone = roadmap.sections.exclude(pk__in=keep)
    Activity.objects.filter(section__in=gone).update(section=min(keep))
    gone.delete()


def _settle(roadmap: Roadmap, changes: Changes, *, is_new_period: bool, reason: str, by: User, on: date) -> None:
    """Deadlines of changed rows are read again as on the day that they came into the plan, of new ones as today."""
    rows = {row.pk: row for row in roadmap.activities.in_order()}
    new = [rows[change.key] for change in changes.of_kind(Kind.NEW)]
    anew = {change.source for change in changes.of_kind(Kind.CHANGED) if ASKS_ANEW & set(change.names)}
    changed = [row for row in rows.values() if row not in new and (is_new_period or row.pk in anew)]
    for row in new:
        row.added_on = on
    for row in (*changed, *new):
        read_into(row, roadmap.period, approved=row.counts_from(roadmap.approved_on))
    Activity.objects.bulk_update([*changed, *new], [*READING, "added_on"], batch_size=200)
    parties.link(changed, municipality_id=roadmap.municipality_id)
    resettle_points(roadmap, changed, reason=reason, by=by)
    make_points(roadmap, new)
    cancel_points([change.source for change in changes.of_kind(Kind.REMOVED)], reason=reason, by=by)


def _let_go(draft: Roadmap, roadmap: Roadmap) -> None:
    """What was said of the draft goes over to the roadmap's history."""
    told = Concat(Value("Изменения: "), F("action"))
    RoadmapRemark.objects.filter(roadmap=draft).update(roadmap=roadmap, action=told)
    RoadmapImport.objects.filter(roadmap=draft).update(roadmap=roadmap)
    draft.delete()
