"""Results of schools in procedures of assessment, and what they are compared with."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from schools.models.facts import FactQuerySet

FIRST_YEAR, LAST_YEAR = 2000, 2100
MARK_FIELDS = ("twos_count", "threes_count", "fours_count", "fives_count")  # of the marks 2, 3, 4 and 5


class Procedure(models.TextChoices):
    VPR = "vpr", "ВПР"
    OGE = "oge", "ОГЭ"
    EGE = "ege", "ЕГЭ"
    GVE = "gve", "ГВЭ"
    DIAGNOSTICS = "diag", "Диагностика"


class Scale(models.TextChoices):
    """What a mean is measured in."""

    MARKS = "marks", "отметка (2–5)"
    POINTS = "points", "баллы (0–100)"

    @classmethod
    def of(cls, procedure: str) -> "Scale":
        """As the procedure usually has it; ЕГЭ in basic mathematics and some diagnostics differ."""
        return cls.POINTS if procedure == Procedure.EGE else cls.MARKS


def within_scale() -> models.CheckConstraint:
    return models.CheckConstraint(
        name="%(class)s_mean_within_scale",
        condition=Q(scale=Scale.MARKS, mean__gte=2, mean__lte=5) | Q(scale=Scale.POINTS, mean__gte=0, mean__lte=100),
        violation_error_message="Средняя отметка бывает от 2 до 5, средний балл — от 0 до 100.",
    )


def sensible_year() -> models.CheckConstraint:
    return models.CheckConstraint(
        name="%(class)s_year_and_grade_can_be",
        condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR, grade__gte=1, grade__lte=12),
        violation_error_message="Год или класс указан неверно.",
    )


class OfProcedure(models.Model):
    """What was measured: procedure, calendar year, subject, grade. What is not known is None, never zero."""

    Procedure, Scale = Procedure, Scale

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(
        "календарный год", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    procedure = models.CharField("процедура", max_length=4, choices=Procedure)
    subject = models.CharField("предмет", max_length=80)
    grade = models.PositiveSmallIntegerField("класс", validators=[MinValueValidator(1), MaxValueValidator(12)])
    scale = models.CharField("в чём средний результат", max_length=6, choices=Scale, default=Scale.MARKS)
    mean = models.DecimalField("средний результат", max_digits=5, decimal_places=2, null=True, blank=True)
    result_import = models.ForeignKey(
        "schools.ResultImport", models.PROTECT, null=True, blank=True, editable=False, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class ExamResult(OfProcedure):
    """Result of a school in one procedure, subject and grade. Used for support of schools, never to rate teachers.

    Counts of marks stand together or not at all: an exam by points has none. `result_import` is where the row came
    from, None for one typed by hand.
    """

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="exam_results", verbose_name="школа")
    participants_count = models.PositiveIntegerField("участников", null=True, blank=True)
    twos_count = models.PositiveIntegerField("отметок «2»", null=True, blank=True)
    threes_count = models.PositiveIntegerField("отметок «3»", null=True, blank=True)
    fours_count = models.PositiveIntegerField("отметок «4»", null=True, blank=True)
    fives_count = models.PositiveIntegerField("отметок «5»", null=True, blank=True)
    below_minimum_count = models.PositiveIntegerField("ниже минимума", null=True, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "результат"
        verbose_name_plural = "результаты"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "procedure", "subject", "grade"],
                name="one_result_per_procedure",
                violation_error_message="Такой результат этой школы уже есть: откройте его и исправьте.",
            ),
            models.CheckConstraint(
                name="below_minimum_within_participants",
                condition=Q(below_minimum_count=None) | Q(below_minimum_count__lte=F("participants_count")),
                violation_error_message="Не справившихся не может быть больше, чем участников.",
            ),
            models.CheckConstraint(
                name="marks_sum_up_to_participants",
                condition=Q(**dict.fromkeys(MARK_FIELDS))
                | Q(**{f"{name}__isnull": False for name in MARK_FIELDS})
                & Q(participants_count=F("twos_count") + F("threes_count") + F("fours_count") + F("fives_count")),
                violation_error_message="Сумма отметок «2», «3», «4» и «5» должна равняться числу участников.",
            ),
            within_scale(),
            sensible_year(),
        ]
        indexes = [models.Index(fields=["municipality", "year"], name="results_by_year")]

    def __str__(self) -> str:
        return f"{self.get_procedure_display()} {self.year}, {self.subject}"

    @property
    def below_minimum_percent(self) -> float | None:
        """Share of participants below the minimum, to one decimal; None where nobody took part or it is not known."""
        if not self.participants_count or self.below_minimum_count is None:
            return None
        return round(100 * self.below_minimum_count / self.participants_count, 1)


class BenchmarkQuerySet(models.QuerySet["ResultBenchmark"]):
    def visible_to(self, user) -> Self:
        return self.filter(municipality=user.municipality_id)


class ResultBenchmark(OfProcedure):
    """The mean of the municipality or the region, as it was given to the department.

    Where the municipality's own is not given, `schools.benchmarks` computes it from the rows of its schools.
    """

    class Level(models.TextChoices):
        MUNICIPALITY = "town", "муниципалитет"
        REGION = "region", "регион"

    level = models.CharField("уровень", max_length=6, choices=Level)
    participants_count = models.PositiveIntegerField("участников", null=True, blank=True)
    below_minimum_percent = models.DecimalField(
        "ниже минимума, %", max_digits=5, decimal_places=2, null=True, blank=True
    )

    objects = BenchmarkQuerySet.as_manager()

    class Meta:
        verbose_name = "результат для сравнения"
        verbose_name_plural = "результаты для сравнения"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "level", "year", "procedure", "subject", "grade"],
                name="one_benchmark_per_procedure",
            ),
            models.CheckConstraint(
                name="benchmark_share_within_hundred",
                condition=Q(below_minimum_percent=None)
                | Q(below_minimum_percent__gte=0, below_minimum_percent__lte=100),
                violation_error_message="Доля не бывает больше 100 %.",
            ),
            within_scale(),
            sensible_year(),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.get_procedure_display()} {self.year}, {self.subject}"
