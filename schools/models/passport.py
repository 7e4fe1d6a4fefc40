"""The social passport of a school."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from schools.models.facts import FactQuerySet, OfYear

SHARE = {
    "max_digits": 4,
    "decimal_places": 1,
    "null": True,
    "blank": True,
    "validators": [MinValueValidator(0), MaxValueValidator(100)],
}


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
