"""What was in force and when: each approved text of a roadmap, readable years later."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from roadmaps.models.roadmap import Roadmap


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, user) -> Self:
        return self.filter(municipality=user.municipality_id, roadmap__in=Roadmap.objects.visible_to(user))


class Edition(models.Model):
    """One approved text of a roadmap (редакция): the first by the approving order, each further one by an amending one.

    `text` is frozen as `Roadmap.approved_text` is; `changes` are what the order changed, as `roadmaps.changes` gives
    them; `draft_key` is the key of the draft that has become it, so that its address leads on. Nothing of an edition is
    ever changed.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField("редакция")
    order_number = models.CharField("номер приказа", max_length=60)
    in_force_from = models.DateField("действует с")
    text = models.JSONField("текст")
    sha256 = models.CharField(max_length=64)
    changes = models.JSONField("изменения", default=dict, blank=True)
    draft_key = models.BigIntegerField("ключ проекта изменений", null=True, blank=True, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто")
    made_at = models.DateTimeField(db_default=Now())

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "редакция"
        verbose_name_plural = "редакции"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "number"], name="editions_are_numbered")]
        triggers = [pgtrigger.Protect(name="editions_stay_as_they_are", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Редакция {self.number} от {self.in_force_from:%d.%m.%Y}"
