"""The self-assessment of a school: versions of the questionnaire, and what schools answered."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from schools.models.facts import FactQuerySet, OfYear
from schools.models.importing import OfMunicipality


class QuestionnaireQuerySet(OfMunicipality):
    def newest(self) -> "Questionnaire | None":
        return self.order_by("-version").first()


class Questionnaire(models.Model):
    """One version of the questionnaire: scales, risks with their limits, questions with weights (see schools.risks).

    A version is never changed: what was answered by it can be explained years later. The newest one is asked.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="questionnaires")
    version = models.PositiveSmallIntegerField("редакция")
    content = models.JSONField("вопросы, шкалы, веса")
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = "анкета самооценки"
        verbose_name_plural = "анкеты самооценки"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "version"], name="one_questionnaire_per_version")
        ]
        triggers = [pgtrigger.Protect(name="questionnaires_stay_as_they_are", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Анкета, редакция {self.version}"


class SelfAssessmentQuerySet(FactQuerySet):
    def submitted(self) -> Self:
        return self.filter(submitted_at__isnull=False)


class SelfAssessment(OfYear):
    """What a school answered about itself in a year, and what its curator found on a visit.

    `answers` maps the code of a question to the place of the chosen answer on its scale, counted from 0.
    `corrections` maps the code to {"answer", "note"} where the curator saw something else.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="assessments", verbose_name="школа")
    year = models.PositiveSmallIntegerField("учебный год")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="assessments")
    answers = models.JSONField("ответы", default=dict, blank=True)
    filled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_on_behalf = models.BooleanField("по поручению школы", default=False)
    submitted_at = models.DateTimeField("сдана", null=True, blank=True)
    corrections = models.JSONField("исправления куратора", default=dict, blank=True)
    visited_on = models.DateField("день посещения", null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0, help_text="Растёт с каждым сохранением")

    objects = SelfAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "самооценка школы"
        verbose_name_plural = "самооценки школ"
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="one_assessment_per_school_and_year"),
            models.CheckConstraint(
                name="verified_assessment_was_submitted",
                condition=Q(verified_by=None, visited_on=None)
                | Q(verified_by__isnull=False, visited_on__isnull=False, submitted_at__isnull=False),
                violation_error_message="Подтвердить можно только сданную самооценку, указав день посещения.",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "year"], name="assessments_by_year")]

    def __str__(self) -> str:
        return f"Самооценка {self.year}"

    @property
    def state(self) -> str:
        """One of «draft», «submitted», «verified»."""
        if self.verified_by_id:
            return "verified"
        return "submitted" if self.submitted_at else "draft"

    @property
    def agreed(self) -> dict:
        """The answers that count: the school's, with what the curator corrected."""
        return {**self.answers, **{code: one["answer"] for code, one in self.corrections.items()}}
