"""The roadmap (дорожная карта, комплекс мероприятий): its texts, its period, its state."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Now

from config import clock
from config.models import SentOnce
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

    def with_amendment_begun(self) -> Self:
        """`is_amendment_begun`: whether there is a draft that amends it."""
        return self.annotate(is_amendment_begun=models.Exists(Roadmap.objects.filter(amends=models.OuterRef("pk"))))

    def municipal(self) -> Self:
        return self.filter(school=None)

    def approved(self) -> Self:
        return self.filter(status=Roadmap.Status.APPROVED)

    def templates_for(self, user) -> Self:
        """What a new roadmap may be made of: any marked one for a specialist; else municipal ones, drafts, too.

        The mark shares the text: a school may take it before it may open the roadmap itself.
        """
        rows = self.filter(municipality=user.municipality_id, is_template=True)
        return rows if user.role in SEES_WORK else rows.filter(Q(school=None) | Q(school=user.school_id))

    def published(self) -> Self:
        """With a page that everybody may read."""
        return self.exclude(published_at=None)


class Roadmap(SentOnce):
    """Goal, tasks, expected results, indicators and activities of a period; the municipality's, or one school's.

    A draft that `amends` a roadmap in force holds the plan as it is to become; it goes when its order is signed.
    `version` counts the saves of the roadmap's own texts and guards against two editors. Tasks, target groups and
    expected results are lists of sentences; `indicators` is a list of {"text", "target"}, the target may be empty.
    A school's roadmap also has the analysis of the school: strengths, weaknesses, opportunities, threats and risks.
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
    amends = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="amendment", verbose_name="вносит изменения в"
    )
    goal = models.TextField("цель", blank=True)
    tasks = ArrayField(models.TextField(), default=list, blank=True, verbose_name="задачи")
    target_groups = ArrayField(models.TextField(), default=list, blank=True, verbose_name="целевые группы")
    expected_results = ArrayField(models.TextField(), default=list, blank=True, verbose_name="ожидаемые результаты")
    indicators = models.JSONField("показатели", default=list, blank=True)
    strengths = ArrayField(models.TextField(), default=list, blank=True, verbose_name="сильные стороны")
    weaknesses = ArrayField(models.TextField(), default=list, blank=True, verbose_name="слабые стороны")
    opportunities = ArrayField(models.TextField(), default=list, blank=True, verbose_name="возможности")
    threats = ArrayField(models.TextField(), default=list, blank=True, verbose_name="угрозы")
    risks = ArrayField(models.TextField(), default=list, blank=True, verbose_name="риски")
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
    edition = models.PositiveSmallIntegerField("действующая редакция", default=1)
    closed_on = models.DateField("завершена", null=True, blank=True)
    closing_summary = models.TextField("итоги", blank=True)
    closing_facts = models.JSONField("числа при завершении", null=True, blank=True)
    public_key = models.UUIDField("ключ публичной страницы", db_default=RandomUUID(), unique=True, editable=False)
    published_at = models.DateTimeField("открыта для всех", null=True, blank=True)
    is_template = models.BooleanField("образец", default=False)
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
            models.CheckConstraint(
                name="an_amendment_is_never_approved_itself",
                condition=Q(amends=None) | Q(status__in=["draft", "submitted"]),
            ),
            models.CheckConstraint(
                name="an_amendment_is_no_template",
                condition=Q(is_template=False) | Q(amends=None),
            ),
            models.CheckConstraint(
                name="only_an_approved_municipal_roadmap_is_public",
                condition=Q(published_at=None) | Q(status__in=["approved", "closed"], school=None),
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
    def status_in_words(self) -> str:
        """«Проект изменений» where the draft amends another roadmap."""
        if not self.amends_id:
            return self.get_status_display()
        return "Проект изменений" if self.is_draft else "Изменения на согласовании"

    def amended_by(self) -> str:
        """«, в редакции приказов № 25-о от 20.11.2026, № 31-о от …», empty for a first edition. One statement."""
        if self.edition == 1:
            return ""
        orders = self.editions.filter(number__gt=1).order_by("number").values_list("order_number", "in_force_from")
        told = [f"№ {number} от {day:%d.%m.%Y}" for number, day in orders]
        return f", в редакции {'приказов' if len(told) > 1 else 'приказа'} {', '.join(told)}"

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_in_force(self) -> bool:
        return self.status == self.Status.APPROVED
