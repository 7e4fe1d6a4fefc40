"""Why a school is on a list, year by year."""

from django.db import models
from django.db.models import Q

from schools.models.facts import FactQuerySet, OfYear


class SupportStatus(OfYear):
    """A school's place on the lists of one school year. ШНОР and ШНСУ are two lists; a school may be on both.

    A school that left is followed for two more years: `followup_year` is then 1 or 2, and both flags are off.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="support_statuses", verbose_name="школа")
    year = models.PositiveSmallIntegerField("учебный год", help_text="Календарный год, в котором он начался")
    has_low_results = models.BooleanField("ШНОР", default=False)
    has_adverse_conditions = models.BooleanField("ШНСУ", default=False)
    followup_year = models.PositiveSmallIntegerField("год сопровождения после выхода", default=0)
    reason = models.TextField("основание", help_text="Одно предложение с числами")

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "включение в список"
        verbose_name_plural = "включения в списки"
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="one_support_status_per_school_and_year"),
            models.CheckConstraint(
                name="support_status_is_list_or_followup",
                condition=Q(followup_year=0) & (Q(has_low_results=True) | Q(has_adverse_conditions=True))
                | Q(followup_year__in=[1, 2], has_low_results=False, has_adverse_conditions=False),
                violation_error_message="Школа либо в списке, либо сопровождается первый или второй год после выхода.",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "year"], name="support_by_year")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """«ШНОР», «ШНОР, ШНСУ» or «сопровождение, 2-й год»."""
        if self.followup_year:
            return f"сопровождение, {self.followup_year}-й год"
        return ", ".join(["ШНОР"] * self.has_low_results + ["ШНСУ"] * self.has_adverse_conditions)
