"""Whoever a plan names as responsible."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class PartyQuerySet(models.QuerySet["Party"]):
    def visible_to(self, user) -> Self:
        return self.filter(municipality=user.municipality_id)

    def with_activities_count(self) -> Self:
        return self.annotate(activities_count=models.Count("responsibilities"))


class Party(models.Model):
    """A person, a unit or a group named in a plan (исполнитель); a person may be tied to an account.

    `tied_by` is empty where the name alone was enough, when a plan first named the person.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Человек"
        UNIT = "unit", "Организация или отдел"
        GROUP = "group", "Группа"

    class Group(models.TextChoices):
        SUPPORTED_SCHOOLS = "supported_schools", "Школы, которым оказывается поддержка"
        ALL_SCHOOLS = "all_schools", "Все школы"
        CURATORS = "curators", "Кураторы"

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    kind = models.CharField("вид", max_length=6, choices=Kind)
    name = models.CharField("имя или название", max_length=300)
    key = models.CharField(
        "ключ сравнения", max_length=300, help_text="Одинаков для «Тихонова О.В.» и «О. В. Тихонова»"
    )
    position = models.CharField("должность", max_length=300, blank=True)
    group = models.CharField("кого включает", max_length=20, choices=Group, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parties",
        verbose_name="учётная запись",
    )
    tied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто связал"
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "исполнитель"
        verbose_name_plural = "исполнители"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind", "key"], name="one_party_per_name"),
            models.CheckConstraint(name="only_groups_expand", condition=Q(kind="group") | Q(group="")),
            models.CheckConstraint(name="only_persons_have_accounts", condition=Q(kind="person") | Q(user=None)),
        ]

    def __str__(self) -> str:
        return self.name
