"""A document on its way to become a draft: read, corrected by a person, accepted."""

from django.db import transaction

from config.files import store_upload
from roadmaps.importers import RoadmapReading, read_document
from roadmaps.models import Roadmap, RoadmapImport
from roadmaps.services.drafting import create_from_reading
from roadmaps.services.refusals import NotPossible
from schools.models import School, User


@transaction.atomic
def read_upload(upload, *, by: User) -> RoadmapImport:
    """Read a document and keep it with its reading. Raises UploadRefused or NoRoadmapTable; nothing is kept then."""
    reading = read_document(upload, upload.name)
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
