"""What is said of a roadmap on its way."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from roadmaps.models.activity import Activity
from roadmaps.models.roadmap import Roadmap


class RoadmapRemark(models.Model):
    """What was said when a roadmap went from hand to hand: submitted, returned with a comment, approved."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="remarks")
    action = models.CharField("что сделано", max_length=60)
    text = models.TextField("замечание", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "ход согласования"
        verbose_name_plural = "ход согласования"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.action


class RowRemarkQuerySet(models.QuerySet["RowRemark"]):
    def visible_to(self, user) -> Self:
        return self.filter(municipality=user.municipality_id, roadmap__in=Roadmap.objects.visible_to(user))

    def open(self) -> Self:
        """Still to be settled, of rows that are still there."""
        return self.filter(settled_at=None).exclude(activity=None)


class RowRemark(models.Model):
    """What was said of one row of a draft: by whoever returned it, or when it was copied from last year's.

    It stands beside the row until it is settled; `row` keeps how the row was named, should the row itself go.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="row_remarks")
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="remarks")
    row = models.CharField("строка", max_length=200)
    text = models.TextField("замечание")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField("учтено", null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RowRemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "замечание к строке"
        verbose_name_plural = "замечания к строкам"
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["roadmap", "settled_at"], name="open_remarks_of_rows")]

    def __str__(self) -> str:
        return f"{self.row}: {self.text}"
