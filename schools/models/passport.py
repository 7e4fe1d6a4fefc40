"""The social passport of a school, and the questions it answers: what is asked is data of the municipality."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from schools.models.facts import FactQuerySet, OfYear


class PassportQuestionQuerySet(models.QuerySet["PassportQuestion"]):
    def visible_to(self, user) -> Self:
        return self.filter(municipality=user.municipality_id)

    def asked(self) -> Self:
        """Those that a passport filled now answers, in the order of the form."""
        return self.filter(is_retired=False).in_order()

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def answered(self) -> Self:
        """Those to which some passport of the municipality, a draft too, has an answer."""
        passports = SocialPassport.objects.filter(
            municipality=models.OuterRef("municipality"), values__has_key=models.OuterRef("code")
        )
        return self.filter(models.Exists(passports))


class PassportQuestion(models.Model):
    """A line of the passport. `code` names it in values and in methods of identification and never changes.

    A question that was answered is retired, never deleted: earlier passports stay readable.
    """

    class Unit(models.TextChoices):
        PERCENT = "percent", "доля, %"
        COUNT = "count", "количество"
        NUMBER = "number", "число с единицей"
        YES_NO = "yes_no", "да или нет"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="passport_questions")
    code = models.SlugField("код", max_length=40)
    title = models.CharField("вопрос", max_length=200)
    unit = models.CharField("что отвечают", max_length=7, choices=Unit)
    measure = models.CharField("единица", max_length=20, blank=True, help_text="Для числа: км, лет, Мбит/с")
    minimum = models.DecimalField("не меньше", max_digits=9, decimal_places=1, null=True, blank=True)
    maximum = models.DecimalField("не больше", max_digits=9, decimal_places=1, null=True, blank=True)
    jump_factor = models.DecimalField(
        "переспросить, если изменилось больше чем в … раза", max_digits=4, decimal_places=1, null=True, blank=True
    )
    jump_points = models.DecimalField(
        "переспросить, если изменилось больше чем на …", max_digits=7, decimal_places=1, null=True, blank=True
    )
    position = models.PositiveSmallIntegerField("место в паспорте", default=0)
    is_required = models.BooleanField("обязательный", default=False)
    is_retired = models.BooleanField("больше не спрашивают", default=False)

    objects = PassportQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "вопрос паспорта"
        verbose_name_plural = "вопросы паспорта"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="one_passport_question_per_code"),
            models.UniqueConstraint(
                fields=["municipality", "title"],
                name="one_passport_question_per_title",
                violation_error_message="Такой вопрос уже есть.",
            ),
            models.CheckConstraint(
                name="passport_question_limits_in_order",
                condition=Q(minimum=None) | Q(maximum=None) | Q(maximum__gt=F("minimum")),
                violation_error_message="Наибольшее значение должно быть больше наименьшего.",
            ),
            models.CheckConstraint(
                name="passport_question_jump_is_a_jump",
                condition=(Q(jump_factor=None) | Q(jump_factor__gt=1)) & (Q(jump_points=None) | Q(jump_points__gt=0)),
                violation_error_message="Переспрашивать можно при изменении больше чем в 1 раз или больше чем на 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """«Неполные семьи, %», «Расстояние до центра, км»."""
        unit = {self.Unit.PERCENT: "%", self.Unit.NUMBER: self.measure}.get(self.Unit(self.unit))
        return f"{self.title}, {unit}" if unit else self.title


class SocialPassportQuerySet(FactQuerySet):
    def submitted(self) -> Self:
        """Those whose numbers count; a draft is only the school's."""
        return self.filter(submitted_at__isnull=False)


class SocialPassport(OfYear):
    """Yearly aggregated numbers of a school (социальный паспорт); no pupil is named.

    `values` maps the code of a question to what was answered: a number, or a boolean for yes/no. A code that is
    missing means «нет данных» and is never counted as nought. `reasons` says why a number that jumped is right.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="passports", verbose_name="школа")
    year = models.PositiveSmallIntegerField("учебный год")
    values = models.JSONField("ответы", default=dict, blank=True)
    reasons = models.JSONField("пояснения", default=dict, blank=True)
    filled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_on_behalf = models.BooleanField("по поручению школы", default=False)
    submitted_at = models.DateTimeField("сдан", null=True, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Растёт с каждым сохранением")

    objects = SocialPassportQuerySet.as_manager()

    class Meta:
        verbose_name = "социальный паспорт"
        verbose_name_plural = "социальные паспорта"
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="one_passport_per_school_and_year")]
        indexes = [models.Index(fields=["municipality", "year"], name="passports_by_year")]

    def __str__(self) -> str:
        return f"Социальный паспорт {self.year}"
