"""What happened to a school as an organisation: the history on its card."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class SchoolEventQuerySet(models.QuerySet["SchoolEvent"]):
    def naming(self, text: str) -> Self:
        """Renamings after which a former name holds the text."""
        return self.filter(Q(was_short_name__icontains=text) | Q(was_name__icontains=text))


class SchoolEvent(models.Model):
    """One change of a school: who, when, on what ground. Written by the services only and never changed.

    `happened_on` is the day from which the change counts, `made_at` the moment it was entered. `changes` is a list of
    {"name", "was", "now"} in the words of the screen. `other` is the school that was joined to, or that has joined.
    """

    class Kind(models.TextChoices):
        ADDED = "added", "Внесена в реестр"
        RENAMED = "renamed", "Переименована"
        CHANGED = "changed", "Изменены сведения"
        MADE_BASE = "made_base", "Стала базовой школой"
        NOT_BASE = "not_base", "Больше не базовая школа"
        CLOSED = "closed", "Закрыта"
        MERGED = "merged", "Присоединена к другой школе"
        TOOK_IN = "took_in", "К ней присоединена другая школа"
        REOPENED = "reopened", "Закрытие отменено"
        PARTED = "parted", "Присоединение другой школы отменено"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="events", verbose_name="школа")
    kind = models.CharField("что произошло", max_length=9, choices=Kind)
    happened_on = models.DateField("дата")
    was_short_name = models.CharField("прежнее краткое наименование", max_length=120, blank=True)
    was_name = models.CharField("прежнее полное наименование", max_length=300, blank=True)
    changes = models.JSONField("изменения", default=list, blank=True)
    other = models.ForeignKey(
        "schools.School", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="другая школа"
    )
    ground = models.CharField("основание", max_length=200, blank=True)
    reason = models.TextField("причина", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())

    objects = SchoolEventQuerySet.as_manager()

    class Meta:
        verbose_name = "событие школы"
        verbose_name_plural = "история школ"
        indexes = [models.Index(fields=["school", "-made_at"], name="history_of_school")]
        triggers = [pgtrigger.Protect(name="history_stays_as_it_is", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.get_kind_display()
