"""A document that comes again: its rows go into the draft that is there, as far as a person wants them."""

from django.db import transaction
from django.db.models import Max

from roadmaps.cells import TEXTS
from roadmaps.importers import ReadActivity, RoadmapReading
from roadmaps.matching import Comparison, Texts, compare, plain, share_of_same
from roadmaps.models import Activity, Roadmap, RoadmapImport, Section
from roadmaps.permissions import can_edit
from roadmaps.services import parties
from roadmaps.services.order import ids_of, placed, put_in_order
from roadmaps.services.refusals import NotPossible, locked_draft
from roadmaps.services.steps import undoable
from roadmaps.services.wording import READING, read_into
from schools.models import User

MOST_DRAFTS = 50  # the newest ones are looked through
LEAST_SHARE = 0.5  # of the rows that a draft has in common with the document
CHANGED_MEANWHILE = "Черновик или документ тем временем изменился. Сравнение обновлено: проверьте его ещё раз."


def likely_drafts(imported: RoadmapImport, *, by: User) -> list[Roadmap]:
    """Drafts that came from a document and may be this one's: the same file, the same title, or the same rows."""
    drafts = Roadmap.objects.visible_to(by).filter(status=Roadmap.Status.DRAFT, imports__isnull=False)
    drafts = [row for row in drafts.distinct().order_by("-pk")[:MOST_DRAFTS] if can_edit(by, row)]
    if not drafts:
        return []
    same_file = set(
        RoadmapImport.objects.filter(roadmap__in=drafts, file__sha256=imported.file.sha256).values_list(
            "roadmap", flat=True
        )
    )
    texts: dict[int, list[str]] = {draft.pk: [] for draft in drafts}
    for pk, text in Activity.objects.filter(roadmap__in=drafts).values_list("roadmap", "text"):
        texts[pk].append(text)
    reading = RoadmapReading.from_dict(imported.reading)
    own = [row.text for row in reading.activities]
    shares = {draft.pk: share_of_same(own, texts[draft.pk]) for draft in drafts}
    titled = {draft.pk for draft in drafts if reading.title and plain(draft.title) == plain(reading.title)}
    found = [row for row in drafts if row.pk in same_file | titled or shares[row.pk] >= LEAST_SHARE]
    return sorted(found, key=lambda row: (row.pk not in same_file, -shares[row.pk], -row.pk))


def comparison(imported: RoadmapImport, roadmap: Roadmap) -> Comparison:
    """The rows of the draft against those of the document."""
    return compare(*both_sides(imported, roadmap))


def both_sides(imported: RoadmapImport, roadmap: Roadmap) -> tuple[dict[int, Texts], list[Texts]]:
    """The rows of the draft by their keys, and those of the document."""
    old = {row.pk: {name: getattr(row, name) for name in TEXTS} for row in roadmap.activities.in_order()}
    return old, [texts_of(row) for row in RoadmapReading.from_dict(imported.reading).activities]


def edited_rows(roadmap: Roadmap) -> set[int]:
    """Rows that were changed since they came: what stands there may be a person's own wording."""
    return set(roadmap.activities.filter(version__gt=1).values_list("pk", flat=True))


def texts_of(row: ReadActivity) -> Texts:
    """The row as a roadmap keeps it."""
    texts = {name: getattr(row, name) for name in TEXTS}
    return texts | {"number": row.number[:20], "output_documents": "\n".join(row.output_documents)}


@transaction.atomic
def update(imported: RoadmapImport, roadmap: Roadmap, *, by: User, take: list[str], seen: str) -> Roadmap:
    """Take the chosen rows: «changed-KEY», «new-INDEX», «gone-KEY». All or nothing; raises NotPossible."""
    roadmap = locked_draft(roadmap)
    row = RoadmapImport.objects.select_for_update().get(pk=imported.pk)
    if row.roadmap_id:
        raise NotPossible("Документ уже принят: правьте строки в самой дорожной карте.")
    found = comparison(row, roadmap)
    if found.seen != seen:
        raise NotPossible(CHANGED_MEANWHILE)
    with undoable(roadmap, by, f"обновление по документу «{row.file.name}»"):
        _take(roadmap, RoadmapReading.from_dict(row.reading), found, set(take))
    row.roadmap = roadmap
    row.save(update_fields=["roadmap"])
    return roadmap


def _take(roadmap: Roadmap, reading: RoadmapReading, found: Comparison, take: set[str]) -> None:
    changed = {item.old: item.new for item in found.changed if f"changed-{item.old}" in take}
    _change(roadmap, {key: texts_of(reading.activities[index]) for key, index in changed.items()})
    _add(roadmap, reading, found, {item.new for item in found.new if f"new-{item.new}" in take})
    roadmap.activities.filter(pk__in=[item.old for item in found.gone if f"gone-{item.old}" in take]).delete()


def _change(roadmap: Roadmap, texts: dict[int, Texts]) -> None:
    activities = list(roadmap.activities.filter(pk__in=texts))
    for activity in activities:
        for name, text in texts[activity.pk].items():
            setattr(activity, name, text)
        read_into(activity, roadmap.period)
        activity.version += 1
    Activity.objects.bulk_update(activities, [*TEXTS, *READING, "version"], batch_size=200)
    parties.link(activities, municipality_id=roadmap.municipality_id)


def _add(roadmap: Roadmap, reading: RoadmapReading, found: Comparison, wanted: set[int]) -> None:
    """Put each new row behind the one that stands above it in the document."""
    sections = {plain(section.title): section.pk for section in roadmap.sections.order_by("-position")}
    home = dict(roadmap.activities.values_list("pk", "section"))
    orders: dict[int, list[int]] = {}
    added, index = [], 0
    for read in reading.sections:
        above: int | None = None
        for row in read.activities:
            if index in found.pairs:
                above = found.pairs[index]
            elif index in wanted:
                section = home[above] if above else _section(roadmap, sections, read.title)
                activity = _activity(roadmap, section, row)
                ids = orders.setdefault(section, ids_of(roadmap.activities.filter(section=section)))
                orders[section] = placed(ids, [activity.pk], after=above)
                above, home[activity.pk] = activity.pk, section
                added.append(activity)
            index += 1
    for ids in orders.values():
        put_in_order(Activity, ids)
    parties.link(added, municipality_id=roadmap.municipality_id)


def _activity(roadmap: Roadmap, section: int, row: ReadActivity) -> Activity:
    activity = Activity(
        municipality_id=roadmap.municipality_id, roadmap=roadmap, section_id=section, position=0, **texts_of(row)
    )
    read_into(activity, roadmap.period)
    activity.save()
    return activity


def _section(roadmap: Roadmap, sections: dict[str, int], title: str) -> int:
    """The section of that title; where there is none, a new one at the end."""
    key = plain(title[:500])
    if key not in sections:
        last = roadmap.sections.aggregate(last=Max("position"))["last"] or 0
        facts = {"municipality_id": roadmap.municipality_id, "roadmap": roadmap, "position": last + 1}
        sections[key] = Section.objects.create(**facts, title=title[:500]).pk
    return sections[key]
