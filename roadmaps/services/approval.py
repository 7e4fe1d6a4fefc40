"""The way of a roadmap from draft to approved."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from config import clock
from roadmaps.models import Roadmap
from roadmaps.services.amending import changes_of
from roadmaps.services.editions import freeze
from roadmaps.services.points import make_points
from roadmaps.services.refusals import NotPossible, locked_draft, locked_submitted
from roadmaps.services.remarks import remark
from roadmaps.services.row_remarks import open_again, say_of_rows, settle_all
from roadmaps.services.wording import reread
from schools.models import User


@transaction.atomic
def submit(roadmap: Roadmap, *, by: User) -> Roadmap:
    """Hand a draft over for approval; it cannot be changed until it comes back."""
    row = locked_draft(roadmap)
    if not row.activities.exists():
        raise NotPossible("В карте нет ни одного мероприятия. Добавьте строки и отправьте снова.")
    if row.amends_id and not changes_of(row):
        raise NotPossible("В проекте пока нет изменений: исправьте строки и отправьте снова.")
    row.status = Roadmap.Status.SUBMITTED
    row.submitted_at = clock.now()
    row.save(update_fields=["status", "submitted_at"])
    row.edit_steps.all().delete()
    settle_all(row, by=by)
    return remark(row, by, "Отправлена на согласование")


@transaction.atomic
def return_to_draft(roadmap: Roadmap, *, by: User, comment: str, of_rows: Mapping[int, str] | None = None) -> Roadmap:
    """Send it back with what has to be changed: of the whole, and of single rows by their keys."""
    row = locked_submitted(roadmap, "Вернуть можно только карту, которая на согласовании.")
    row.status = Roadmap.Status.DRAFT
    row.save(update_fields=["status"])
    said = say_of_rows(row, of_rows or {}, by=by)
    text = "\n".join([comment, *(f"К строке «{one.row}»: {one.text}" for one in said)])
    return remark(row, by, "Возвращена на доработку", text)


@transaction.atomic
def withdraw(roadmap: Roadmap, *, by: User) -> Roadmap:
    """Take back what was handed over too early."""
    row = locked_submitted(roadmap, "Отозвать можно только карту, которая на согласовании.")
    row.status = Roadmap.Status.DRAFT
    row.save(update_fields=["status"])
    open_again(row)
    return remark(row, by, "Отозвана с согласования")


@transaction.atomic
def approve(roadmap: Roadmap, *, by: User, order_number: str, on: date) -> Roadmap:
    """Put a submitted roadmap in force: read the deadlines for good, freeze the text, make the checkpoints.

    Called when the order is signed, inside its transaction.
    """
    row = locked_submitted(roadmap, "Утвердить можно только карту, которая отправлена на согласование.")
    if row.amends_id:
        raise NotPossible("Это проект изменений: его вводит в действие приказ о внесении изменений.")
    activities = reread(row.activities.select_related("section").in_order(), row.period, approved=on)
    row.status = Roadmap.Status.APPROVED
    row.approved_on, row.approved_by_order = on, order_number
    freeze(row, activities, by=by, order_number=order_number, on=on)
    row.save(update_fields=["status", "approved_on", "approved_by_order", "approved_text", "approved_sha256"])
    make_points(row, activities)
    return remark(row, by, f"Утверждена приказом № {order_number} от {on:%d.%m.%Y}")
