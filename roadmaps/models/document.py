"""Documents that prove what was done, and what a reviewer says of them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from config.models import SentOnce
from roadmaps.models.activity import Activity
from roadmaps.models.checkpoint import Checkpoint
from roadmaps.models.roadmap import Roadmap
from schools.roles import MAY_LOOK_AFTER, Role

WORKS_FOR_ALL = frozenset({Role.SPECIALIST, Role.METHODIST})  # these report and review for every school


class OutputDocumentQuerySet(models.QuerySet["OutputDocument"]):
    def visible_to(self, user) -> Self:
        """Proofs of the checkpoints that the person sees."""
        return self.filter(
            municipality=user.municipality_id, checkpoints__in=Checkpoint.objects.visible_to(user)
        ).distinct()


class OutputDocument(SentOnce):
    """An output document (выходной документ): a file, with its own kind, number and date beside the upload's.

    One document may prove several checkpoints of its activity. A newer version is a row of its own; the old one stays.
    """

    class Kind(models.TextChoices):
        ORDER = "order", "Приказ"
        NOTE = "note", "Справка"
        PROTOCOL = "protocol", "Протокол"
        REGULATION = "regulation", "Положение"
        REPORT = "report", "Отчёт"
        PLAN = "plan", "План"
        PROGRAMME = "programme", "Программа"
        MATERIALS = "materials", "Материалы"
        AGREEMENT = "agreement", "Договор"
        MONITORING = "monitoring", "Мониторинг"
        OTHER = "other", "Другое"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="documents")
    checkpoints = models.ManyToManyField(Checkpoint, through="Proof", related_name="documents")
    kind = models.CharField("вид документа", max_length=12, choices=Kind, default=Kind.OTHER)
    number = models.CharField("номер", max_length=60, blank=True)
    dated_on = models.DateField("дата документа", null=True, blank=True)
    file = models.ForeignKey("config.StoredFile", models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField("версия", default=1)
    replaces = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="successors", verbose_name="вместо какого"
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    objects = OutputDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "выходной документ"
        verbose_name_plural = "выходные документы"
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="newer_document_replaces_another",
                condition=Q(version=1, replaces=None) | Q(version__gt=1, replaces__isnull=False),
                violation_error_message="Новая версия документа должна заменять прежнюю.",
            )
        ]

    def __str__(self) -> str:
        return self.file.name

    @property
    def sha256(self) -> str:
        return self.file.sha256

    @property
    def named(self) -> str:
        """«Справка № 7 от 12.10.2026», as much of it as is known."""
        number = f" № {self.number}" if self.number else ""
        return f"{self.get_kind_display()}{number}{f' от {self.dated_on:%d.%m.%Y}' if self.dated_on else ''}"


class ProofQuerySet(models.QuerySet["Proof"]):
    def visible_to(self, user) -> Self:
        """Those of the checkpoints that the person sees."""
        return self.filter(municipality=user.municipality_id, checkpoint__in=Checkpoint.objects.visible_to(user))

    def current(self) -> Self:
        """Without those that gave way to a newer version."""
        return self.exclude(status=Proof.Status.REPLACED)

    def in_force(self) -> Self:
        return self.filter(checkpoint__activity__roadmap__status=Roadmap.Status.APPROVED)

    def waiting(self) -> Self:
        """To be reviewed; nobody reviews for a roadmap that is closed or for a row that is struck out."""
        return self.in_force().filter(status=Proof.Status.WAITING, checkpoint__activity__excluded_on=None)

    def reviewable_by(self, user, today: date) -> Self:
        """Those waiting that the person may accept or return: `permissions.can_review_proof` in SQL."""
        rows = self.visible_to(user).waiting().exclude(document__added_by=user)
        if user.role in WORKS_FOR_ALL:
            return rows
        if user.role not in MAY_LOOK_AFTER:
            return rows.none()
        in_care = user.assigned_school_ids_on(today) - {user.school_id}
        return rows.filter(checkpoint__school__in=in_care)


class Proof(models.Model):
    """A document proves a checkpoint, and what the reviewer says of it there."""

    class Status(models.TextChoices):
        WAITING = "waiting", "На проверке"
        ACCEPTED = "accepted", "Принят"
        RETURNED = "returned", "Возвращён"
        REPLACED = "replaced", "Заменён новой версией"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    document = models.ForeignKey(OutputDocument, models.CASCADE, related_name="proofs")
    checkpoint = models.ForeignKey(Checkpoint, models.CASCADE, related_name="proofs")
    status = models.CharField("состояние", max_length=10, choices=Status, default=Status.WAITING)
    comment = models.TextField("замечание", blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField("проверен", null=True, blank=True)

    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "checkpoint"],
                name="document_proves_a_checkpoint_once",
                violation_error_message="Этот документ уже приложен к контрольной точке.",
            ),
            models.CheckConstraint(
                name="returned_document_has_a_comment",
                condition=~Q(status="returned") | ~Q(comment=""),
                violation_error_message="Напишите, что исправить в документе.",
            ),
            models.CheckConstraint(
                name="reviewed_document_has_a_reviewer",
                condition=~Q(status__in=["accepted", "returned"])
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                violation_error_message="Укажите, кто и когда проверил документ.",
            ),
            models.CheckConstraint(
                name="waiting_document_has_no_review",
                condition=~Q(status="waiting") | Q(reviewed_by=None, reviewed_at=None, comment=""),
                violation_error_message="У документа на проверке ещё нет отметки о проверке.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "checkpoint"],
                condition=Q(status__in=["waiting", "returned"]),
                name="documents_to_look_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} → {self.checkpoint}"
