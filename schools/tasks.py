"""What the worker does for schools: it reads, takes and takes back tables of results."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from config import clock, files
from config.jobs import JobRefused, Progress, job
from config.models import Job
from config.templatetags.opora import plural
from config.uploads import UploadRefused
from schools.importers.reading import Reading
from schools.importers.sheet import TableRefused
from schools.models import ResultImport
from schools.results.comparing import compare
from schools.results.lines import keep_lines
from schools.results.stored import read_stored
from schools.results.summary import summary
from schools.results.taking import lock, take_back, write

READ_RESULTS, TAKE_RESULTS, UNDO_RESULTS = "schools.read_results", "schools.take_results", "schools.undo_results"
WITH_ERRORS = "+"  # at the end of a job's subject: the good rows are taken without the bad ones
LONGEST_FAILURE = 500  # characters that a job keeps


def subject_of(result_import: ResultImport, *, only_good: bool = False) -> str:
    return f"import:{result_import.pk}{WITH_ERRORS if only_good else ''}"


def _import_of(row: Job) -> ResultImport:
    pk = row.subject.rpartition(":")[2].removesuffix(WITH_ERRORS)
    found = ResultImport.objects.select_related("file", "municipality").filter(pk=pk).first()
    if found is None:
        raise JobRefused("Этой загрузки больше нет.")
    return found


def _page(result_import: ResultImport) -> str:
    return reverse("schools:review_results", args=[result_import.pk])


def forget(result_import: ResultImport) -> None:
    """Delete an import that was never taken, and its file with it."""
    file = result_import.file
    result_import.delete()
    files.discard(file)


def clear_reading(row: Job) -> None:
    """Keep nothing of a table whose first reading was refused or given up."""
    pk = row.subject.rpartition(":")[2]
    found = ResultImport.objects.select_for_update().filter(pk=pk, applied_at=None, summary={}).first()
    if found:
        forget(found)


@job(READ_RESULTS, clear=clear_reading)
def read(row: Job, progress: Progress) -> str:
    """Read the stored table and compare it with what is there; nothing is taken."""
    result_import = _import_of(row)
    reading = _read(result_import, progress, up_to=80)
    progress(85, "Сравниваем с тем, что уже есть")
    found = compare(reading.rows, result_import.municipality_id)
    with transaction.atomic():
        locked = lock(result_import)
        if locked.is_waiting:
            locked.summary = summary(reading, found) | {"lines": keep_lines(locked, reading, found)}
            locked.save(update_fields=["summary"])
        progress(95, "Готовим проверку")  # raises where the person has given up, and all this is rolled back
    return _page(result_import)


def _read(result_import: ResultImport, progress: Progress, *, up_to: int) -> Reading:
    progress(5, "Читаем таблицу")
    try:
        return read_stored(
            result_import, clock.today(), lambda percent: progress(5 + percent * (up_to - 5) // 100, "Проверяем строки")
        )
    except (UploadRefused, TableRefused) as refusal:
        raise JobRefused(str(refusal)[:LONGEST_FAILURE]) from refusal


@job(TAKE_RESULTS)
def take(row: Job, progress: Progress) -> str:
    """Take all rows, or the good ones only, in one transaction. A worker killed after it finds the import taken."""
    result_import = _import_of(row)
    if not result_import.is_waiting:
        return _page(result_import)
    reading = _read(result_import, progress, up_to=50)
    _refuse_unless_good(reading, only_good=row.subject.endswith(WITH_ERRORS))
    progress(55, f"Записываем: {plural(len(reading.rows), 'строка,строки,строк')}")
    with transaction.atomic():
        locked = lock(result_import)
        if locked.is_waiting:
            found = compare(reading.rows, locked.municipality_id)
            write(locked, found)
            locked.summary = summary(reading, found) | {"lines": keep_lines(locked, reading, found)}
            locked.applied_at, locked.applied_by_id = timezone.now(), row.created_by_id
            locked.save()
        progress(95, "Завершаем")  # raises where the person has given up, and all this is rolled back
    return _page(result_import)


def _refuse_unless_good(reading: Reading, *, only_good: bool) -> None:
    if reading.missing:
        raise JobRefused("В таблице не хватает сведений. Укажите их на странице проверки.")
    if reading.errors and not only_good:
        raise JobRefused("В таблице есть ошибки. Исправьте их или отметьте, что нужны только строки без ошибок.")
    if not reading.rows:
        raise JobRefused("В таблице нет ни одной строки, которую можно взять.")


@job(UNDO_RESULTS)
def undo(row: Job, progress: Progress) -> str:
    """Bring back what was before the import."""
    result_import = _import_of(row)
    progress(10, "Возвращаем прежние результаты")
    with transaction.atomic():
        locked = lock(result_import)
        if locked.is_in_effect:
            later = later_over(locked)
            if later:
                raise JobRefused(
                    f"Сначала отмените более позднюю загрузку «{later.file.name}»: она изменила эти строки."
                )
            locked.summary["left_count"] = take_back(locked)
            locked.undone_at, locked.undone_by_id = timezone.now(), row.created_by_id
            locked.save()
        progress(95, "Завершаем")
    return _page(result_import)


def later_over(result_import: ResultImport) -> ResultImport | None:
    """An import in effect that has changed rows of this one."""
    rows = ResultImport.objects.filter(
        municipality=result_import.municipality_id, undone_at=None, replaced__over__contains=result_import.pk
    )
    return rows.exclude(applied_at=None).select_related("file").first()
