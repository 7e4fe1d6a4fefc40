"""What can still be taken back while a draft is written."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from roadmaps.models.roadmap import Roadmap


class EditStepQuerySet(models.QuerySet["EditStep"]):
    def last_of(self, user) -> "EditStep | None":
        """The step that the person would take back now."""
        return self.filter(by=user).order_by("-pk").first()

    def later_of_others(self, step: "EditStep") -> Self:
        """What other people have done to the same roadmap since."""
        return self.filter(roadmap=step.roadmap_id, pk__gt=step.pk).exclude(by=step.by_id)


class EditStep(models.Model):
    """One change of a draft by one person, with what is needed to take it back.

    `payload` is what `roadmaps.services.steps` writes and reads. The last twenty of a person are kept; all go when the
    draft is handed over.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="edit_steps")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="кто")
    made_at = models.DateTimeField(db_default=Now())
    what = models.CharField("что сделано", max_length=200)
    payload = models.JSONField("как вернуть")

    objects = EditStepQuerySet.as_manager()

    class Meta:
        verbose_name = "шаг правки"
        verbose_name_plural = "шаги правки"
        indexes = [models.Index(fields=["roadmap", "by", "-id"], name="steps_of_a_person")]

    def __str__(self) -> str:
        return self.what

    @property
    def row(self) -> int | None:
        """The first row that stands again when the step is taken back."""
        standing = [int(pk) for pk, (before, _) in self.payload["rows"].items() if before]
        return next(iter([*standing, *self.payload["moved"]]), None)
