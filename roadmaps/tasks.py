"""What the worker does for roadmaps: it reads the documents that are too long for a person to wait for."""

from django.db import transaction
from django.urls import reverse

from config import files
from config.jobs import JobRefused, Progress, job
from config.models import Job, StoredFile
from config.uploads import UploadRefused
from roadmaps.importers import IN_A_WORKER, NoRoadmapTable, RoadmapReading, read_document
from roadmaps.models import RoadmapImport

READ_DOCUMENT = "roadmaps.read_document"
LONGEST_FAILURE = 500  # characters that a job keeps


def subject_of(file: StoredFile) -> str:
    return f"file:{file.pk}"


def _file_id(row: Job) -> int:
    return int(row.subject.rpartition(":")[2])


def clear_document(row: Job) -> None:
    """Keep nothing of a document whose reading was refused or given up."""
    file = StoredFile.objects.select_for_update().filter(pk=_file_id(row)).first()
    imports = RoadmapImport.objects.filter(file=file)
    if file and not imports.exclude(roadmap=None).exists():
        imports.delete()
        files.discard(file)


@job(READ_DOCUMENT, clear=clear_document)
def read_in_worker(row: Job, progress: Progress) -> str:
    """Read a stored document. A worker that was killed after the last step finds it read."""
    file = StoredFile.objects.get(pk=_file_id(row))
    imported = RoadmapImport.objects.filter(file=file).first()
    if imported is None:
        progress(10, "Читаем документ")
        imported = _keep(row, file, _read(file), progress)
    return reverse("roadmaps:review_import", args=[imported.pk])


def _read(file: StoredFile) -> RoadmapReading:
    try:
        with files.open_file(file) as opened:
            return read_document(opened, file.name, limits=IN_A_WORKER)
    except (UploadRefused, NoRoadmapTable) as refusal:
        raise JobRefused(str(refusal)[:LONGEST_FAILURE]) from refusal


@transaction.atomic
def _keep(row: Job, file: StoredFile, reading: RoadmapReading, progress: Progress) -> RoadmapImport:
    progress(90, "Сохраняем прочитанное")  # holds the job's row: who cancels it waits and then clears all this
    kept, _ = RoadmapImport.objects.get_or_create(
        file=file,
        defaults={
            "municipality_id": row.municipality_id,
            "reading": reading.as_dict(),
            "created_by_id": row.created_by_id,
        },
    )
    return kept
