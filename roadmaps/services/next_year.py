"""A roadmap copied for the year after: period and written years go on, what was left undone is told beside its row."""

from datetime import date
from uuid import UUID

from django.db import transaction

from config import clock
from roadmaps.deadlines.words import plan_years
from roadmaps.deadlines.yearly import a_year_later, move_years, next_period
from roadmaps.models import Activity, Checkpoint, Roadmap
from roadmaps.progress import count
from roadmaps.services.copying import copy_rows, head_of
from roadmaps.services.once import once
from roadmaps.services.refusals import NotPossible, locked
from roadmaps.services.remarks import remark
from roadmaps.services.row_remarks import say_of_rows
from schools.models import User

UNSURE = "Срок не перенесён на год: проверьте его."


@transaction.atomic
def copy_to_next_year(roadmap: Roadmap, *, by: User, form_key: UUID | None = None) -> Roadmap:
    """A draft for the same school or municipality. A form sent twice makes one."""
    row = locked(roadmap)
    if not row.approved_on:
        raise NotPossible("На следующий год копируют утверждённую или завершённую карту.")
    period = next_period(row.period)
    facts = {"starts_on": period.start, "ends_on": period.end, "school_id": row.school_id}

    def make(key: UUID | None) -> Roadmap:
        head = head_of(row) | {"title": move_years(row.title, row.period)}
        draft = Roadmap.objects.create(municipality_id=row.municipality_id, owner=by, form_key=key, **facts, **head)
        _copy(row, draft, by)
        return remark(draft, by, "Скопирована с прошлого года", row.title)

    return once(Roadmap.objects.filter(owner=by), form_key, facts, make)


def _copy(roadmap: Roadmap, draft: Roadmap, by: User) -> None:
    left, unsure = _left_undone(roadmap, clock.today()), set()

    def change(copy: Activity) -> None:
        moved = a_year_later(copy.deadline_text, period=roadmap.period)
        copy.deadline_text = moved.wording
        if not moved.is_sure:
            unsure.add(copy.source_id)

    copies = copy_rows(roadmap, draft, change=change)
    said = {
        copy.pk: "\n".join(filter(None, [left.get(copy.source_id, ""), UNSURE if copy.source_id in unsure else ""]))
        for copy in copies
    }
    say_of_rows(draft, said, by=by)


def _left_undone(roadmap: Roadmap, today: date) -> dict[int, str]:
    """«Не выполнено в 2026/27: 3 из 5» by row; of a roadmap still in force only what is overdue."""
    points: dict[int, list[Checkpoint]] = {}
    for point in Checkpoint.objects.filter(activity__roadmap=roadmap):
        points.setdefault(point.activity_id, []).append(point)
    told, when = {}, plan_years(roadmap.period, one="году", school="", several="годах")
    for row, own in points.items():
        progress = count(own, today)
        whole = progress.arrived if roadmap.is_in_force else progress.total
        if left := whole - progress.done:
            told[row] = f"Не выполнено в {when}: {left} из {whole}"
    return told
