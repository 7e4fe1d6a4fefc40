"""Roadmaps kept as examples («образцы»): the mark, and a new draft filled from one."""

from django.db import transaction

from roadmaps.deadlines.yearly import a_year_later
from roadmaps.models import Activity, Roadmap
from roadmaps.services.copying import copy_rows
from roadmaps.services.refusals import NotPossible, locked
from roadmaps.services.remarks import remark
from roadmaps.services.row_remarks import say_of_rows
from schools.models import User

TAKEN = ("goal", "tasks", "target_groups", "expected_results", "indicators")
UNSURE = "Срок взят из образца как есть: проверьте год."


@transaction.atomic
def make_template(roadmap: Roadmap, *, by: User) -> None:
    """Offer it to whoever draws up a new roadmap, in whatever state it is."""
    row = locked(roadmap)
    if row.amends_id:
        raise NotPossible("Проект изменений не бывает образцом: сделайте образцом саму карту.")
    row.is_template = True
    row.save(update_fields=["is_template"])


@transaction.atomic
def drop_template(roadmap: Roadmap, *, by: User) -> None:
    """Offer it no longer; what was made of it stays."""
    row = locked(roadmap)
    row.is_template = False
    row.save(update_fields=["is_template"])


def texts_from(template: Roadmap, facts: dict) -> dict:
    """The facts of a new roadmap; texts that are left empty come from the template."""
    return facts | {name: getattr(template, name) for name in TAKEN if not facts.get(name)}


def fill(draft: Roadmap, template: Roadmap, *, by: User) -> None:
    """Put the template's sections and rows into an empty draft; written years go on to its period.

    The copies know nothing of where they came from: they are neither a part of that plan nor a change of it.
    """
    years = draft.starts_on.year - template.starts_on.year
    unsure: list[Activity] = []

    def change(copy: Activity) -> None:
        copy.source = None
        moved = a_year_later(copy.deadline_text, period=template.period, years=years)
        copy.deadline_text = moved.wording
        if not moved.is_sure:
            unsure.append(copy)

    copy_rows(template, draft, change=change)
    draft.sections.update(source=None)
    say_of_rows(draft, {row.pk: UNSURE for row in unsure}, by=by)
    remark(draft, by, "Составлена по образцу", template.title)
