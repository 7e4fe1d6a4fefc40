"""The rows of a draft: activities come, change, move and go. Each verb bears two editors at once and can be undone."""

from uuid import UUID

from django.db import transaction

from roadmaps.models import Activity, Section
from roadmaps.services import parties
from roadmaps.services.naming import named
from roadmaps.services.once import once
from roadmaps.services.order import ids_of, placed, put_in_order
from roadmaps.services.refusals import NotPossible, check_version, locked_draft
from roadmaps.services.steps import undoable
from roadmaps.services.wording import READING, read_into
from schools.models import User

UP, DOWN = -1, 1


@transaction.atomic
def add_activity(
    *, section: Section, by: User, after: Activity | None = None, form_key: UUID | None = None, **texts
) -> Activity:
    """Put a row after another one, or at the end of the section. A form sent twice makes one row."""
    roadmap = locked_draft(section.roadmap)
    section = current_section(section)

    def make(key: UUID | None) -> Activity:
        row = Activity(
            municipality_id=roadmap.municipality_id, roadmap=roadmap, section=section, position=0, form_key=key, **texts
        )
        with undoable(roadmap, by, f"новая строка {named(row)}"):
            ids = ids_of(section.activities.all())
            read_into(row, roadmap.period)
            row.save()
            put_in_order(Activity, placed(ids, [row.pk], after=place_after(ids, after)))
            parties.link([row], municipality_id=roadmap.municipality_id)
        return row

    return once(roadmap.activities.all(), form_key, texts, make)


def place_after(ids: list[int], after: Activity | None) -> int | None:
    """The row to stand after: the one that was named if it still is in the section, else the last."""
    if after is not None and after.pk in ids:
        return after.pk
    return ids[-1] if ids else None


@transaction.atomic
def edit_activity(activity: Activity, *, by: User, version: int, **texts) -> Activity:
    """Save the cells that changed; what they mean is read again. Raises Conflict, NotPossible."""
    roadmap = locked_draft(activity.roadmap)
    row = current(activity)
    check_version(row, version, texts)
    changed = {name for name, value in texts.items() if getattr(row, name) != value}
    if not changed:
        return row
    with undoable(roadmap, by, f"правка строки {named(row)}"):
        for name in changed:
            setattr(row, name, texts[name])
        if "deadline_text" in changed:
            read_into(row, roadmap.period)
            changed.update(READING)
        row.version += 1
        row.save(update_fields=[*changed, "version"])
        if "responsible_text" in changed:
            parties.link([row], municipality_id=roadmap.municipality_id)
    return row


@transaction.atomic
def delete_activity(activity: Activity, *, by: User) -> None:
    roadmap = locked_draft(activity.roadmap)
    row = current(activity)
    with undoable(roadmap, by, f"удаление строки {named(row)}"):
        row.delete()


@transaction.atomic
def move_activity(activity: Activity, *, by: User, step: int) -> Activity:
    """One place up (-1) or down (1); past the edge of its section the row goes over to the neighbouring one."""
    roadmap = locked_draft(activity.roadmap)
    row = current(activity)
    ids = ids_of(row.section.activities.all())
    place = ids.index(row.pk) + step
    if 0 <= place < len(ids):
        neighbours = [pk for pk in ids if pk != row.pk][:place]
        return _put(row, row.section, neighbours[-1] if neighbours else None, by)
    sections = list(roadmap.sections.all())
    beyond = sections.index(row.section) + step
    if not 0 <= beyond < len(sections):
        return row
    ids = ids_of(sections[beyond].activities.all())
    return _put(row, sections[beyond], ids[-1] if ids and step == UP else None, by)


@transaction.atomic
def place_activity(activity: Activity, *, by: User, section: Section, after: Activity | None = None) -> Activity:
    """Where it was dropped: right after another row, or at the head of a section."""
    locked_draft(activity.roadmap)
    row, section = current(activity), current_section(section)
    after = after and current(after)
    if after is not None and (after.pk == row.pk or after.section_id != section.pk):
        raise NotPossible("Строку, за которой нужно встать, тем временем переставили. Попробуйте ещё раз.")
    return _put(row, section, after.pk if after else None, by)


def _put(row: Activity, section: Section, after: int | None, by: User) -> Activity:
    with undoable(row.roadmap, by, f"перестановка строки {named(row)}", moved=[row.pk]):
        ids = placed(ids_of(section.activities.all()), [row.pk], after=after)
        row.section = section
        row.save(update_fields=["section"])
        put_in_order(Activity, ids)
    return row


def current(row: Activity) -> Activity:
    """The row as it is now. Raises NotPossible when it is gone."""
    found = Activity.objects.select_related("section", "roadmap").filter(pk=row.pk).first()
    if found is None:
        raise NotPossible("Эту строку тем временем удалил другой сотрудник.")
    return found


def current_section(section: Section) -> Section:
    """The section as it is now. Raises NotPossible when it is gone."""
    found = Section.objects.filter(pk=section.pk).first()
    if found is None:
        raise NotPossible("Этот раздел тем временем удалил другой сотрудник.")
    return found
