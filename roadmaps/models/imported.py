"""A document on its way to become a roadmap."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from roadmaps.models.roadmap import Roadmap
from schools.roles import SEES_WORK


class RoadmapImportQuerySet(models.QuerySet["RoadmapImport"]):
    def visible_to(self, user) -> Self:
        """All for the department, else what one has handed in."""
        rows = self.filter(municipality=user.municipality_id)
        return rows if user.role in SEES_WORK else rows.filter(created_by=user)


class RoadmapImport(models.Model):
    """An uploaded document and what was understood of it (`reading`, as `RoadmapReading.as_dict` gives it).

    A person reviews and corrects the reading; accepted, it becomes a draft roadmap in one transaction.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    file = models.ForeignKey("config.StoredFile", models.PROTECT, related_name="+")
    reading = models.JSONField("что понято")
    roadmap = models.ForeignKey(Roadmap, models.SET_NULL, null=True, blank=True, related_name="imports")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    objects = RoadmapImportQuerySet.as_manager()

    class Meta:
        verbose_name = "импорт дорожной карты"
        verbose_name_plural = "импорты дорожных карт"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file.name
