"""Methods of identification with their versions, and runs: who was put on a list, why, by which version."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Now, NullIf

from schools.identification import Inputs, Method, Names
from schools.models.facts import OfYear
from schools.roles import SEES_WORK


class OfDepartmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department at work sees all of its municipality; nobody else sees any."""
        return self.filter(municipality=user.municipality_id) if user.role in SEES_WORK else self.none()


class IdentificationMethod(models.Model):
    """A method (методика отнесения). What it says stands in its versions; `code` never changes."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    code = models.SlugField("код", max_length=40)
    name = models.CharField("название", max_length=200)
    created_at = models.DateTimeField(db_default=Now())

    objects = OfDepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "методика"
        verbose_name_plural = "методики"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="one_method_per_code"),
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="one_method_per_name",
                violation_error_message="Методика с таким названием уже есть.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MethodVersion(models.Model):
    """A version of a method. Only a draft changes; `content` is `schools.identification.Method` as a dictionary."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Черновик"
        IN_FORCE = "in_force", "Действует"
        RETIRED = "retired", "Заменена"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    method = models.ForeignKey(IdentificationMethod, models.PROTECT, related_name="versions", verbose_name="методика")
    number = models.PositiveSmallIntegerField("версия")
    status = models.CharField("состояние", max_length=8, choices=Status, default=Status.DRAFT)
    content = models.JSONField("содержание")
    edits_count = models.PositiveIntegerField("правок", default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    in_force_from = models.DateField("действует с", null=True, blank=True)

    objects = OfDepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "версия методики"
        verbose_name_plural = "версии методик"
        constraints = [
            models.UniqueConstraint(fields=["method", "number"], name="method_versions_are_numbered"),
            models.UniqueConstraint(fields=["method"], condition=Q(status="draft"), name="one_draft_per_method"),
            models.UniqueConstraint(fields=["method"], condition=Q(status="in_force"), name="one_version_in_force"),
            models.CheckConstraint(
                name="version_in_force_has_a_day",
                condition=Q(status="draft", in_force_from=None) | ~Q(status="draft") & Q(in_force_from__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="version_status", field="status", transitions=[("draft", "in_force"), ("in_force", "retired")]
            ),
            pgtrigger.Protect(
                name="version_in_force_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.status <> 'draft' AND OLD.content IS DISTINCT FROM NEW.content"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method}, версия {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def rules(self) -> Method:
        return Method.from_dict({**self.content, "name": self.method.name})


class FederalList(OfYear):
    """The list of the federal institute for a school year, as the department entered it; it may name no school."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("учебный год")
    source = models.CharField("документ", max_length=300, blank=True, help_text="Письмо или сайт, откуда перечень")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfDepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "федеральный перечень"
        verbose_name_plural = "федеральные перечни"
        constraints = [models.UniqueConstraint(fields=["municipality", "year"], name="one_federal_list_per_year")]

    def __str__(self) -> str:
        return f"Федеральный перечень на {self.school_year} учебный год"


class FederalListing(models.Model):
    """A school that a federal list names."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    federal_list = models.ForeignKey(FederalList, models.CASCADE, related_name="listings")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="federal_listings", verbose_name="школа")

    objects = OfDepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "школа федерального перечня"
        verbose_name_plural = "школы федеральных перечней"
        constraints = [models.UniqueConstraint(fields=["federal_list", "school"], name="listed_federally_once")]

    def __str__(self) -> str:
        return str(self.school)


class IdentificationRun(OfYear):
    """A method's version applied to the schools of a year. What it looked at is frozen with it.

    `method` is the version whole, `inputs` the facts of all schools: the run can be computed again years later.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Проверяется"
        CONFIRMED = "confirmed", "Подтверждено"
        FIXED = "fixed", "Утверждено приказом"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("учебный год")
    version = models.ForeignKey(MethodVersion, models.PROTECT, related_name="runs", verbose_name="методика")
    status = models.CharField("состояние", max_length=9, choices=Status, default=Status.DRAFT)
    method = models.JSONField("методика")
    inputs = models.JSONField("данные")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто")
    made_at = models.DateTimeField("когда", db_default=Now())
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField("подтверждено", null=True, blank=True)
    order_number = models.CharField("номер приказа", max_length=60, blank=True)
    order_signed_on = models.DateField("дата приказа", null=True, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="взамен отнесения"
    )

    objects = OfDepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "отнесение"
        verbose_name_plural = "отнесения"
        constraints = [
            models.CheckConstraint(
                name="confirmed_run_has_a_person",
                condition=Q(status="draft", confirmed_by=None, confirmed_at=None)
                | ~Q(status="draft") & Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="fixed_run_has_an_order",
                condition=Q(status="fixed", order_signed_on__isnull=False) & ~Q(order_number="")
                | ~Q(status="fixed") & Q(order_number="", order_signed_on=None),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-year", "-id"], name="runs_by_year")]
        triggers = [
            pgtrigger.FSM(
                name="run_status",
                field="status",
                transitions=[("draft", "confirmed"), ("confirmed", "draft"), ("confirmed", "fixed")],
            ),
            pgtrigger.Protect(
                name="run_keeps_what_it_looked_at",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.inputs IS DISTINCT FROM NEW.inputs OR (OLD.year, OLD.version_id, OLD.method)"
                    " IS DISTINCT FROM (NEW.year, NEW.version_id, NEW.method)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Отнесение на {self.school_year} учебный год"

    @property
    def rules(self) -> Method:
        return Method.from_dict(self.method)

    @property
    def rivals(self) -> "list[IdentificationRun]":
        """Other runs whose word on one of its lists counts this year: a confirmed one first, then fixed ones."""
        others = IdentificationRun.objects.filter(municipality=self.municipality_id, year=self.year)
        others = others.exclude(pk=self.pk).exclude(status=self.Status.DRAFT).defer("inputs", "version__content")
        counting = others.exclude(replaced_by__status=self.Status.FIXED)
        lists = set(self.rules.lists)
        newest_first = counting.select_related("version__method").order_by(
            "status", "-order_signed_on", "-confirmed_at"
        )
        return [other for other in newest_first if lists & set(other.rules.lists)]

    @property
    def rival(self) -> "IdentificationRun | None":
        return next(iter(self.rivals), None)

    @property
    def order_told(self) -> str:
        """«приказом от 24.08.2026 № 12-о» of a run that is fixed."""
        return f"приказом от {self.order_signed_on:%d.%m.%Y} № {self.order_number}"

    @property
    def facts(self) -> Inputs:
        return Inputs.from_dict(self.inputs)

    @property
    def names(self) -> Names:
        """What codes were called on the day of the run."""
        return Names.from_dict(self.inputs["names"])


class Verdict(models.TextChoices):
    """What a run says of a school."""

    LOW = "low", "ШНОР"
    ADVERSE = "adverse", "ШНСУ"
    BOTH = "both", "ШНОР и ШНСУ"
    RISK = "risk", "Группа риска"
    NONE = "none", "Не в списке"


class RunSchoolQuerySet(models.QuerySet["RunSchool"]):
    def visible_to(self, user) -> Self:
        return self.filter(run__in=IdentificationRun.objects.visible_to(user))

    def on_a_list(self) -> Self:
        """What the run puts on ШНОР or ШНСУ; a school at risk is on neither."""
        return self.with_verdict().filter(verdict_now__in=(Verdict.LOW, Verdict.ADVERSE, Verdict.BOTH))

    def with_verdict(self) -> Self:
        """`verdict_now`: the person's decision, otherwise the method's."""
        return self.annotate(verdict_now=Coalesce(NullIf("decided", Value("")), "proposed"))


class RunSchool(models.Model):
    """A school in a run: what was found, what follows by the method, and what a person decided instead.

    `findings` are rows of {"key", "shown", "points", "is_met", "missing"}, one for each criterion of the method.
    `place` is the school's place in the run's table, strongest grounds first.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    run = models.ForeignKey(IdentificationRun, models.CASCADE, related_name="schools")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="runs", verbose_name="школа")
    place = models.PositiveSmallIntegerField("место")
    points = models.FloatField("баллы")
    flags_count = models.PositiveSmallIntegerField("признаков")
    findings = models.JSONField("по критериям")
    sentence = models.TextField("основание")
    missing = models.TextField("нет данных", blank=True)
    lacks_data = models.BooleanField("данных не хватает для решения", default=False)
    proposed = models.CharField("по методике", max_length=7, choices=Verdict)
    decided = models.CharField("решение", max_length=7, choices=Verdict, blank=True)
    reason = models.TextField("причина", blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    edits_count = models.PositiveIntegerField("правок", default=0)

    objects = RunSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "школа в отнесении"
        verbose_name_plural = "школы в отнесении"
        constraints = [
            models.UniqueConstraint(fields=["run", "school"], name="one_row_per_school_and_run"),
            models.CheckConstraint(
                name="decided_otherwise_has_a_reason",
                condition=Q(decided="", reason="", decided_by=None)
                | ~Q(decided="") & ~Q(reason="") & Q(decided_by__isnull=False),
                violation_error_message="Напишите, почему решено иначе.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="run_school_keeps_what_was_found",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.findings IS DISTINCT FROM NEW.findings OR"
                    " (OLD.run_id, OLD.school_id, OLD.points, OLD.sentence, OLD.proposed) IS DISTINCT FROM"
                    " (NEW.run_id, NEW.school_id, NEW.points, NEW.sentence, NEW.proposed)"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.get_verdict_display()}"

    @property
    def verdict(self) -> str:
        """What counts: the person's decision, otherwise the method's."""
        return self.decided or self.proposed

    def get_verdict_display(self) -> str:
        return Verdict(self.verdict).label
