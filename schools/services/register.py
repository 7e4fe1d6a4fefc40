"""A table of the register: read, looked over, taken in one transaction."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from config import files
from schools import mappings
from schools.importers import register
from schools.importers.columns import Heading, match
from schools.importers.sheet import Sheet, read_sheets
from schools.models import RegisterImport, School, User
from schools.services.schools import save_school

KIND = "register"  # of the remembered meanings of columns


@dataclass(frozen=True, slots=True)
class Reading:
    """The table with the meaning of its columns, and what it changes."""

    sheet: Sheet
    heading: Heading
    keys: list[str]
    comparison: register.Comparison


@transaction.atomic
def begin_register_import(upload, sheets: list[Sheet], *, by: User) -> RegisterImport:
    """Keep the table. Columns mean what was remembered for the same headings. Raises TableRefused."""
    _, heading = register.table_of(sheets)
    recalled = mappings.recall(by.municipality_id, KIND, [heading.fingerprint])
    keys = recalled.get(heading.fingerprint) or match(heading, register.MEANINGS)
    stored = files.store_upload(upload, by=by)
    return RegisterImport.objects.create(municipality_id=by.municipality_id, file=stored, meanings=keys, created_by=by)


def read_register_import(row: RegisterImport) -> Reading:
    """What the table says, against the register as it is now. Raises TableRefused or UploadRefused."""
    with files.open_file(row.file) as opened:
        sheet, heading = register.table_of(read_sheets(opened, row.file.name))
    lines, problems = register.read(sheet, heading, row.meanings)
    schools = {school.pk: school for school in School.objects.filter(municipality=row.municipality_id)}
    comparison = register.compare(lines, schools, mappings.school_names(row.municipality_id), sheet)
    comparison.problems = problems + comparison.problems
    comparison.doubts = register.doubts(sheet, heading, row.meanings)
    return Reading(sheet, heading, row.meanings, comparison)


@transaction.atomic
def set_register_columns(row: RegisterImport, meanings: list[str]) -> None:
    """What a person says the columns mean; remembered for the next table with these headings."""
    row.meanings = meanings
    row.save(update_fields=["meanings"])
    mappings.remember(row.municipality_id, KIND, {read_register_import(row).heading.fingerprint: meanings})


@transaction.atomic
def apply_register_import(row: RegisterImport, *, by: User, only_good: bool = False) -> tuple[int, int]:
    """Take the table: how many schools are new and how many changed.

    Raises ValidationError where it was taken already, and for a table with errors unless only the good lines are
    asked for; nothing is taken then.
    """
    row = RegisterImport.objects.select_for_update(of=["self"]).select_related("file").get(pk=row.pk)
    if row.applied_at:
        raise ValidationError("Эта таблица уже загружена.")
    found = read_register_import(row).comparison
    if found.problems and not only_good:
        raise ValidationError("В таблице есть ошибки. Исправьте её или отметьте, что нужны только строки без ошибок.")
    ground = f"Загружено из файла «{row.file.name}»"[:200]
    for line, school in [(line, School()) for line in found.new] + [(line, one) for line, one, _ in found.changed]:
        try:
            save_school(school, by=by, ground=ground, **line.facts)
        except ValidationError as refusal:
            raise ValidationError([f"{line.place}: {text}" for text in refusal.messages]) from refusal
    row.applied_at = timezone.now()
    row.save(update_fields=["applied_at"])
    return len(found.new), len(found.changed)
