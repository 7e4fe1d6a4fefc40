"""Who looks after whom, and what they did: assignments, visits, consultations, agreements, recommendations."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from schools.models import School
from schools.roles import Role


class OfSchoolQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Rows about the schools that the person sees; an administrator takes no part in the work."""
        if user.role == Role.ADMIN:
            return self.none()
        return self.filter(municipality=user.municipality_id, school__in=School.objects.visible_to(user))


class AssignmentQuerySet(OfSchoolQuerySet):
    def current(self, day: date) -> Self:
        """In force on that day; both ends inclusive, an open end counts on."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Sharing at least a day with the span; both ends inclusive, None is an open end."""
        rows = self.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
        return rows if ends_on is None else rows.filter(starts_on__lte=ends_on)


class Assignment(models.Model):
    """A person looks after a school from–to, by an order (закрепление куратора). Both ends inclusive."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="assignments", verbose_name="школа")
    curator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name="куратор"
    )
    starts_on = models.DateField("с")
    ends_on = models.DateField("по", null=True, blank=True)
    by_order = models.CharField("приказ", max_length=120, blank=True, help_text="Номер и дата")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "закрепление"
        verbose_name_plural = "закрепления"
        constraints = [
            models.CheckConstraint(
                name="assignment_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Закрепление не может закончиться раньше, чем началось.",
            ),
            models.UniqueConstraint(
                fields=["school", "curator"],
                condition=Q(ends_on=None),
                name="one_open_assignment_per_curator_and_school",
                violation_error_message="Этот куратор уже закреплён за школой.",
            ),
        ]
        indexes = [models.Index(fields=["curator", "starts_on"], name="assignments_of_curator")]

    def __str__(self) -> str:
        return f"{self.school} — {self.curator}"


class Visit(models.Model):
    """A curator was at a school (посещение). `version` counts the saves and guards against two editors."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="visits", verbose_name="школа")
    curator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="visits", verbose_name="куратор")
    visited_on = models.DateField("дата посещения")
    purpose = models.CharField("цель", max_length=300)
    findings = models.TextField("что увидели")
    recommendations = models.TextField("что рекомендовано", blank=True)
    recorded_at = models.DateTimeField(db_default=Now())
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "посещение"
        verbose_name_plural = "посещения"
        ordering = ["-visited_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["curator", "school", "visited_on", "purpose"],
                name="one_visit_per_day_and_purpose",
                violation_error_message="Посещение с этой датой и целью уже записано.",
            )
        ]
        indexes = [
            models.Index(fields=["school", "-visited_on"], name="visits_of_school"),
            models.Index(fields=["municipality", "-visited_on"], name="visits_by_date"),
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.visited_on:%d.%m.%Y}"

    @property
    def happened_on(self) -> date:
        return self.visited_on


class Consultation(models.Model):
    """A consultation given to a school (консультация). `version` as with visits."""

    class Form(models.TextChoices):
        IN_PERSON = "in_person", "Очно"
        PHONE = "phone", "По телефону"
        ONLINE = "online", "Дистанционно"

    class Audience(models.TextChoices):
        MANAGEMENT = "management", "Руководители"
        TEACHERS = "teachers", "Учителя"
        PARENTS = "parents", "Родители"
        PUPILS = "pupils", "Обучающиеся"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="consultations", verbose_name="школа")
    curator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="consultations", verbose_name="кто провёл"
    )
    held_on = models.DateField("дата")
    topic = models.CharField("тема", max_length=300)
    form = models.CharField("форма", max_length=10, choices=Form, default=Form.IN_PERSON)
    audience = models.CharField("для кого", max_length=10, choices=Audience, default=Audience.TEACHERS)
    participants_count = models.PositiveIntegerField("участников", default=1)
    outcome = models.TextField("итог", blank=True)
    recorded_at = models.DateTimeField(db_default=Now())
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "консультация"
        verbose_name_plural = "консультации"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["curator", "school", "held_on", "topic", "audience"],
                name="one_consultation_per_day_topic_and_audience",
                violation_error_message="Консультация с этой датой и темой уже записана.",
            )
        ]
        indexes = [
            models.Index(fields=["school", "-held_on"], name="consultations_of_school"),
            models.Index(fields=["municipality", "-held_on"], name="consultations_by_date"),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def happened_on(self) -> date:
        return self.held_on


class AgreementQuerySet(OfSchoolQuerySet):
    def current(self, day: date) -> Self:
        """In force on that day; both ends inclusive, an open end counts on."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), signed_on__lte=day)


class Agreement(models.Model):
    """A base school works with a supported school (договор о сотрудничестве)."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="agreements", verbose_name="школа")
    base_school = models.ForeignKey(
        "schools.School", models.PROTECT, related_name="agreements_as_base", verbose_name="базовая школа"
    )
    number = models.CharField("номер", max_length=60)
    signed_on = models.DateField("дата")
    ends_on = models.DateField("действует по", null=True, blank=True)
    subject = models.CharField("предмет", max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "договор о сотрудничестве"
        verbose_name_plural = "договоры о сотрудничестве"
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="agreement_joins_two_schools",
                condition=~Q(school=F("base_school")),
                violation_error_message="Базовая школа не может заключить договор сама с собой.",
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_is_signed",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("signed_on")),
                violation_error_message="Договор не может закончиться раньше, чем подписан.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "number", "signed_on"],
                name="one_agreement_per_number_and_day",
                violation_error_message="Договор с этим номером и датой уже записан.",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number} от {self.signed_on:%d.%m.%Y}"


class Recommendation(models.Model):
    """A recommendation addressed to one of seven audiences (адресная рекомендация)."""

    class Audience(models.TextChoices):
        PUPILS = "pupils", "Обучающимся"
        PARENTS = "parents", "Родителям"
        TEACHERS = "teachers", "Учителям"
        MANAGEMENT = "management", "Руководству школы"
        METHODICAL = "methodical", "Методическому центру"
        PSYCHOLOGICAL = "psychological", "Психологической службе"
        DEPARTMENT = "department", "Управлению образования"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="recommendations", verbose_name="школа")
    audience = models.CharField("кому", max_length=14, choices=Audience, default=Audience.MANAGEMENT)
    text = models.TextField("рекомендация")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_on = models.DateField("дата")
    done_on = models.DateField("выполнена", null=True, blank=True)
    done_text = models.TextField("что сделано", blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "рекомендация"
        verbose_name_plural = "рекомендации"
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="recommendation_is_done_with_date_and_text",
                condition=Q(done_on=None, done_text="") | (Q(done_on__isnull=False) & ~Q(done_text="")),
                violation_error_message="Напишите, что сделано и когда.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
