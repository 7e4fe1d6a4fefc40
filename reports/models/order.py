"""Orders, their register, what was said on the way to the signature, and who has read them."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from config import clock
from config.models import SentOnce
from roadmaps.models import Roadmap
from schools.models import IdentificationRun, RunSchool, School
from schools.roles import SEES_WORK, Role


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, user) -> Self:
        """The department sees all; schools and curators the signed ones that are not about other schools.

        The order that fixes the lists is seen by the schools that it puts on one.

        An observer sees until the agreed day, inclusive.
        """
        rows = self.filter(municipality=user.municipality_id)
        if user.role == Role.OBSERVER and user.observes_until < clock.today():
            return rows.none()
        if user.role in SEES_WORK:
            return rows
        if user.role == Role.ADMIN:
            return rows.none()
        about_what_one_sees = Q(roadmap=None) | Q(roadmap__in=Roadmap.objects.visible_to(user))
        listing = RunSchool.objects.on_a_list().filter(school__in=School.objects.visible_to(user))
        of_own_school = Q(run=None) | Q(run__in=listing.values("run"))
        return rows.filter(about_what_one_sees, of_own_school, status__in=[Order.Status.SIGNED, Order.Status.REVOKED])

    def signed(self) -> Self:
        """Those that have a number, revoked ones included."""
        return self.filter(status__in=[Order.Status.SIGNED, Order.Status.REVOKED])

    def with_reading_of(self, user) -> Self:
        """`awaits_reading`: whether the person has to read it and has not said so yet."""
        readings = Acquaintance.objects.filter(order=models.OuterRef("pk"), user=user, acknowledged_at=None)
        return self.annotate(awaits_reading=Q(models.Exists(readings), status=Order.Status.SIGNED))

    def in_order(self) -> Self:
        return self.order_by("-year", "-sequence", "-pk")


class Order(SentOnce):
    """An order of the department (приказ). Number and files come with the signature and never change.

    `clauses` are the numbered clauses without their numbers; an entry that starts with a tab is a sub-clause.
    """

    class Kind(models.TextChoices):
        APPROVE_ROADMAP = "approve_roadmap", "Об утверждении дорожной карты"
        AMEND_ROADMAP = "amend_roadmap", "О внесении изменений в дорожную карту"
        FIX_LIST = "fix_list", "Об утверждении перечня школ"
        FREE = "free", "По основной деятельности"

    class Status(models.TextChoices):
        DRAFT = "draft", "Черновик"
        SUBMITTED = "submitted", "Ждёт подписи"
        SIGNED = "signed", "Подписан"
        REVOKED = "revoked", "Отменён"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    kind = models.CharField("вид", max_length=20, choices=Kind, default=Kind.FREE)
    status = models.CharField("состояние", max_length=10, choices=Status, default=Status.DRAFT)
    heading = models.CharField("заголовок", max_length=500, help_text="Отвечает на вопрос «О чём?»")
    preamble = models.TextField("преамбула", help_text="Основание и цель; слово ПРИКАЗЫВАЮ встанет после неё")
    clauses = ArrayField(models.TextField(), default=list, verbose_name="пункты")
    control_clause = models.TextField(
        "пункт о контроле", default="Контроль за исполнением настоящего приказа оставляю за собой."
    )
    roadmap = models.ForeignKey(
        Roadmap, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name="дорожная карта"
    )
    run = models.ForeignKey(
        IdentificationRun, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name="отнесение"
    )
    executor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="исполнитель")
    submitted_at = models.DateTimeField("отправлен на подпись", null=True, blank=True)
    year = models.PositiveSmallIntegerField("год регистрации", null=True, blank=True)
    sequence = models.PositiveIntegerField("порядковый номер", null=True, blank=True)
    number = models.CharField("номер", max_length=60, blank=True)
    signed_on = models.DateField("дата приказа", null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signer_position = models.CharField("должность подписавшего", max_length=250, blank=True)
    signer_name = models.CharField("подписал", max_length=160, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    content = models.JSONField("подписанное содержание", null=True, blank=True)
    pdf = models.ForeignKey("config.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    docx = models.ForeignKey("config.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    check_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "приказ"
        verbose_name_plural = "приказы"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year", "sequence"], name="order_numbers_do_not_repeat"),
            models.CheckConstraint(
                name="signed_order_has_number_date_and_person",
                condition=Q(status__in=["draft", "submitted"], number="", signed_on=None, signed_by=None)
                | Q(
                    status__in=["signed", "revoked"],
                    signed_on__isnull=False,
                    signed_by__isnull=False,
                    sequence__isnull=False,
                )
                & ~Q(number=""),
            ),
            models.UniqueConstraint(
                fields=["roadmap"],
                condition=Q(kind="approve_roadmap", status__in=["draft", "submitted", "signed"]),
                name="one_approving_order_per_roadmap",
                violation_error_message="Приказ об утверждении этой дорожной карты уже подготовлен.",
            ),
            models.UniqueConstraint(
                fields=["roadmap"],
                condition=Q(kind="amend_roadmap", status__in=["draft", "submitted"]),
                name="one_amending_order_per_draft",
                violation_error_message="Приказ об этих изменениях уже подготовлен.",
            ),
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(kind="fix_list", status__in=["draft", "submitted", "signed"]),
                name="one_order_per_list",
                violation_error_message="Приказ об этом перечне уже подготовлен.",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "status", "-signed_on"], name="orders_by_status")]
        triggers = [
            pgtrigger.FSM(
                name="order_status",
                field="status",
                transitions=[
                    ("draft", "submitted"),
                    ("submitted", "draft"),
                    ("submitted", "signed"),
                    ("signed", "revoked"),
                ],
            ),
            pgtrigger.Protect(
                name="signed_order_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status IN ('signed', 'revoked') AND "
                    "((OLD.number, OLD.signed_on, OLD.signed_by_id, OLD.content)"
                    " IS DISTINCT FROM (NEW.number, NEW.signed_on, NEW.signed_by_id, NEW.content)"
                    " OR OLD.pdf_id <> NEW.pdf_id OR OLD.docx_id <> NEW.docx_id)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number} от {self.signed_on:%d.%m.%Y}" if self.signed_on else f"Проект: {self.heading}"

    @property
    def is_signed(self) -> bool:
        return self.status in {self.Status.SIGNED, self.Status.REVOKED}

    @property
    def file_stem(self) -> str:
        """What its files are called, without the ending: «Приказ № 148-1-О от 25.09.2026»."""
        return f"Приказ {self}"


class OrderRemark(models.Model):
    """What was said when an order went from hand to hand: submitted, returned with a comment, signed."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, models.CASCADE, related_name="remarks")
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


class OrderRegister(models.Model):
    """The municipality's register of a year: the last number given, locked while the next one is."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("год")
    last_sequence = models.PositiveIntegerField("последний номер", default=0)

    class Meta:
        verbose_name = "журнал приказов"
        verbose_name_plural = "журналы приказов"
        constraints = [models.UniqueConstraint(fields=["municipality", "year"], name="one_register_per_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last_sequence}"


class Acquaintance(models.Model):
    """A person has to read an order, and has (лист ознакомления)."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, models.CASCADE, related_name="acquaintances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="acquaintances")
    acknowledged_at = models.DateTimeField("ознакомлен", null=True, blank=True)

    class Meta:
        verbose_name = "ознакомление"
        verbose_name_plural = "ознакомления"
        constraints = [models.UniqueConstraint(fields=["order", "user"], name="one_acquaintance_per_person")]

    def __str__(self) -> str:
        return f"{self.user} — {self.order}"
