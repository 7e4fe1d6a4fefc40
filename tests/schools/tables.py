"""Imports of results for tests: handed in and read as a person and the worker do it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from config import jobs
from config.models import Job
from schools import services
from schools.models import ResultImport, User

HEADINGS = ["Школа", "Год", "Процедура", "Предмет", "Класс", "Участников", "Не справились", "Средняя отметка"]


def csv(*rows: list, headings=HEADINGS, name="Итоги.csv") -> SimpleUploadedFile:
    text = "\r\n".join(";".join(map(str, row)) for row in (headings, *rows))
    return SimpleUploadedFile(name, text.encode())


def worked(job: Job) -> Job:
    """The job as it is after the worker."""
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def hand_in(upload, by: User, **given) -> ResultImport:
    """Handed in and read, waiting for its review."""
    job = worked(services.hand_in_results(upload, by=by, **given))
    assert job.failure == ""
    return ResultImport.objects.latest("pk")


def take(upload, by: User, *, only_good: bool = False, **given) -> ResultImport:
    """Handed in, read and taken."""
    result_import = hand_in(upload, by, **given)
    job = worked(services.take_results(result_import, by=by, only_good=only_good))
    assert job.failure == ""
    result_import.refresh_from_db()
    return result_import
