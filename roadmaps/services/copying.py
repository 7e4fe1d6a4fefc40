"""A plan copied row by row; each copy remembers the row and the section that it came from."""

from collections.abc import Callable, Iterable

from roadmaps.analysis import ANALYSIS
from roadmaps.cells import TEXTS
from roadmaps.models import Activity, Roadmap, Section
from roadmaps.services import parties
from roadmaps.services.wording import read_into

HEAD = ("title", "goal", "tasks", "target_groups", "expected_results", "indicators", *ANALYSIS)


def head_of(roadmap: Roadmap) -> dict:
    """The texts of its head, to be given to a copy."""
    return {name: getattr(roadmap, name) for name in HEAD}


def copy_rows(
    roadmap: Roadmap,
    copy: Roadmap,
    *,
    only: Iterable[int] | None = None,
    change: Callable[[Activity], None] | None = None,
) -> list[Activity]:
    """Put copies of the rows that stand into an empty draft; all, or `only` some with the sections that they need.

    `change` may alter a copy before its deadline is read; the copy's `source` is the row as it stands. A handful of
    statements, however many rows there are.
    """
    activities = list(roadmap.activities.in_order())
    if only is not None:
        chosen = set(only)
        activities = [row for row in activities if row.pk in chosen]
    needed = {row.section_id for row in activities}
    wanted = [one for one in roadmap.sections.all() if only is None or one.pk in needed]
    sections = {
        section.source_id: section
        for section in Section.objects.bulk_create(
            Section(
                municipality_id=copy.municipality_id, roadmap=copy, title=one.title, position=place, source_id=one.pk
            )
            for place, one in enumerate(wanted, start=1)
        )
    }
    rows = [_copied(row, copy, sections[row.section_id], change) for row in activities]
    Activity.objects.bulk_create(rows)
    parties.link(rows, municipality_id=copy.municipality_id)
    return rows


def _copied(row: Activity, copy: Roadmap, section: Section, change: Callable[[Activity], None] | None) -> Activity:
    texts = {name: getattr(row, name) for name in TEXTS}
    made = Activity(
        municipality_id=copy.municipality_id, roadmap=copy, section=section, position=row.position, source=row, **texts
    )
    if change:
        change(made)
    read_into(made, copy.period)
    return made
