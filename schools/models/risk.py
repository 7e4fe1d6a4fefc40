"""The risk profile of a school, and what the municipality's library recommends against each risk."""

from typing import Self

from django.db import models

from schools.models.facts import FactQuerySet, OfYear
from schools.models.importing import OfMunicipality


class RiskKind(models.Model):
    """A risk that the municipality looks for. `code` ties questionnaires of all versions to it and never changes."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="risk_kinds")
    code = models.SlugField("код", max_length=40)
    title = models.CharField("фактор риска", max_length=200)
    position = models.PositiveSmallIntegerField("место", default=0)

    objects = OfMunicipality.as_manager()

    class Meta:
        verbose_name = "вид риска"
        verbose_name_plural = "виды риска"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="one_risk_kind_per_code")]

    def __str__(self) -> str:
        return self.title


class RiskFactor(OfYear):
    """A risk of a school in a year with its significance (рисковый профиль), and the sentence why."""

    class Significance(models.TextChoices):
        HIGH = "high", "высокая"
        MEDIUM = "medium", "средняя"
        LOW = "low", "низкая"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="risk_factors", verbose_name="школа")
    year = models.PositiveSmallIntegerField("учебный год")
    name = models.CharField("фактор риска", max_length=200)
    significance = models.CharField("значимость", max_length=6, choices=Significance)
    kind = models.ForeignKey(RiskKind, models.PROTECT, null=True, blank=True, related_name="factors")
    reason = models.TextField("почему", blank=True)
    assessment = models.ForeignKey(
        "schools.SelfAssessment", models.CASCADE, null=True, blank=True, related_name="risks"
    )

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "фактор риска"
        verbose_name_plural = "факторы риска"
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "name"], name="one_risk_per_school_year_and_name")
        ]

    def __str__(self) -> str:
        return self.name


class RecommendedActivityQuerySet(OfMunicipality):
    def offered(self) -> Self:
        return self.filter(is_retired=False)

    def in_order(self) -> Self:
        return self.order_by("kind__position", "kind", "pk")


class RecommendedActivity(models.Model):
    """What helps against a risk: a row that a school may take into its roadmap, in the municipality's words."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    kind = models.ForeignKey(RiskKind, models.PROTECT, related_name="activities", verbose_name="фактор риска")
    text = models.CharField("мероприятие", max_length=500)
    deadline_text = models.CharField("обычный срок", max_length=200, help_text="Как его пишут в плане: «по полугодиям»")
    responsible_text = models.CharField("ответственные", max_length=300)
    result = models.CharField("результат", max_length=500, blank=True)
    output_documents = models.CharField("выходной документ", max_length=300, blank=True)
    is_retired = models.BooleanField("больше не рекомендуют", default=False)

    objects = RecommendedActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "рекомендуемое мероприятие"
        verbose_name_plural = "рекомендуемые мероприятия"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "text"],
                name="one_recommended_activity_per_text",
                violation_error_message="Такое мероприятие у этого риска уже есть.",
            )
        ]

    def __str__(self) -> str:
        return self.text
