"""The semester report."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from config import clock
from schools.roles import SEES_WORK, Role


class SemesterReportQuerySet(models.QuerySet["SemesterReport"]):
    def visible_to(self, user) -> Self:
        """The department; an observer until the agreed day, inclusive."""
        if user.role not in SEES_WORK or (user.role == Role.OBSERVER and user.observes_until < clock.today()):
            return self.none()
        return self.filter(municipality=user.municipality_id)


class SemesterReport(models.Model):
    """The half-year's analytical note (аналитическая справка): one content for page, PDF and XLSX.

    `content` is what `reports.builders.semester` built as of `as_of`; the files were made from it, never apart.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    period = models.ForeignKey(
        "monitoring.MonitoringPeriod", models.PROTECT, related_name="semester_reports", verbose_name="период"
    )
    as_of = models.DateField("по состоянию на")
    content = models.JSONField("содержание")
    pdf = models.ForeignKey("config.StoredFile", models.PROTECT, related_name="+")
    xlsx = models.ForeignKey("config.StoredFile", models.PROTECT, related_name="+")
    job = models.OneToOneField("config.Job", models.PROTECT, related_name="+")
    built_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    built_at = models.DateTimeField(db_default=Now())

    objects = SemesterReportQuerySet.as_manager()

    class Meta:
        verbose_name = "справка за полугодие"
        verbose_name_plural = "справки за полугодие"
        ordering = ["-built_at", "-pk"]

    def __str__(self) -> str:
        return f"Справка: {self.period}, на {self.as_of:%d.%m.%Y}"
