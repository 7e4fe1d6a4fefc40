"""Output documents on their way: attached to checkpoints, accepted or returned, replaced by a newer version."""

import hashlib
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from config import clock, outbox
from config.emails import link
from config.files import store_upload
from roadmaps import permissions as may
from roadmaps.emails import DOCUMENT_RETURNED
from roadmaps.models import Checkpoint, OutputDocument, Proof
from roadmaps.services.once import once
from roadmaps.services.refusals import NotPossible, locked_points
from schools.models import User
from schools.roles import Role

Status = Proof.Status


@transaction.atomic
def attach(
    checkpoint: Checkpoint,
    upload=None,
    *,
    by: User,
    document: OutputDocument | None = None,
    kind: str = OutputDocument.Kind.OTHER,
    number: str = "",
    dated_on: date | None = None,
    also: Iterable[Checkpoint] = (),
    form_key: UUID | None = None,
) -> OutputDocument:
    """Prove the checkpoint, and others of its activity, by a new file that the form has checked or by `document`.

    Raises NotPossible for a checkpoint that is cancelled or struck out; a proof that is there already stays as it is.
    """
    points = locked_points([checkpoint, *also])
    for point in points:
        if point.activity.excluded_on:
            raise NotPossible("Мероприятие исключено приказом: документы к нему больше не нужны.")
        if point.cancelled_on:
            raise NotPossible("Контрольная точка отменена: документ к ней не нужен.")
        if point.activity_id != checkpoint.activity_id or (document and document.activity_id != point.activity_id):
            raise NotPossible("Документ подтверждает контрольные точки только своего мероприятия.")
    if document is None:
        facts = {"kind": kind, "number": number, "dated_on": dated_on, "activity_id": checkpoint.activity_id}
        document = _made(upload, by=by, form_key=form_key, facts=facts)
    _prove(document, points)
    return document


@transaction.atomic
def replace(
    proof: Proof, upload, *, by: User, kind: str, number: str = "", dated_on: date | None = None
) -> OutputDocument:
    """A newer version takes the place of the document wherever the person answers for it; the old one stays.

    Raises NotPossible if a newer version is there already.
    """
    old = proof.document
    locked_points(other.checkpoint for other in _proofs_of(old))
    current = _proofs_of(old, locked=True)
    if proof.pk not in {other.pk for other in current}:
        raise NotPossible("У этого документа уже есть новая версия. Замените её.")
    newer = OutputDocument.objects.create(
        municipality_id=old.municipality_id,
        activity_id=old.activity_id,
        kind=kind,
        number=number,
        dated_on=dated_on,
        file=store_upload(upload, by=by),
        version=old.version + 1,
        replaces=old,
        added_by=by,
    )
    mine = [other for other in current if may.can_attach(by, other.checkpoint)]
    Proof.objects.filter(pk__in=[other.pk for other in mine]).update(status=Status.REPLACED)
    _prove(newer, [other.checkpoint for other in mine])
    return newer


@transaction.atomic
def accept_document(proof: Proof, *, by: User) -> Proof:
    """Take the document as it is. Raises NotPossible unless it waits for review."""
    row = _reviewed(proof, by=by)
    row.status = Status.ACCEPTED
    row.save(update_fields=["status", "reviewed_by", "reviewed_at"])
    return row


@transaction.atomic
def return_document(proof: Proof, *, by: User, comment: str) -> Proof:
    """Give the document back with what is to be mended, and write to the school's director and whoever attached it.

    Raises NotPossible without a comment or unless it waits for review.
    """
    row = _reviewed(proof, by=by)
    if not comment.strip():
        raise NotPossible("Напишите, что исправить в документе.")
    row.status, row.comment = Status.RETURNED, comment.strip()
    row.save(update_fields=["status", "comment", "reviewed_by", "reviewed_at"])
    _write_to_authors(row)
    return row


def other_points(checkpoint: Checkpoint, *, by: User) -> list[Checkpoint]:
    """Further checkpoints of the activity that the person may prove, the same school's first."""
    rows = Checkpoint.objects.visible_to(by).filter(activity=checkpoint.activity_id).exclude(pk=checkpoint.pk)
    rows = rows.select_related("activity__roadmap", "school").prefetch_related("activity__responsible")
    points = [point for point in rows.defer("activity__roadmap__approved_text") if may.can_attach(by, point)]
    return sorted(points, key=lambda point: (point.school_id != checkpoint.school_id, point.due_on, point.pk))


def other_documents(checkpoint: Checkpoint, *, by: User) -> QuerySet[OutputDocument]:
    """Documents of the activity that the person sees, newest versions only, without those of this checkpoint."""
    proofs = Proof.objects.visible_to(by).current().filter(document__activity=checkpoint.activity_id)
    rows = OutputDocument.objects.filter(pk__in=proofs.values("document"))
    return rows.exclude(proofs__checkpoint=checkpoint).select_related("file")


def _made(upload, *, by: User, form_key: UUID | None, facts: dict) -> OutputDocument:
    upload.seek(0)
    digest = hashlib.sha256(upload.read()).hexdigest()

    def make(key: UUID | None) -> OutputDocument:
        return OutputDocument.objects.create(
            municipality_id=by.municipality_id, file=store_upload(upload, by=by), added_by=by, form_key=key, **facts
        )

    mine = OutputDocument.objects.filter(municipality=by.municipality_id).select_related("file")
    return once(mine, form_key, {**facts, "sha256": digest}, make)


def _prove(document: OutputDocument, points: Iterable[Checkpoint]) -> None:
    rows = [Proof(municipality_id=document.municipality_id, document=document, checkpoint=point) for point in points]
    Proof.objects.bulk_create(rows, ignore_conflicts=True)


def _proofs_of(document: OutputDocument, *, locked: bool = False) -> list[Proof]:
    """What the newest version proves; locked only after their checkpoints, as everywhere."""
    rows = document.proofs.current().order_by("pk").select_related("checkpoint__activity__roadmap")
    rows = rows.defer("checkpoint__activity__roadmap__approved_text")
    return list(
        (rows.select_for_update(of=["self"]) if locked else rows).prefetch_related("checkpoint__activity__responsible")
    )


def _reviewed(proof: Proof, *, by: User) -> Proof:
    (point,) = locked_points([proof.checkpoint])
    row = Proof.objects.select_for_update(of=["self"]).select_related("document__file").get(pk=proof.pk)
    row.checkpoint = point
    if row.status != Status.WAITING:
        raise NotPossible(f"Документ не ждёт проверки, сейчас он: {row.get_status_display().lower()}.")
    row.reviewed_at, row.reviewed_by = clock.now(), by
    return row


def _write_to_authors(row: Proof) -> None:
    """The school's director and whoever attached it."""
    people = User.objects.active().filter(municipality=row.municipality_id)
    directors = people.filter(role=Role.DIRECTOR, school=row.checkpoint.school_id)
    authors = directors.union(people.filter(pk=row.document.added_by_id))
    texts = DOCUMENT_RETURNED.render(
        document=row.document,
        named=row.document.named,
        checkpoint=row.checkpoint,
        reviewer=row.reviewed_by,
        comment=row.comment,
        url=link("roadmaps:checkpoint", row.checkpoint_id),
    )
    key = f"document_review:{row.pk}"
    outbox.post_many(DOCUMENT_RETURNED.kind, [(one, texts) for one in authors], subject_key=key, due_on=clock.today())
