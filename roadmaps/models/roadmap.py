"""The roadmap (дорожная карта, комплекс мероприятий) and its sections."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Now

from config import clock
from roadmaps.deadlines import Period
from schools.models import School
from schools.roles import SEES_MUNICIPALITY, SEES_WORK, Role


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    def visible_to(self, user) -> Self:
        """All of the municipality for its department; else one's schools' roadmaps and the approved municipal ones."""
        rows = self.filter(municipality=user.municipality_id)
        if user.role == Role.ADMIN or (user.role == Role.OBSERVER and user.observes_until < clock.today()):
            return rows.none()
        if user.role in SEES_WORK:
            return rows
        in_force = Q(school=None, status__in=[Roadmap.Status.APPROVED, Roadmap.Status.CLOSED])
        return rows.filter(in_force | Q(school__in=School.objects.visible_to(user)))

    def with_progress(self, user, today: date) -> Self:
        """With points_count, done_count and overdue_count of the checkpoints that the person sees."""
        living = Q(activities__checkpoints__isnull=False, activities__checkpoints__cancelled_on=None)
        if user.role not in SEES_MUNICIPALITY:
            own = School.objects.visible_to(user)
            living &= Q(activities__checkpoints__school=None) | Q(activities__checkpoints__school__in=own)
        done = living & Q(activities__checkpoints__done_on__isnull=False)
        late = living & Q(activities__checkpoints__done_on=None, activities__checkpoints__due_on__lt=today)
        return self.annotate(
            points_count=Count("activities__checkpoints", filter=living),
            done_count=Count("activities__checkpoints", filter=done),
            overdue_count=Count("activities__checkpoints", filter=late & Q(status=Roadmap.Status.APPROVED)),
        )

    def municipal(self) -> Self:
        return self.filter(school=None)

    def approved(self) -> Self:
        return self.filter(status=Roadmap.Status.APPROVED)


class Roadmap(models.Model):
    """Goal, tasks, expected results, indicators and activities of a period; the municipality's, or one school's.

    `version` counts the saves of the roadmap's own texts and guards against two editors. Tasks, target groups and
    expected results are lists of sentences; `indicators` is a list of {"text", "target"}, the target may be empty.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Черновик"
        SUBMITTED = "submitted", "На согласовании"
        APPROVED = "approved", "Утверждена"
        CLOSED = "closed", "Завершена"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey(
        "schools.School", models.PROTECT, null=True, blank=True, related_name="roadmaps", verbose_name="школа"
    )
    title = models.CharField("название", max_length=500)
    goal = models.TextField("цель", blank=True)
    tasks = ArrayField(models.TextField(), default=list, blank=True, verbose_name="задачи")
    target_groups = ArrayField(models.TextField(), default=list, blank=True, verbose_name="целевые группы")
    expected_results = ArrayField(models.TextField(), default=list, blank=True, verbose_name="ожидаемые результаты")
    indicators = models.JSONField("показатели", default=list, blank=True)
    starts_on = models.DateField("начало")
    ends_on = models.DateField("окончание", help_text="Включительно")
    status = models.CharField("состояние", max_length=10, choices=Status, default=Status.DRAFT)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ведёт")
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField("отправлена", null=True, blank=True)
    approved_on = models.DateField("утверждена", null=True, blank=True)
    approved_by_order = models.CharField("номер приказа", max_length=60, blank=True)
    approved_text = models.JSONField("утверждённый текст", null=True, blank=True, help_text="Заморожен при утверждении")
    approved_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        constraints = [
            models.CheckConstraint(
                name="roadmap_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Окончание не может быть раньше начала.",
            ),
            models.CheckConstraint(
                name="approved_roadmap_names_its_order",
                condition=Q(status__in=["draft", "submitted"], approved_on=None)
                | Q(status__in=["approved", "closed"], approved_on__isnull=False) & ~Q(approved_by_order=""),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "status", "-starts_on"], name="roadmaps_by_status")]
        triggers = [
            pgtrigger.FSM(
                name="roadmap_status",
                field="status",
                transitions=[
                    ("draft", "submitted"),
                    ("submitted", "draft"),
                    ("submitted", "approved"),
                    ("approved", "closed"),
                ],
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def status_tag(self) -> str:
        """The look of its state: one that the style sheet knows."""
        return {"submitted": "soon", "approved": "done"}.get(self.status, "idle")

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_in_force(self) -> bool:
        return self.status == self.Status.APPROVED


class SectionQuerySet(models.QuerySet["Section"]):
    def visible_to(self, user) -> Self:
        return self.filter(municipality=user.municipality_id, roadmap__in=Roadmap.objects.visible_to(user))


class Section(models.Model):
    """A titled group of activities (раздел, этап); a roadmap without sections has one with an empty title.

    `version` counts the saves and guards against two editors.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="sections")
    title = models.CharField("раздел", max_length=500, blank=True)
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "раздел"
        verbose_name_plural = "разделы"
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["roadmap", "position"], name="sections_in_order")]

    def __str__(self) -> str:
        return self.title


class RoadmapRemark(models.Model):
    """What was said when a roadmap went from hand to hand: submitted, returned with a comment, approved."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="remarks")
    action = models.CharField("что сделано", max_length=60)
    text = models.TextField("замечание", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "ход согласования"
        verbose_name_plural = "ход согласования"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.action
