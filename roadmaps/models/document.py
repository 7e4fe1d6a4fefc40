"""Documents that prove what was done."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from roadmaps.models.activity import Activity
from roadmaps.models.checkpoint import Checkpoint


class OutputDocumentQuerySet(models.QuerySet["OutputDocument"]):
    def visible_to(self, user) -> Self:
        """Proofs of the checkpoints that the person sees."""
        return self.filter(
            municipality=user.municipality_id, checkpoints__in=Checkpoint.objects.visible_to(user)
        ).distinct()


class OutputDocument(models.Model):
    """An output document (выходной документ): a file, with its own kind, number and date beside the upload's.

    One document may prove several checkpoints of its activity.
    """

    class Kind(models.TextChoices):
        ORDER = "order", "Приказ"
        NOTE = "note", "Справка"
        PROTOCOL = "protocol", "Протокол"
        REPORT = "report", "Отчёт"
        PLAN = "plan", "План"
        PROGRAMME = "programme", "Программа"
        MATERIALS = "materials", "Материалы"
        AGREEMENT = "agreement", "Договор"
        OTHER = "other", "Другое"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="documents")
    checkpoints = models.ManyToManyField(Checkpoint, through="Proof", related_name="documents")
    kind = models.CharField("вид документа", max_length=12, choices=Kind, default=Kind.OTHER)
    number = models.CharField("номер", max_length=60, blank=True)
    dated_on = models.DateField("дата документа", null=True, blank=True)
    file = models.ForeignKey("config.StoredFile", models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    objects = OutputDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "выходной документ"
        verbose_name_plural = "выходные документы"
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.file.name


class Proof(models.Model):
    """A document proves a checkpoint."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    document = models.ForeignKey(OutputDocument, models.CASCADE, related_name="proofs")
    checkpoint = models.ForeignKey(Checkpoint, models.CASCADE, related_name="proofs")

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        constraints = [
            models.UniqueConstraint(fields=["document", "checkpoint"], name="document_proves_a_checkpoint_once")
        ]

    def __str__(self) -> str:
        return f"{self.document} → {self.checkpoint}"
