"""What is changed about results, always by somebody: a row typed by hand, a table taken or taken back."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from config import jobs
from config.files import store_upload
from config.models import Job
from schools.importers.naming import key
from schools.importers.people import refuse_names
from schools.importers.sheet import read_sheets
from schools.mappings import remember, remember_schools
from schools.models import ExamResult, ResultImport, School, User
from schools.results.stored import KIND
from schools.services.writing import check_same_municipality, store
from schools.tasks import READ_RESULTS, TAKE_RESULTS, UNDO_RESULTS, forget, later_over, subject_of

LOOKED_AT_ONCE = 300 * 1024  # bytes; names in a larger file are looked for by the worker, which keeps nothing then


@transaction.atomic
def save_result(result: ExamResult, *, by: User, **facts) -> ExamResult:
    """Store a row typed by hand; from now on it belongs to no import."""
    if result.pk:
        check_same_municipality(by, result)
    check_same_municipality(by, facts.get("school") or result.school)
    result.municipality_id, result.result_import = by.municipality_id, None
    return store(result, facts)


@transaction.atomic
def delete_result(result: ExamResult, *, by: User) -> None:
    check_same_municipality(by, result)
    ExamResult.objects.filter(pk=result.pk).delete()


@transaction.atomic
def hand_in_results(upload, *, by: User, **given) -> Job:
    """Keep a table and have the worker read it. Handed in twice while it waits, it is one import.

    Raises UploadRefused or TableRefused; nothing is kept then.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    upload.seek(0)
    digest = hashlib.sha256(upload.read()).hexdigest()
    same = ResultImport.objects.filter(created_by=by, applied_at=None, summary={}, file__sha256=digest).first()
    if same is None:
        if upload.size <= LOOKED_AT_ONCE:
            upload.seek(0)
            refuse_names(read_sheets(upload, upload.name, with_hidden=True))
        same = ResultImport.objects.create(
            municipality_id=by.municipality_id, file=store_upload(upload, by=by), given=_said(given), created_by=by
        )
    return read_again(same, by=by)


def read_again(result_import: ResultImport, *, by: User) -> Job:
    """Have the worker read the table with all that has been said of it by now."""
    return jobs.start(
        READ_RESULTS,
        subject=subject_of(result_import),
        title=f"Чтение таблицы: {result_import.file.name}"[:200],
        by=by,
        back_url=reverse("schools:result_imports"),
    )


@transaction.atomic
def tell_about(result_import: ResultImport, *, by: User, **given) -> Job:
    """What the table itself does not say: year, procedure, subject, grade; an empty one is again as in the table."""
    waiting = _waiting(result_import)
    waiting.given = {name: value for name, value in waiting.given.items() if name not in given} | _said(given)
    waiting.save(update_fields=["given"])
    return read_again(waiting, by=by)


@transaction.atomic
def name_columns(result_import: ResultImport, *, by: User, meanings: dict[str, list[str]]) -> Job:
    """Meanings of the columns by fingerprint, remembered for every table with the same headings."""
    waiting = _waiting(result_import)
    remember(waiting.municipality_id, KIND, meanings)
    return read_again(waiting, by=by)


@transaction.atomic
def choose_schools(result_import: ResultImport, *, by: User, chosen: dict[str, School], skipped: list[str]) -> Job:
    """Which schools the spellings mean (remembered for later tables), and whose rows are left out this time."""
    waiting = _waiting(result_import)
    for school in chosen.values():
        check_same_municipality(by, school)
    remember_schools(waiting.municipality_id, {text: school.pk for text, school in chosen.items()})
    waiting.given = waiting.given | {"skipped": sorted({*waiting.given.get("skipped", ()), *map(key, skipped)})}
    waiting.save(update_fields=["given"])
    return read_again(waiting, by=by)


@transaction.atomic
def take_results(result_import: ResultImport, *, by: User, only_good: bool = False) -> Job:
    """Have the worker take all rows, or with `only_good` those without errors."""
    waiting = _waiting(result_import)
    if waiting.summary.get("errors_count") and not only_good:
        raise ValidationError("В таблице есть ошибки. Исправьте их или отметьте, что нужны только строки без ошибок.")
    return jobs.start(
        TAKE_RESULTS,
        subject=subject_of(waiting, only_good=only_good),
        title=f"Загрузка результатов: {waiting.file.name}"[:200],
        by=by,
        back_url=reverse("schools:review_results", args=[waiting.pk]),
    )


@transaction.atomic
def undo_results(result_import: ResultImport, *, by: User) -> Job:
    """Have the worker bring back what was before the import."""
    locked = _locked(result_import)
    if not locked.is_in_effect:
        raise ValidationError("Отменить можно только загрузку, которая действует.")
    if later := later_over(locked):
        raise ValidationError(f"Сначала отмените более позднюю загрузку «{later.file.name}»: она изменила эти строки.")
    return jobs.start(
        UNDO_RESULTS,
        subject=subject_of(locked),
        title=f"Отмена загрузки: {locked.file.name}"[:200],
        by=by,
        back_url=reverse("schools:review_results", args=[locked.pk]),
    )


@transaction.atomic
def discard_results(result_import: ResultImport, *, by: User) -> None:
    """Forget a table that was not taken, and its file."""
    check_same_municipality(by, result_import)
    forget(_waiting(result_import))


def _said(given: dict) -> dict:
    return {name: value for name, value in given.items() if value not in (None, "")}


def _locked(result_import: ResultImport) -> ResultImport:
    return ResultImport.objects.select_for_update().get(pk=result_import.pk)


def _waiting(result_import: ResultImport) -> ResultImport:
    locked = _locked(result_import)
    if not locked.is_waiting:
        raise ValidationError("Эта таблица уже загружена.")
    return locked
