"""What is known of a school in a year: why it is on a list, its passport, its risks, its results."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from schools.school_year import SchoolYear

SHARE = {
    "max_digits": 4,
    "decimal_places": 1,
    "null": True,
    "blank": True,
    "validators": [MinValueValidator(0), MaxValueValidator(100)],
}


class FactQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Facts of the schools that the person sees."""
        from schools.models.school import School

        return self.filter(municipality=user.municipality_id, school__in=School.objects.visible_to(user))


class OfYear(models.Model):
    """A fact of a school year; `year` is the calendar year in which it starts."""

    class Meta:
        abstract = True

    @property
    def school_year(self) -> SchoolYear:
        return SchoolYear(self.year)


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


class SocialPassport(OfYear):
    """Yearly aggregated shares of a school (социальный паспорт); no pupil is named. Shares are per cent of pupils."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="passports", verbose_name="школа")
    year = models.PositiveSmallIntegerField("учебный год")
    pupils_count = models.PositiveIntegerField("обучающихся")
    parents_with_degree_percent = models.DecimalField("оба родителя с высшим образованием, %", **SHARE)
    single_parent_percent = models.DecimalField("неполные семьи, %", **SHARE)
    large_families_percent = models.DecimalField("многодетные семьи, %", **SHARE)
    good_marks_percent = models.DecimalField("учатся на «4» и «5», %", **SHARE)
    preventive_register_percent = models.DecimalField("на профилактических учётах, %", **SHARE)
    vacancies_count = models.PositiveSmallIntegerField("вакансии педагогов", null=True, blank=True)
    filled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "социальный паспорт"
        verbose_name_plural = "социальные паспорта"
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="one_passport_per_school_and_year")]

    def __str__(self) -> str:
        return f"Социальный паспорт {self.year}"


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
