"""The risk profile of a school."""

from django.db import models

from schools.models.facts import FactQuerySet, OfYear


class RiskFactor(OfYear):
    """A risk of a school in a year with its significance (рисковый профиль)."""

    class Significance(models.TextChoices):
        HIGH = "high", "высокая"
        MEDIUM = "medium", "средняя"
        LOW = "low", "низкая"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="risk_factors", verbose_name="школа")
    year = models.PositiveSmallIntegerField("учебный год")
    name = models.CharField("фактор риска", max_length=200)
    significance = models.CharField("значимость", max_length=6, choices=Significance)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "фактор риска"
        verbose_name_plural = "факторы риска"
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "name"], name="one_risk_per_school_year_and_name")
        ]

    def __str__(self) -> str:
        return self.name
