"""Tables on their way in: what a person has decided about columns and spellings, and the imports of results."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class OfMunicipality(models.QuerySet):
    def visible_to(self, user) -> Self:
        return self.filter(municipality=user.municipality_id)


class ColumnMapping(models.Model):
    """What the columns of a layout mean, remembered from the first time a person has confirmed them.

    `kind` is what is imported («results»); `fingerprint` is that of the headings (`schools.importers.columns`);
    `meanings` is a list of keys, one per column, «» for one that is not taken.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    kind = models.CharField("что загружают", max_length=20)
    fingerprint = models.CharField("отпечаток заголовков", max_length=64)
    meanings = models.JSONField("значения граф")

    objects = OfMunicipality.as_manager()

    class Meta:
        verbose_name = "значения граф"
        verbose_name_plural = "значения граф"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind", "fingerprint"], name="one_mapping_per_layout")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.fingerprint[:8]}"


class SchoolSpelling(models.Model):
    """Which school a person has chosen for a spelling; `key` is what `schools.importers.naming.key` makes of it."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.CASCADE, related_name="spellings")
    key = models.CharField("написание", max_length=200)

    objects = OfMunicipality.as_manager()

    class Meta:
        verbose_name = "написание школы"
        verbose_name_plural = "написания школ"
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="one_school_per_spelling")]

    def __str__(self) -> str:
        return self.key


class UndoableImport(models.Model):
    """A table looked over, taken in one transaction, undone as a whole: `replaced` holds what was there before."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    file = models.ForeignKey("config.StoredFile", models.PROTECT, related_name="+")
    replaced = models.JSONField("что было прежде", default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField("загружено", null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField("отменено", null=True)

    objects = OfMunicipality.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_applied_by_somebody",
                condition=Q(applied_at=None, applied_by=None) | Q(applied_at__isnull=False, applied_by__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_undone_after_applied",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False, applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file.name

    @property
    def is_waiting(self) -> bool:
        """It was read and can still be corrected and taken."""
        return self.applied_at is None

    @property
    def is_in_effect(self) -> bool:
        return self.applied_at is not None and self.undone_at is None


class ResultImport(UndoableImport):
    """A table of results: read (`summary`), looked over, taken, undone.

    `given` is what the person has said that the table does not: year, procedure, subject, grade.
    """

    given = models.JSONField("что указано человеком", default=dict)
    summary = models.JSONField("что прочитано", default=dict)

    class Meta(UndoableImport.Meta):
        verbose_name = "загрузка результатов"
        verbose_name_plural = "загрузки результатов"


class ResultLine(models.Model):
    """What the review of an import shows: a cell that is wrong or doubtful, or a row with what it changes.

    `place` is where it stands in the table. `content` has «text» for a problem, else «who», «what», the figures,
    «written» where the table writes «who» otherwise and, for a row that changes, «was» with the figures there are now.
    Written anew with each reading.
    """

    class State(models.TextChoices):
        ERROR = "error", "ошибка"
        DOUBT = "doubt", "сомнение"
        CHANGED = "changed", "изменена"
        NEW = "new", "новая"
        SAME = "same", "без изменений"

    PROBLEMS = (State.ERROR, State.DOUBT)

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    result_import = models.ForeignKey(ResultImport, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField("место")
    state = models.CharField("состояние", max_length=7, choices=State)
    place = models.TextField("где")
    content = models.JSONField("что", default=dict)

    objects = OfMunicipality.as_manager()

    class Meta:
        verbose_name = "строка загрузки результатов"
        verbose_name_plural = "строки загрузок результатов"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["result_import", "position"], name="one_line_per_place")]

    def __str__(self) -> str:
        return self.place


class PassportImport(UndoableImport):
    """A table of social passports of a school year.

    `meanings` are what a person says of its columns, a key for each; empty where nobody has said anything.
    """

    year = models.PositiveSmallIntegerField("учебный год")
    meanings = models.JSONField("значения граф", default=list)

    class Meta(UndoableImport.Meta):
        verbose_name = "загрузка паспортов"
        verbose_name_plural = "загрузки паспортов"


class RegisterImport(models.Model):
    """A table of the register of schools: what its columns mean (`meanings`, a key per column), taken once."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    file = models.ForeignKey("config.StoredFile", models.PROTECT, related_name="+")
    meanings = models.JSONField("значения граф", default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    applied_at = models.DateTimeField("загружено", null=True)

    objects = OfMunicipality.as_manager()

    class Meta:
        verbose_name = "загрузка реестра школ"
        verbose_name_plural = "загрузки реестра школ"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file.name
