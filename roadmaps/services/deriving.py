"""A school's own roadmap made out of rows of the municipal one; each row remembers the one it came from."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.db import transaction

from roadmaps.deadlines.words import plan_years
from roadmaps.deriving import Named, concerns
from roadmaps.models import Activity, Responsibility, Roadmap
from roadmaps.services.copying import copy_rows
from roadmaps.services.once import once
from roadmaps.services.refusals import NotPossible, locked
from roadmaps.services.remarks import remark
from schools.models import School, User


def concerning(roadmap: Roadmap, school: School | None) -> list[int]:
    """Keys of the rows that concern the school; without one, those that concern schools at all. Two statements."""
    named: dict[int, list[Named]] = {}
    facts = ("activity_id", "party__name", "party__group", "party__user_id")
    rows = Responsibility.objects.filter(activity__roadmap=roadmap, activity__excluded_on=None)
    for row, *who in rows.values_list(*facts):
        named.setdefault(row, []).append(Named(*who))
    staff = set(school.staff.values_list("pk", flat=True)) if school else set()
    return [row for row, parties in named.items() if concerns(parties, school.short_name if school else "", staff)]


@transaction.atomic
def derive(
    roadmap: Roadmap, *, by: User, school: School, rows: Iterable[Activity], form_key: UUID | None = None
) -> Roadmap:
    """A draft of the school's roadmap for the same period. A form sent twice with the same rows makes one."""
    plan = locked(roadmap)
    if not plan.is_in_force or plan.school_id:
        raise NotPossible("Школьную карту составляют по действующей муниципальной дорожной карте.")
    chosen = sorted(row.pk for row in rows)
    facts = {"school": school, "starts_on": plan.starts_on, "ends_on": plan.ends_on}

    def make(key: UUID | None) -> Roadmap:
        title = f"Дорожная карта {school.short_name} на {plan_years(plan.period)}"
        draft = Roadmap.objects.create(
            municipality_id=plan.municipality_id, owner=by, form_key=key, title=title, goal=plan.goal, **facts
        )
        copy_rows(plan, draft, only=chosen)
        return remark(draft, by, "Составлена по муниципальной карте", plan.title)

    key = form_key and uuid5(form_key, ",".join(map(str, chosen)))
    return once(Roadmap.objects.filter(owner=by), key, facts, make)
