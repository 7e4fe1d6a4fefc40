"""A document that comes again: its texts and rows go into the draft that is there, as far as a person wants them."""

from dataclasses import replace
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from roadmaps.cells import TEXTS
from roadmaps.heads import FACTS, PARTS, Lines, as_lines, differing, read_facts
from roadmaps.importers import ReadActivity, RoadmapReading
from roadmaps.matching import Comparison, Texts, compare, plain, share_of_same
from roadmaps.models import Activity, Roadmap, RoadmapImport, Section
from roadmaps.permissions import can_edit
from roadmaps.services import parties
from roadmaps.services.order import placed, put_in_order
from roadmaps.services.refusals import NotPossible, locked_draft
from roadmaps.services.steps import undoable, write_head
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
    """The texts and the rows of the draft against those of the document."""
    head, rows = both_heads(imported, roadmap), both_sides(imported, roadmap)
    found = compare(*rows)
    seen = sha256(repr((found.seen, head)).encode()).hexdigest()
    return replace(found, head=differing(*head), seen=seen)


def both_heads(imported: RoadmapImport, roadmap: Roadmap) -> tuple[Lines, Lines]:
    """What stands above the table in the draft, and in the document."""
    facts = read_facts(RoadmapReading.from_dict(imported.reading))
    return as_lines({name: getattr(roadmap, name) for name in FACTS}), as_lines(facts)


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
    """Take what is chosen: «head-PART», «changed-KEY», «new-INDEX», «gone-KEY». All or nothing; raises NotPossible."""
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
    _take_head(roadmap, reading, [part for part in found.head if f"head-{part}" in take])
    changed = {item.old: item.new for item in found.changed if f"changed-{item.old}" in take}
    _change(roadmap, {key: texts_of(reading.activities[index]) for key, index in changed.items()})
    _add(roadmap, reading, found, {item.new for item in found.new if f"new-{item.new}" in take})
    roadmap.activities.filter(pk__in=[item.old for item in found.gone if f"gone-{item.old}" in take]).delete()


def _take_head(roadmap: Roadmap, reading: RoadmapReading, parts: list[str]) -> None:
    facts = read_facts(reading)
    wanted = {name: facts[name] for part in parts for name in PARTS[part]}
    if wanted:
        write_head(roadmap, wanted)


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
    sections = list(roadmap.sections.all())
    by_title = {plain(section.title): section for section in reversed(sections)}
    by_key = {section.pk: section for section in sections}
    home = {pk: by_key[section] for pk, section in roadmap.activities.values_list("pk", "section")}
    added: list[tuple[Activity, int | Activity | None]] = []
    index = 0
    for read in reading.sections:
        above: int | Activity | None = None
        for row in read.activities:
            if index in found.pairs:
                above = found.pairs[index]
            elif index in wanted:
                section = _home(above, home) or _section(roadmap, by_title, read.title)
                added.append((_activity(roadmap, section, row), above))
                above = added[-1][0]
            index += 1
    _store(roadmap, added, [section for section in by_title.values() if section.pk is None])


def _home(above: int | Activity | None, home: dict[int, Section]) -> Section | None:
    return above.section if isinstance(above, Activity) else home.get(above) if above else None


def _store(roadmap: Roadmap, added: list[tuple[Activity, int | Activity | None]], sections: list[Section]) -> None:
    """New sections at the end, new rows in their places: as many statements for one row as for a hundred."""
    last = roadmap.sections.aggregate(last=Max("position"))["last"] or 0
    for place, section in enumerate(sections, start=last + 1):
        section.position = place
    Section.objects.bulk_create(sections)
    for activity, _ in added:
        activity.section_id = activity.section.pk
    rows = Activity.objects.bulk_create(activity for activity, _ in added)
    orders: dict[int, list[int]] = {activity.section_id: [] for activity in rows}
    standing = roadmap.activities.filter(section__in=orders).exclude(pk__in=[row.pk for row in rows])
    for pk, section in standing.order_by("position", "pk").values_list("pk", "section"):
        orders[section].append(pk)
    for activity, above in added:
        after = above.pk if isinstance(above, Activity) else above
        orders[activity.section_id] = placed(orders[activity.section_id], [activity.pk], after=after)
    put_in_order(Activity, *orders.values())
    parties.link(rows, municipality_id=roadmap.municipality_id)


def _activity(roadmap: Roadmap, section: Section, row: ReadActivity) -> Activity:
    activity = Activity(
        municipality_id=roadmap.municipality_id, roadmap=roadmap, section=section, position=0, **texts_of(row)
    )
    read_into(activity, roadmap.period)
    return activity


def _section(roadmap: Roadmap, by_title: dict[str, Section], title: str) -> Section:
    """The section of that title; where there is none, a new one that is not stored yet."""
    key = plain(title[:500])
    if key not in by_title:
        by_title[key] = Section(municipality_id=roadmap.municipality_id, roadmap=roadmap, title=title[:500])
    return by_title[key]
