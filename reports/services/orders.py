"""The way of an order from draft to signature and to its readers.

What cannot be done now is refused with `NotPossible`, whose text is fit for the screen.
"""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from config import clock, jobs
from config.models import Job
from reports import drafting, linter, numbering
from reports.acquaintance import readers
from reports.builders.order import build
from reports.models import Acquaintance, Order, OrderRemark
from reports.tasks import ORDER_FILES
from roadmaps.models import Roadmap
from roadmaps.services import Conflict, NotPossible, amend, approve, changes_of
from roadmaps.services.once import once
from roadmaps.services.refusals import locked
from schools.models import IdentificationRun, User
from schools.services import fix_list

SIGNATURE = (
    "status",
    "year",
    "sequence",
    "number",
    "signed_on",
    "signed_by",
    "signed_at",
    "signer_position",
    "signer_name",
)


@transaction.atomic
def draft_for_roadmap(roadmap: Roadmap, *, by: User) -> Order:
    """The order that approves a roadmap or amends one: what is there already, or a new draft with a first wording.

    A draft of an amending order that nobody has edited follows the changes as they are now.
    """
    roadmap = Roadmap.objects.select_for_update(of=["self"]).select_related("school", "amends").get(pk=roadmap.pk)
    kind = Order.Kind.AMEND_ROADMAP if roadmap.amends_id else Order.Kind.APPROVE_ROADMAP
    order = roadmap.orders.exclude(status=Order.Status.REVOKED).filter(kind=kind).first()
    if roadmap.amends_id:
        return _draft_amending(roadmap, order, by=by)
    if order:
        return order
    if roadmap.approved_on:
        raise NotPossible("Эта дорожная карта уже утверждена.")
    return create(by=by, roadmap=roadmap, **drafting.approving(roadmap))


@transaction.atomic
def draft_for_run(run: IdentificationRun, *, by: User) -> Order:
    """The order that fixes the lists of a run: what is there already, or a new draft. The run has to be confirmed.

    A draft that nobody has edited follows the decisions as they are now.
    """
    row = _locked_run(run)
    if order := row.orders.exclude(status=Order.Status.REVOKED).first():
        untouched = Order.objects.filter(pk=order.pk, status=Order.Status.DRAFT, version=1)
        if untouched.update(clauses=drafting.fixing(row)["clauses"]):
            order.refresh_from_db(fields=["clauses"])
        return order
    _check_is_confirmed(row)
    return create(by=by, run=row, **drafting.fixing(row))


def _locked_run(run: IdentificationRun) -> IdentificationRun:
    """Held until the end of the transaction: what is frozen is what is carried out."""
    return IdentificationRun.objects.select_for_update().defer("inputs").get(pk=run.pk)


def _check_is_confirmed(run: IdentificationRun) -> None:
    if run.status != IdentificationRun.Status.CONFIRMED:
        raise NotPossible("Сначала специалист подтверждает отнесение: приказ утверждает то, что в нём стоит.")


def _draft_amending(draft: Roadmap, order: Order | None, *, by: User) -> Order:
    if order is None:
        return create(by=by, roadmap=draft, **drafting.amending(draft))
    untouched = Order.objects.filter(pk=order.pk, status=Order.Status.DRAFT, version=1)
    if untouched.update(clauses=drafting.amending(draft)["clauses"]):
        order.refresh_from_db(fields=["clauses"])
    return order


def create(*, by: User, form_key: UUID | None = None, **facts) -> Order:
    """A new draft; whoever prepares it is its executor, unless another one is named. A form sent twice makes one."""
    facts = {"municipality": by.municipality, "executor": by, **facts}

    def make(key: UUID | None) -> Order:
        return Order.objects.create(form_key=key, **facts)

    return once(Order.objects.all(), form_key, facts, make)


@transaction.atomic
def update(order: Order, *, by: User, version: int, **facts) -> Order:
    """Save a draft's texts. Raises Conflict with both texts when somebody saved it meanwhile."""
    row = _locked(order)
    if row.version != version:
        raise Conflict(mine=facts, theirs={name: getattr(row, name) for name in facts}, version=row.version)
    if row.status != Order.Status.DRAFT:
        raise NotPossible("Менять можно только черновик приказа.")
    for name, value in facts.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*facts, "version"])
    return row


@transaction.atomic
def delete_draft(order: Order, *, by: User) -> None:
    """It had no number yet: nothing is left of it, and its roadmap may get another."""
    row = Order.objects.select_for_update(of=["self"]).filter(pk=order.pk).first()
    if row is None:
        raise NotPossible("Этот проект приказа уже удалили.")
    if row.status != Order.Status.DRAFT:
        raise NotPossible("Удалить можно только черновик приказа.")
    row.delete()


@transaction.atomic
def submit(order: Order, *, by: User) -> Order:
    """Hand a draft over for the signature."""
    row = _locked(order)
    if row.status != Order.Status.DRAFT:
        raise NotPossible("Отправить на подпись можно только черновик.")
    if row.roadmap and row.roadmap.status == Roadmap.Status.DRAFT:
        raise NotPossible("Сначала отправьте на согласование дорожную карту: приказ утверждает её вместе с текстом.")
    if row.run:
        _check_is_confirmed(row.run)
    row.status, row.submitted_at = Order.Status.SUBMITTED, clock.now()
    row.save(update_fields=["status", "submitted_at"])
    return _remark(row, by, "Отправлен на подпись")


