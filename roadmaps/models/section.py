"""The sections of a roadmap."""

from typing import Self

from django.db import models

from config.models import SentOnce
from roadmaps.models.roadmap import Roadmap


class SectionQuerySet(models.QuerySet["Section"]):
    def visible_to(self, user) -> Self:
        return self.filter(municipality=user.municipality_id, roadmap__in=Roadmap.objects.visible_to(user))


class Section(SentOnce):
    """A titled group of activities (раздел, этап); a roadmap without sections has one with an empty title.

    `version` counts the saves and guards against two editors.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="sections")
    title = models.CharField("раздел", max_length=500, blank=True)
    position = models.PositiveIntegerField()
    source = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name="откуда взят"
    )
    version = models.PositiveIntegerField(default=1)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "раздел"
        verbose_name_plural = "разделы"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["roadmap", "position"], name="sections_in_order")]

    def __str__(self) -> str:
        return self.title
