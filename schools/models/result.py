"""Results of schools in procedures of assessment."""

from django.db import models
from django.db.models import Q

from schools.models.facts import FactQuerySet


class ExamResult(models.Model):
    """Result of a school in one procedure, subject and grade. Used for support of schools, never to rate teachers."""

    class Procedure(models.TextChoices):
        VPR = "vpr", "ВПР"
        OGE = "oge", "ОГЭ"
        EGE = "ege", "ЕГЭ"
        GVE = "gve", "ГВЭ"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="exam_results", verbose_name="школа")
    year = models.PositiveSmallIntegerField("календарный год")
    procedure = models.CharField("процедура", max_length=4, choices=Procedure)
    subject = models.CharField("предмет", max_length=80)
    grade = models.PositiveSmallIntegerField("класс")
    participants_count = models.PositiveIntegerField("участников")
    below_minimum_count = models.PositiveIntegerField("ниже минимума")
    mean = models.DecimalField("средний результат", max_digits=5, decimal_places=2)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "результат"
        verbose_name_plural = "результаты"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "procedure", "subject", "grade"], name="one_result_per_procedure"
            ),
            models.CheckConstraint(
                name="below_minimum_within_participants",
                condition=Q(below_minimum_count__lte=models.F("participants_count")),
                violation_error_message="Не справившихся не может быть больше, чем участников.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_procedure_display()} {self.year}, {self.subject}"

    @property
    def below_minimum_percent(self) -> float | None:
        """Share of participants below the minimum, to one decimal; None where nobody took part."""
        if not self.participants_count:
            return None
        return round(100 * self.below_minimum_count / self.participants_count, 1)