@transaction.atomic
def return_to_draft(order: Order, *, by: User, comment: str) -> Order:
    """Send an order back with what has to be changed; the comment stays in its history."""
    row = _submitted(order, "Вернуть можно только приказ, который ждёт подписи.")
    row.status = Order.Status.DRAFT
    row.save(update_fields=["status"])
    return _remark(row, by, "Возвращён на доработку", comment)


@transaction.atomic
def sign(order: Order, *, by: User, on: date) -> Order:
    """Give the order its number, carry out what it says, freeze its content, send it round.

    All of it or nothing: a refusal on the way gives the number back. PDF and DOCX are made from the frozen content
    by a worker after the commit.
    """
    if order.roadmap:
        locked(order.roadmap)  # first, as `draft_for_roadmap` does: what is frozen is what is approved
    if order.run:
        _check_is_confirmed(_locked_run(order.run))
    row = _submitted(order, "Подписать можно только приказ, который отправлен на подпись.")
    _check_tells_the_changes(row)
    _check_tells_the_lists(row)
    row.sequence, row.number = numbering.take(row.municipality, on.year)
    row.status, row.year = Order.Status.SIGNED, on.year
    row.signed_on, row.signed_by, row.signed_at = on, by, clock.now()
    row.signer_position, row.signer_name = by.position, by.signature
    row.content = build(row, as_of=on).as_dict()
    row.save(update_fields=[*SIGNATURE, "content"])
    _send_round(row, on)
    _carry_out(row, by=by, on=on)
    make_files(row, by=by)
    return _remark(row, by, f"Подписан, № {row.number}")


def _check_tells_the_changes(order: Order) -> None:
    """Clauses that amend a roadmap were seen by whoever submitted them; changes handed over later are not in them."""
    if order.kind != Order.Kind.AMEND_ROADMAP or order.submitted_at is None:
        return
    if order.roadmap.submitted_at and order.roadmap.submitted_at > order.submitted_at:
        raise NotPossible(
            "После отправки приказа на подпись изменения карты отзывали и отправляли снова. "
            "Верните приказ на доработку, чтобы его пункты составили заново."
        )


def _check_tells_the_lists(order: Order) -> None:
    """Clauses name who leaves the lists: they were seen by whoever submitted them, later decisions are not in them."""
    if order.run and order.submitted_at and order.run.confirmed_at > order.submitted_at:
        raise NotPossible(
            "После отправки приказа на подпись отнесение возвращали на проверку. "
            "Верните приказ на доработку и проверьте его пункты."
        )


def _carry_out(order: Order, *, by: User, on: date) -> None:
    """What the order says of its lists or its roadmap.

    An amending draft goes: the order is about the roadmap it has amended.
    """
    if order.kind == Order.Kind.FIX_LIST and order.run:
        try:
            fix_list(order.run, order_number=order.number, on=on)
        except ValidationError as refusal:
            raise NotPossible(" ".join(refusal.messages)) from refusal
    if order.roadmap is None:
        return
    if order.kind == Order.Kind.APPROVE_ROADMAP:
        approve(order.roadmap, by=by, order_number=order.number, on=on)
    elif order.kind == Order.Kind.AMEND_ROADMAP:
        draft, order.roadmap = order.roadmap, order.roadmap.amends
        order.save(update_fields=["roadmap"])
        amend(draft, by=by, order_number=order.number, on=on)


def make_files(order: Order, *, by: User) -> Job:
    """Have a worker make PDF and DOCX of a signed order; asked twice, it is one job."""
    return jobs.start(
        ORDER_FILES,
        subject=f"order:{order.pk}",
        title=f"Файлы приказа {order}",
        by=by,
        back_url=reverse("reports:order", args=[order.pk]),
    )


@transaction.atomic
def acknowledge(order: Order, *, by: User) -> None:
    """The person has read the order; the first time counts."""
    rows = Acquaintance.objects.filter(order=order, user=by, acknowledged_at=None)
    rows.update(acknowledged_at=clock.now())


def warnings(order: Order, *, on: date) -> tuple[str, ...]:
    """What the linter has to say about an order that would be signed on that day."""
    activities = list(order.roadmap.activities.in_order()) if order.roadmap else []
    changes = changes_of(order.roadmap) if order.roadmap and order.roadmap.amends_id else None
    if changes is not None:
        touched = {change.key for change in changes.rows}
        activities = [row for row in activities if row.pk in touched]
    orders = Order.objects.signed().filter(municipality=order.municipality_id, year=on.year)
    last = orders.aggregate(last=Max("signed_on"))["last"]
    lacking = order.run.schools.filter(lacks_data=True, decided="").count() if order.run else 0
    found = linter.warnings(order, activities, on=on, last_signed_on=last, lacking=lacking)
    if changes is None:
        return found
    return (*found, *linter.untold(order, drafting.changing_clauses(order.roadmap, changes)))


def _send_round(order: Order, on: date) -> None:
    Acquaintance.objects.bulk_create(
        Acquaintance(municipality_id=order.municipality_id, order=order, user=person) for person in readers(order, on)
    )


def _locked(order: Order) -> Order:
    rows = Order.objects.select_for_update(of=["self"]).select_related(
        "municipality", "executor", "roadmap__school", "roadmap__amends", "run"
    )
    return rows.defer("run__inputs").get(pk=order.pk)


def _submitted(order: Order, refusal: str) -> Order:
    row = _locked(order)
    if row.status != Order.Status.SUBMITTED:
        raise NotPossible(refusal)
    return row


def _remark(order: Order, by: User, action: str, text: str = "") -> Order:
    OrderRemark.objects.create(municipality_id=order.municipality_id, order=order, action=action, text=text, made_by=by)
    return order
