"""A table of passports: kept, looked over, taken in one transaction, undone as a whole."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from config import files
from schools import mappings
from schools.importers import passports
from schools.importers.columns import Heading
from schools.importers.sheet import Sheet, read_sheets
from schools.models import Municipality, PassportImport, PassportQuestion, School, User
from schools.passport_changes import PassportChange
from schools.services.passports import bring_back, changes_of, import_passports
from schools.services.writing import check_same_municipality

KIND = "passports"  # of the remembered meanings of columns
LEFT_OUT = "-"  # a column that names a question and is not wanted; "" is one that named none


@dataclass(frozen=True, slots=True)
class PassportReading:
    """The table with the meaning of its columns, what cannot be taken, and what the rest changes."""

    heading: Heading
    keys: list[str]
    questions: list[PassportQuestion]
    table: passports.PassportTable
    changes: list[PassportChange]


@transaction.atomic
def begin_passport_import(upload, sheets: list[Sheet], year: int, *, by: User) -> PassportImport:
    """Keep the table. Columns mean what was remembered for the same headings. Raises TableRefused."""
    _, heading = passports.table_of(sheets, _questions(by.municipality_id))
    recalled = mappings.recall(by.municipality_id, KIND, [heading.fingerprint])
    return PassportImport.objects.create(
        municipality_id=by.municipality_id,
        file=files.store_upload(upload, by=by),
        year=year,
        meanings=recalled.get(heading.fingerprint, []),
        created_by=by,
    )


def read_passport_import(row: PassportImport) -> PassportReading:
    """What the table says, against the passports as they are now. Raises TableRefused or UploadRefused."""
    questions = _questions(row.municipality_id)
    with files.open_file(row.file) as opened:
        sheet, heading = passports.table_of(read_sheets(opened, row.file.name), questions)
    named = passports.keys_of(heading, questions)
    told = _meant(row.meanings, named, {passports.SCHOOL_KEY, *(question.code for question in questions)})
    keys = told if passports.SCHOOL_KEY in told else named
    schools = list(School.objects.filter(municipality=row.municipality_id).in_alphabet())
    closed = {school.pk: school.closed_on for school in schools if school.closed_on}
    asked = {question.code: question for question in questions}
    reader = passports.PassportReader(sheet, keys, asked, mappings.school_names(row.municipality_id), closed)
    table = reader.read(heading, is_told=bool(told))
    changes = changes_of(row.year, table.values, schools, row.municipality_id)
    return PassportReading(heading, keys, questions, table, changes)


def _meant(meanings: list[str], named: list[str], known: set[str]) -> list[str]:
    """What a person has said of the columns; a heading that names a question asked only since then says it itself."""
    pairs = zip(meanings, named, strict=False)
    return [key if key in known else exact if key != LEFT_OUT and exact not in meanings else "" for key, exact in pairs]


def _questions(municipality_id: int) -> list[PassportQuestion]:
    return list(PassportQuestion.objects.filter(municipality=municipality_id).asked())


@transaction.atomic
def set_passport_columns(row: PassportImport, meanings: list[str]) -> None:
    """What a person says the columns mean; remembered for the next table with these headings."""
    reading = read_passport_import(row)
    named = passports.keys_of(reading.heading, reading.questions)
    row.meanings = [key or (LEFT_OUT if exact else "") for key, exact in zip(meanings, named, strict=True)]
    row.save(update_fields=["meanings"])
    mappings.remember(row.municipality_id, KIND, {reading.heading.fingerprint: row.meanings})


@transaction.atomic
def take_passports(row: PassportImport, *, by: User, only_good: bool = False, seen: str | None = None) -> int:
    """Take the table: how many passports are new or changed. `seen` is the digest of the changes that were shown.

    Raises ValidationError where it was taken already, where the changes are others by now, and for a table with errors
    unless only the good rows are asked for; nothing is taken then.
    """
    row = _waiting(row, by)
    table = read_passport_import(row).table
    if table.errors and not only_good:
        raise ValidationError("В таблице есть ошибки. Исправьте её или отметьте, что нужны только школы без ошибок.")
    row.replaced = import_passports(row.year, table.values, by=by, seen=seen)
    row.applied_at, row.applied_by = timezone.now(), by
    row.save(update_fields=["replaced", "applied_at", "applied_by"])
    return len(row.replaced)


@transaction.atomic
def undo_passports(row: PassportImport, *, by: User) -> int:
    """Bring back the passports that were before; how many were left because somebody has changed them since.

    Raises ValidationError while a later import of the same passports is in effect: undone afterwards, that one would
    bring back what this one had written.
    """
    row = _locked(row, by)
    if not row.is_in_effect:
        raise ValidationError("Отменить можно только загрузку, которая действует.")
    if later := _later_over(row):
        raise ValidationError(
            f"Сначала отмените более позднюю загрузку «{later.file.name}»: она изменила эти паспорта."
        )
    left = bring_back(row.year, row.replaced)
    row.undone_at, row.undone_by = timezone.now(), by
    row.save(update_fields=["undone_at", "undone_by"])
    return left


@transaction.atomic
def discard_passports(row: PassportImport, *, by: User) -> None:
    """Forget a table that was not taken, and its file."""
    row = _waiting(row, by)
    file = row.file
    row.delete()
    files.discard(file)


def _later_over(row: PassportImport) -> PassportImport | None:
    """An import in effect that has changed passports of this one."""
    rows = PassportImport.objects.filter(municipality=row.municipality_id, year=row.year, undone_at=None)
    later = rows.filter(applied_at__gt=row.applied_at, replaced__has_any_keys=list(row.replaced))
    return later.select_related("file").order_by("-applied_at").first()


def _locked(row: PassportImport, by: User) -> PassportImport:
    """The import as it is now; one import of a municipality is taken or undone at a time."""
    check_same_municipality(by, row)
    Municipality.objects.select_for_update(no_key=True).get(pk=row.municipality_id)
    locked = PassportImport.objects.select_for_update(of=["self"]).select_related("file").filter(pk=row.pk).first()
    if locked is None:
        raise ValidationError("Этой таблицы больше нет.")
    return locked


def _waiting(row: PassportImport, by: User) -> PassportImport:
    locked = _locked(row, by)
    if not locked.is_waiting:
        raise ValidationError("Эта таблица уже загружена.")
    return locked
