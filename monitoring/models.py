"""What happened and what it means: periods, progress reports, indicators, what was reminded of."""

from datetime import date
from decimal import Decimal
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from curators.models import OfSchoolQuerySet


class MonitoringPeriodQuerySet(models.QuerySet["MonitoringPeriod"]):
    def visible_to(self, user) -> Self:
        return self.filter(municipality=user.municipality_id)

    def current(self, day: date) -> Self:
        """Periods that hold the day, or whose reports are still open."""
        return self.filter(Q(starts_on__lte=day, ends_on__gte=day) | Q(is_closed=False, starts_on__lte=day))


class MonitoringPeriod(models.Model):
    """A half-year of monitoring (полугодие). Both ends inclusive; reports are due on `filing_due_on`."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    name = models.CharField("название", max_length=120, help_text="Например, I полугодие 2026/27")
    starts_on = models.DateField("начало")
    ends_on = models.DateField("окончание")
    filing_due_on = models.DateField("отчёты сдать до", help_text="Включительно")
    is_closed = models.BooleanField("закрыто", default=False)

    objects = MonitoringPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "период мониторинга"
        verbose_name_plural = "периоды мониторинга"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="period_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Окончание не может быть раньше начала.",
            ),
            models.UniqueConstraint(fields=["municipality", "starts_on"], name="one_period_per_start"),
        ]

    def __str__(self) -> str:
        return self.name


class ProgressReportQuerySet(OfSchoolQuerySet):
    def unfiled(self) -> Self:
        """Not yet handed in, or returned: the school still has to write."""
        return self.filter(
            status__in=[ProgressReport.Status.DRAFT, ProgressReport.Status.RETURNED], period__is_closed=False
        )

    def with_deadline(self) -> Self:
        """With `deadline`, the day by which the school must hand in; inclusive."""
        return self.annotate(deadline=Coalesce("redo_due_on", "period__filing_due_on"))


class ProgressReport(models.Model):
    """What a school did in a half-year (отчёт директора). Returned, it is due again by `redo_due_on`.

    `filed_facts` is what the system knew when it was handed in (`monitoring.halfyear`): later work does not change it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Черновик"
        SUBMITTED = "submitted", "На проверке"
        RETURNED = "returned", "Возвращён"
        ACCEPTED = "accepted", "Принят"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    period = models.ForeignKey(MonitoringPeriod, models.PROTECT, related_name="progress_reports", verbose_name="период")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="progress_reports", verbose_name="школа")
    status = models.CharField("состояние", max_length=10, choices=Status, default=Status.DRAFT)
    achieved = models.TextField("что удалось", blank=True)
    difficulties = models.TextField("что мешает", blank=True)
    plans = models.TextField("что сделаем в следующем полугодии", blank=True)
    support_needed = models.TextField("какая помощь нужна", blank=True)
    teachers_trained_count = models.PositiveIntegerField("педагогов прошли обучение", null=True, blank=True)
    redo_due_on = models.DateField("сдать повторно до", null=True, blank=True, help_text="Включительно")
    is_on_behalf = models.BooleanField("подан по поручению школы", default=False)
    submitted_at = models.DateTimeField("подан", null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    filed_facts = models.JSONField("данные Опоры на день отправки", null=True, blank=True)
    reviewed_at = models.DateTimeField("проверен", null=True, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт школы"
        verbose_name_plural = "отчёты школ"
        constraints = [
            models.UniqueConstraint(fields=["period", "school"], name="one_report_per_period_and_school"),
            models.CheckConstraint(
                name="submitted_report_has_author",
                condition=Q(status="draft") | Q(submitted_at__isnull=False, submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="returned_report_is_due_again",
                condition=~Q(status="returned") | Q(redo_due_on__isnull=False),
                violation_error_message="Укажите, до какого дня сдать отчёт повторно.",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="progress_report_status",
                field="status",
                transitions=[
                    ("draft", "submitted"),
                    ("submitted", "returned"),
                    ("submitted", "accepted"),
                    ("returned", "submitted"),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.period}"

    @property
    def is_editable(self) -> bool:
        """Whether its state lets the school write in it."""
        return self.status in {self.Status.DRAFT, self.Status.RETURNED} and not self.period.is_closed

    @property
    def due_on(self) -> date:
        """The day by which the school must hand in; inclusive."""
        return self.redo_due_on or self.period.filing_due_on


class ReportRemark(models.Model):
    """What was said when a progress report went from hand to hand."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="remarks")
    action = models.CharField("что сделано", max_length=60)
    text = models.TextField("замечание", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "ход проверки"
        verbose_name_plural = "ход проверки"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.action


class Indicator(models.Model):
    """What is measured (показатель): a share, a count or a yes/no; the target may be empty.

    `rule` names the rule in `monitoring/indicators.py` that computes it; empty means entered by people.
    """

    class Unit(models.TextChoices):
        PERCENT = "percent", "%"
        COUNT = "count", "единиц"
        YES_NO = "yes_no", "да / нет"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    code = models.SlugField("код", max_length=40)
    name = models.CharField("показатель", max_length=400)
    unit = models.CharField("единица", max_length=8, choices=Unit)
    target = models.DecimalField("целевое значение", max_digits=8, decimal_places=2, null=True, blank=True)
    rule = models.CharField("правило расчёта", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("порядок", default=0)

    class Meta:
        verbose_name = "показатель"
        verbose_name_plural = "показатели"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="one_indicator_per_code")]

    def __str__(self) -> str:
        return self.name

    def in_words(self, number: Decimal) -> str:
        """«66,7 %», «4», «да»."""
        if self.unit == self.Unit.YES_NO:
            return "да" if number else "нет"
        text = f"{number:.1f}".removesuffix(".0").replace(".", ",")
        return f"{text} %" if self.unit == self.Unit.PERCENT else text

    @property
    def target_in_words(self) -> str:
        """«не менее 4», «100 %»; empty without a target."""
        if self.target is None:
            return ""
        words = self.in_words(self.target)
        return words if self.unit == self.Unit.PERCENT and self.target == 100 else f"не менее {words}"


class IndicatorValue(models.Model):
    """What an indicator was in a period, of the municipality or a school; a share keeps its two counts."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    period = models.ForeignKey(MonitoringPeriod, models.PROTECT, related_name="indicator_values")
    school = models.ForeignKey("schools.School", models.PROTECT, null=True, blank=True, related_name="indicator_values")
    value = models.DecimalField("значение", max_digits=10, decimal_places=2)
    numerator = models.PositiveIntegerField("числитель", null=True, blank=True)
    denominator = models.PositiveIntegerField("знаменатель", null=True, blank=True)
    source = models.CharField("источник", max_length=120)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "значение показателя"
        verbose_name_plural = "значения показателей"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period", "school"],
                nulls_distinct=False,
                name="one_value_per_indicator_and_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"

    @property
    def in_words(self) -> str:
        """The value with its unit, as the screen shows it."""
        return self.indicator.in_words(self.value)


class ReminderSent(models.Model):
    """The send log: a person was reminded of a thing at a step. The unique key keeps a second run silent."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    thing = models.CharField("о чём", max_length=80, help_text="checkpoint:17, report:4")
    due_on = models.DateField("срок")
    step = models.SmallIntegerField("шаг", help_text="Дней до срока; после срока — отрицательное")
    sent_on = models.DateField("когда")

    class Meta:
        verbose_name = "напоминание"
        verbose_name_plural = "напоминания"
        constraints = [
            models.UniqueConstraint(fields=["recipient", "thing", "due_on", "step"], name="one_reminder_per_step")
        ]
        indexes = [models.Index(fields=["municipality", "thing"], name="reminders_of_thing")]

    def __str__(self) -> str:
        return f"{self.thing}, {self.step}"
