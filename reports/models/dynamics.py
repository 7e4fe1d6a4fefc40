"""Notes on how results moved over the years."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from schools.models import School
from schools.permissions import can_compare_schools


class DynamicsNoteQuerySet(models.QuerySet["DynamicsNote"]):
    def visible_to(self, user) -> Self:
        """One's own notes, as long as one sees the pages that they print."""
        seen = Q(school__in=School.objects.visible_to(user))
        if can_compare_schools(user):
            seen |= Q(school=None)
        return self.filter(seen, municipality=user.municipality_id, built_by=user)


class DynamicsNote(models.Model):
    """«Справка о динамике результатов» of a day, of one school or, without a school, of the municipality.

    `about` names the school, or the municipality with the measure that was chosen.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey(
        "schools.School", models.PROTECT, null=True, blank=True, related_name="dynamics_notes", verbose_name="школа"
    )
    about = models.CharField("о чём", max_length=320)
    as_of = models.DateField("по состоянию на")
    pdf = models.ForeignKey("config.StoredFile", models.PROTECT, related_name="+")
    job = models.OneToOneField("config.Job", models.PROTECT, related_name="+")
    built_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    built_at = models.DateTimeField(db_default=Now())

    objects = DynamicsNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "справка о динамике"
        verbose_name_plural = "справки о динамике"
        ordering = ["-built_at", "-pk"]

    def __str__(self) -> str:
        return f"Справка о динамике: {self.about}, на {self.as_of:%d.%m.%Y}"
