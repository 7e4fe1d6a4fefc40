"""The rows of a draft: activities and sections come, change, move and go. Each verb bears two editors at once."""

from django.db import transaction
from django.db.models import F, Max

from roadmaps.models import Activity, Roadmap, Section
from roadmaps.services import parties
from roadmaps.services.refusals import NotPossible, check_version, locked_draft
from roadmaps.services.wording import READING, TEXTS, read_into
from schools.models import User

UP, DOWN = -1, 1


@transaction.atomic
def add_activity(
    *, section: Section, by: User, after: Activity | None = None, position: int | None = None, **texts
) -> Activity:
    """Put a row after another one, at a position (for a deleted row that comes back), or at the end of the section."""
    roadmap = locked_draft(section.roadmap)
    if after is not None and after.section_id == section.pk:
        position = Activity.objects.values_list("position", flat=True).get(pk=after.pk) + 1
    if position is None:
        position = (section.activities.aggregate(last=Max("position"))["last"] or 0) + 1
    section.activities.filter(position__gte=position).update(position=F("position") + 1)
    activity = Activity(
        municipality_id=roadmap.municipality_id, roadmap=roadmap, section=section, position=position, **texts
    )
    read_into(activity, roadmap.period)
    activity.save()
    parties.link([activity], municipality_id=roadmap.municipality_id)
    return activity


@transaction.atomic
def edit_activity(activity: Activity, *, by: User, version: int, **texts) -> Activity:
    """Save the cells that changed; what they mean is read again. Raises Conflict, NotPossible."""
    roadmap = locked_draft(activity.roadmap)
    row = _current(Activity, activity)
    check_version(row, version, texts)
    changed = {name for name, value in texts.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, texts[name])
    if not changed:
        return row
    if "deadline_text" in changed:
        read_into(row, roadmap.period)
        changed.update(READING)
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    if "responsible_text" in changed:
        parties.link([row], municipality_id=roadmap.municipality_id)
    return row


@transaction.atomic
def delete_activity(activity: Activity, *, by: User) -> dict:
    """Remove the row; gives what `add_activity` needs to bring it back."""
    locked_draft(activity.roadmap)
    row = _current(Activity, activity)
    place = {"section": row.section_id, "position": row.position}
    row.delete()
    return place | {name: getattr(row, name) for name in TEXTS}


@transaction.atomic
def move_activity(activity: Activity, *, by: User, step: int) -> None:
    """One place up (-1) or down (1); past the edge of its section the row goes over to the neighbouring one."""
    roadmap = locked_draft(activity.roadmap)
    row = _current(Activity, activity)
    neighbour = _neighbour(row.section.activities.all(), row, step)
    if neighbour is not None:
        _swap(row, neighbour)
        return
    section = _neighbour(roadmap.sections.all(), row.section, step)
    if section is None:
        return
    edge = 0 if step == DOWN else section.activities.aggregate(last=Max("position"))["last"] or 0
    section.activities.filter(position__gt=edge).update(position=F("position") + 1)
    row.section, row.position = section, edge + 1
    row.save(update_fields=["section", "position"])


@transaction.atomic
def add_section(roadmap: Roadmap, *, by: User, title: str) -> Section:
    roadmap = locked_draft(roadmap)
    last = roadmap.sections.aggregate(last=Max("position"))["last"] or 0
    return Section.objects.create(
        municipality_id=roadmap.municipality_id, roadmap=roadmap, title=title, position=last + 1
    )


@transaction.atomic
def edit_section(section: Section, *, by: User, version: int, title: str) -> Section:
    locked_draft(section.roadmap)
    row = _current(Section, section)
    check_version(row, version, {"title": title})
    row.title = title
    row.version += 1
    row.save(update_fields=["title", "version"])
    return row


@transaction.atomic
def delete_section(section: Section, *, by: User) -> None:
    """An empty section goes; rows are never lost with it."""
    roadmap = locked_draft(section.roadmap)
    if section.activities.exists():
        raise NotPossible("В разделе есть мероприятия. Сначала перенесите их в другой раздел или удалите.")
    if roadmap.sections.count() == 1:
        raise NotPossible("Это единственный раздел карты: удалить его нельзя, можно убрать название.")
    section.delete()


@transaction.atomic
def move_section(section: Section, *, by: User, step: int) -> None:
    """One place up (-1) or down (1) with all its rows; at the edge nothing happens."""
    roadmap = locked_draft(section.roadmap)
    row = _current(Section, section)
    neighbour = _neighbour(roadmap.sections.all(), row, step)
    if neighbour is not None:
        _swap(row, neighbour)


def _current(model, row):
    current = model.objects.filter(pk=row.pk).first()
    if current is None:
        raise NotPossible("Эту строку тем временем удалил другой сотрудник.")
    return current


def _neighbour(rows, row, step: int):
    if step == UP:
        return rows.filter(position__lt=row.position).order_by("-position").first()
    return rows.filter(position__gt=row.position).order_by("position").first()


def _swap(row, neighbour) -> None:
    row.position, neighbour.position = neighbour.position, row.position
    row.save(update_fields=["position"])
    neighbour.save(update_fields=["position"])
