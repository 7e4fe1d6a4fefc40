"""A document on its way to become a draft: read, corrected by a person, accepted."""

import hashlib

from django.db import transaction
from django.urls import reverse

from config import jobs
from config.files import store, store_upload
from config.models import Job, StoredFile
from config.uploads import LARGEST_FILE
from roadmaps.importers import (
    AS_USUAL,
    WHILE_A_PERSON_WAITS,
    Limits,
    Lost,
    NeedsTime,
    RoadmapReading,
    read_document,
    rearranged_with_corrections,
)
from roadmaps.models import Roadmap, RoadmapImport
from roadmaps.services.drafting import create_from_reading
from roadmaps.services.refusals import NotPossible
from roadmaps.tasks import READ_DOCUMENT, subject_of
from schools.models import School, User

READ_AT_ONCE = 300 * 1024  # bytes; a larger file is read by the worker


def hand_in(upload, *, by: User) -> RoadmapImport | Job:
    """Read a document at once, or have the worker read one that takes long: then the job leads to its review.

    Raises UploadRefused or NoRoadmapTable when it is refused at once.
    """
    if READ_AT_ONCE < upload.size <= LARGEST_FILE:
        return _read_later(upload, by)
    try:
        return read_upload(upload, by=by, limits=WHILE_A_PERSON_WAITS)
    except NeedsTime:
        return _read_later(upload, by)


@transaction.atomic
def _read_later(upload, by: User) -> Job:
    """The job that reads the document: handed in twice, at once or while it waits, it is one job."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    upload.seek(0)
    content = upload.read()
    same = StoredFile.objects.filter(stored_by=by, sha256=hashlib.sha256(content).hexdigest())
    subjects = [subject_of(file) for file in same.only("pk")]
    waiting = Job.objects.unfinished().filter(kind=READ_DOCUMENT, created_by=by, subject__in=subjects).first()
    return waiting or jobs.start(
        READ_DOCUMENT,
        subject=subject_of(store(content, name=upload.name, by=by)),
        title=f"Загрузка: {upload.name}"[:200],
        by=by,
        back_url=reverse("roadmaps:import"),
    )


@transaction.atomic
def read_upload(upload, *, by: User, limits: Limits = AS_USUAL) -> RoadmapImport:
    """Read a document and keep it with its reading. Raises UploadRefused or NoRoadmapTable; nothing is kept then."""
    reading = read_document(upload, upload.name, limits=limits)
    return RoadmapImport.objects.create(
        municipality_id=by.municipality_id,
        file=store_upload(upload, by=by),
        reading=reading.as_dict(),
        created_by=by,
    )


@transaction.atomic
def correct_row(imported: RoadmapImport, index: int, *, by: User, output_documents: str, **texts) -> None:
    """Put right what was read of a row, counted from zero over the whole document; its doubts are settled by that."""
    row = _waiting(imported)
    activity = activities_of(row.reading)[index]
    activity.update(texts, output_documents=output_documents.splitlines(), doubts=[])
    row.save(update_fields=["reading"])


class CorrectionsLost(Exception):
    """Another meaning of the columns would undo what a person has put right: `lost` says what."""

    def __init__(self, lost: list[Lost]) -> None:
        super().__init__("Часть исправлений пропадёт.")
        self.lost = lost


@transaction.atomic
def name_columns(imported: RoadmapImport, *, by: User, keys: list[str], may_lose: int = 0) -> None:
    """Read the table again with columns named by a person.

    Raises CorrectionsLost when more corrections would go than the `may_lose` that the person has agreed to.
    """
    row = _waiting(imported)
    reading, lost = rearranged_with_corrections(RoadmapReading.from_dict(row.reading), keys)
    if len(lost) > may_lose:
        raise CorrectionsLost(lost)
    row.reading = reading.as_dict()
    row.save(update_fields=["reading"])


@transaction.atomic
def correct_head(imported: RoadmapImport, *, by: User, title: str, starts_on, ends_on) -> None:
    row = _waiting(imported)
    row.reading.update(title=title, period=[starts_on.isoformat(), ends_on.isoformat()])
    row.save(update_fields=["reading"])


@transaction.atomic
def accept(imported: RoadmapImport, *, by: User, school: School | None = None) -> Roadmap:
    """Make the draft; asked twice, it gives the draft that is there already."""
    row = _locked(imported)
    if row.roadmap_id is None:
        row.roadmap = create_from_reading(RoadmapReading.from_dict(row.reading), by=by, school=school)
        row.save(update_fields=["roadmap"])
    return row.roadmap


def activities_of(reading: dict) -> list[dict]:
    """The rows of a reading as it is kept, in the order of the document."""
    return [activity for section in reading["sections"] for activity in section["activities"]]


def _locked(imported: RoadmapImport) -> RoadmapImport:
    """The row as it is now. A join would show the roadmap as it was before the lock was waited for: none."""
    return RoadmapImport.objects.select_for_update().get(pk=imported.pk)


def _waiting(imported: RoadmapImport) -> RoadmapImport:
    row = _locked(imported)
    if row.roadmap_id:
        raise NotPossible("Документ уже принят: правьте строки в самой дорожной карте.")
    return row
