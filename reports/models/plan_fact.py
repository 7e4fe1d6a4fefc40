"""Prints of what was planned and what was done."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from roadmaps.models import Roadmap


class PlanFactQuerySet(models.QuerySet["PlanFact"]):
    def visible_to(self, user) -> Self:
        """One's own prints: each holds what its person may see, and no more."""
        return self.filter(
            municipality=user.municipality_id, built_by=user, roadmap__in=Roadmap.objects.visible_to(user)
        )


class PlanFact(models.Model):
    """A roadmap with its marks of execution (план-факт) as files; all three were made from one object of one day."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    roadmap = models.ForeignKey(
        "roadmaps.Roadmap", models.PROTECT, related_name="plan_facts", verbose_name="дорожная карта"
    )
    as_of = models.DateField("по состоянию на")
    pdf = models.ForeignKey("config.StoredFile", models.PROTECT, related_name="+")
    docx = models.ForeignKey("config.StoredFile", models.PROTECT, related_name="+")
    xlsx = models.ForeignKey("config.StoredFile", models.PROTECT, related_name="+")
    job = models.OneToOneField("config.Job", models.PROTECT, related_name="+")
    built_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    built_at = models.DateTimeField(db_default=Now())

    objects = PlanFactQuerySet.as_manager()

    class Meta:
        verbose_name = "план-факт"
        verbose_name_plural = "план-факты"
        ordering = ["-built_at", "-pk"]

    def __str__(self) -> str:
        return f"План-факт: {self.roadmap}, на {self.as_of:%d.%m.%Y}"
