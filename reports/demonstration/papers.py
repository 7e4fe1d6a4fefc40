"""Documents of the demonstration in every state: accepted, returned, replaced by a newer version, waiting."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from curators.models import Assignment
from reports.demonstration.days import on
from reports.demonstration.planning import Cast
from roadmaps import services as roadmaps
from roadmaps.models import Proof
from schools.models import User
from schools.roles import Role

LEFT_WAITING = 3  # the latest ones
RETURNED_EVERY, REPLACED_EVERY = 5, 4
NO_SIGNATURE = "Нет подписи директора. Подпишите и приложите снова."
NO_NUMBERS = "Добавьте, сколько учителей участвовало: без этого документ не подходит для отчёта за полугодие."


def review_documents(cast: Cast, today: date) -> None:
    """Curators and the methodist have looked at all but the latest."""
    proofs = list(
        Proof.objects.filter(municipality=cast.municipality)
        .waiting()
        .select_related("document__file", "document__added_by", "checkpoint")
        .order_by("document__added_at", "pk")
    )
    for number, proof in enumerate(proofs[: len(proofs) - LEFT_WAITING], 1):
        day = min(proof.document.added_at.date() + timedelta(days=3), today)
        reviewer = _reviewer(cast, proof, day)
        with on(day):
            if number % REPLACED_EVERY == 0:
                _replace(proof, reviewer)
            elif number % RETURNED_EVERY == 0:
                roadmaps.return_document(proof, by=reviewer, comment=NO_NUMBERS)
            else:
                roadmaps.accept_document(proof, by=reviewer)


def _replace(proof: Proof, reviewer: User) -> None:
    """Returned once, accepted in its second version."""
    roadmaps.return_document(proof, by=reviewer, comment=NO_SIGNATURE)
    old = proof.document
    text = f"{old.get_kind_display()} с подписью директора, вторая версия\n\n{proof.checkpoint.done_text}\n"
    newer = roadmaps.replace(
        proof,
        SimpleUploadedFile(f"Подписано. {old.file.name}", text.encode(), content_type="text/plain"),
        by=old.added_by,
        kind=old.kind,
        number=old.number,
        dated_on=old.dated_on,
    )
    roadmaps.accept_document(newer.proofs.get(), by=reviewer)


def _reviewer(cast: Cast, proof: Proof, day: date) -> User:
    """The school's curator of that day; else the methodist."""
    assigned = Assignment.objects.current(day).filter(school=proof.checkpoint.school_id).select_related("curator")
    curators = [assignment.curator for assignment in assigned]
    return next(iter(curators), cast.by_role[Role.METHODIST])
