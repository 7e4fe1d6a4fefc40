"""The sections of a draft: they come, change, move with all their rows, and go when they are empty."""

from uuid import UUID

from django.db import transaction

from roadmaps.models import Roadmap, Section
from roadmaps.services.naming import named
from roadmaps.services.once import once
from roadmaps.services.order import ids_of, placed, put_in_order
from roadmaps.services.refusals import NotPossible, check_version, locked_draft
from roadmaps.services.rows import current_section
from roadmaps.services.steps import undoable
from schools.models import User


@transaction.atomic
def add_section(roadmap: Roadmap, *, by: User, title: str, form_key: UUID | None = None) -> Section:
    """A section at the end. A form sent twice makes one."""
    roadmap = locked_draft(roadmap)

    def make(key: UUID | None) -> Section:
        section = Section(municipality_id=roadmap.municipality_id, roadmap=roadmap, title=title, form_key=key)
        with undoable(roadmap, by, f"новый раздел {named(section)}"):
            ids = ids_of(roadmap.sections.all())
            section.position = len(ids) + 1
            section.save()
            put_in_order(Section, [*ids, section.pk])
        return section

    return once(roadmap.sections.all(), form_key, {"title": title}, make)


@transaction.atomic
def edit_section(section: Section, *, by: User, version: int, title: str) -> Section:
    roadmap = locked_draft(section.roadmap)
    row = current_section(section)
    check_version(row, version, {"title": title})
    with undoable(roadmap, by, f"название раздела {named(row)}"):
        row.title = title
        row.version += 1
        row.save(update_fields=["title", "version"])
    return row


@transaction.atomic
def delete_section(section: Section, *, by: User) -> None:
    """An empty section goes; rows are never lost with it."""
    roadmap = locked_draft(section.roadmap)
    row = current_section(section)
    if row.activities.exists():
        raise NotPossible("В разделе есть мероприятия. Сначала перенесите их в другой раздел или удалите.")
    if roadmap.sections.count() == 1:
        raise NotPossible("Это единственный раздел карты: удалить его нельзя, можно убрать название.")
    with undoable(roadmap, by, f"удаление раздела {named(row)}"):
        row.delete()


@transaction.atomic
def move_section(section: Section, *, by: User, step: int) -> None:
    """One place up (-1) or down (1) with all its rows; at the edge nothing happens."""
    roadmap = locked_draft(section.roadmap)
    row = current_section(section)
    ids = ids_of(roadmap.sections.all())
    place = ids.index(row.pk) + step
    if not 0 <= place < len(ids):
        return
    rest = [pk for pk in ids if pk != row.pk]
    with undoable(roadmap, by, f"перестановка раздела {named(row)}"):
        put_in_order(Section, placed(ids, [row.pk], after=rest[place - 1] if place else None))
