"""Three small tables that every app uses the same way: a file, a job, a letter; and what forms make has in common.

What a letter says, to whom and when, and what a job builds stays with the app that sends or builds.
"""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

MUNICIPALITY = "schools.Municipality"


class SentOnce(models.Model):
    """What a form makes: a form sent twice finds by its key what it has made."""

    form_key = models.UUIDField(
        "ключ формы",
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="Одинаков у двух нажатий одной кнопки",
    )

    class Meta:
        abstract = True


class StoredFile(models.Model):
    """Bytes that never change, under an immutable key; the person's file name is data.

    The same bytes are kept once per municipality (SHA-256).
    """

    municipality = models.ForeignKey(MUNICIPALITY, models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("имя файла", max_length=255)
    content_type = models.CharField(max_length=120)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    blob = models.CharField("место хранения", max_length=120)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    stored_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "файл"
        verbose_name_plural = "файлы"
        indexes = [models.Index(fields=["municipality", "sha256"], name="file_by_hash")]

    def __str__(self) -> str:
        return self.name


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user) -> Self:
        """A person sees the jobs that this person started."""
        return self.filter(municipality=user.municipality_id, created_by=user)

    def unfinished(self) -> Self:
        return self.filter(status__in=Job.UNFINISHED)


class Job(models.Model):
    """Long work done by a worker. The row is the truth; the queue only rings the alarm."""

    class Status(models.TextChoices):
        QUEUED = "queued", "В очереди"
        RUNNING = "running", "Выполняется"
        DONE = "done", "Готово"
        FAILED = "failed", "Не удалось"
        CANCELLED = "cancelled", "Отменено"

    UNFINISHED = (Status.QUEUED, Status.RUNNING)
    MAX_ATTEMPTS = 3

    municipality = models.ForeignKey(MUNICIPALITY, models.PROTECT, related_name="+")
    kind = models.CharField("вид", max_length=60)
    subject = models.CharField("предмет", max_length=160)
    title = models.CharField("название", max_length=200)
    status = models.CharField("состояние", max_length=12, choices=Status, default=Status.QUEUED)
    done_percent = models.PositiveSmallIntegerField("готово, %", default=0)
    step = models.CharField("что делается", max_length=200, blank=True)
    attempts_count = models.PositiveSmallIntegerField("попыток", default=0)
    failure = models.CharField("причина неудачи", max_length=500, blank=True)
    result_url = models.CharField("где результат", max_length=200, blank=True)
    back_url = models.CharField("откуда запущено", max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "задание"
        verbose_name_plural = "задания"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "subject"],
                condition=models.Q(status__in=["queued", "running"]),
                name="one_unfinished_job_per_subject",
            )
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(status__in=["queued", "running"]), name="jobs_to_do")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_finished(self) -> bool:
        return self.status not in self.UNFINISHED


class Letter(models.Model):
    """The outbox: a letter that must go out exactly once, whatever is killed meanwhile."""

    municipality = models.ForeignKey(MUNICIPALITY, models.PROTECT, related_name="+")
    kind = models.CharField("вид", max_length=60)
    subject_key = models.CharField("о чём", max_length=80)
    due_on = models.DateField("за какой день")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    address = models.EmailField("адрес")
    heading = models.CharField("тема", max_length=250)
    body = models.TextField("текст")
    message_id = models.CharField(max_length=120, unique=True)
    queued_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField("отправлено", null=True)
    attempts_count = models.PositiveSmallIntegerField("попыток", default=0)
    failure = models.CharField("причина неудачи", max_length=300, blank=True)

    class Meta:
        verbose_name = "письмо"
        verbose_name_plural = "письма"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_key", "recipient", "due_on"], name="one_letter_per_cause_and_day"
            )
        ]
        indexes = [models.Index(fields=["queued_at"], condition=models.Q(sent_at=None), name="letters_to_send")]

    def __str__(self) -> str:
        return self.heading
