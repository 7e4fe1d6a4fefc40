"""The rows of a roadmap."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from config.models import SentOnce
from roadmaps.deadlines import Deadline, Kind
from roadmaps.models.party import Party
from roadmaps.models.roadmap import Roadmap
from roadmaps.models.section import Section

UNCLEAR = frozenset({Kind.UNSPECIFIED, Kind.NOT_UNDERSTOOD})  # deadlines from which nobody knows when


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user) -> Self:
        return self.filter(municipality=user.municipality_id, roadmap__in=Roadmap.objects.visible_to(user))

    def in_order(self) -> Self:
        """The rows that stand, as they are printed; without those that an order has struck out."""
        return self.filter(excluded_on=None).order_by("section__position", "position", "pk")

    def incomplete(self) -> Self:
        """That name nobody or no deadline that is understood: what `roadmaps.completeness` asks of rows, in SQL."""
        return self.filter(Q(responsible_text__regex=r"^\s*$") | Q(deadline_kind__in=UNCLEAR))

    def with_work_in_order(self) -> Self:
        """The same with rows struck out for which something was done: sums have to agree with what is shown."""
        has_work = Q(checkpoints__isnull=False, checkpoints__cancelled_on=None)
        rows = self.filter(Q(excluded_on=None) | has_work)
        return rows.distinct().order_by("section__position", "position", "pk")


class Activity(SentOnce):
    """An activity (мероприятие). Wordings stay as written; `deadline` is what was understood of `deadline_text`.

    `source` is the row that this one was copied from: in a draft that amends, the row that it changes. A row struck out
    by an amendment (`excluded_on`) stays for its checkpoints and documents, and is no longer shown in the plan; one
    that an amendment brought (`added_on`) counts from that day on.
    `number` is what the document says, gaps included. `version` counts the saves and guards against two editors.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="activities")
    section = models.ForeignKey(Section, models.CASCADE, related_name="activities", verbose_name="раздел")
    position = models.PositiveIntegerField()
    number = models.CharField("№", max_length=20, blank=True)
    text = models.TextField("мероприятие")
    deadline_text = models.TextField("срок", blank=True)
    deadline_kind = models.CharField(
        max_length=20, choices=[(k.value, k.value) for k in Kind], default=Kind.UNSPECIFIED.value
    )
    deadline_reading = models.JSONField("как понят срок", default=dict)
    due_dates = ArrayField(models.DateField(), default=list, blank=True, verbose_name="даты исполнения")
    responsible_text = models.TextField("ответственные", blank=True)
    responsible = models.ManyToManyField(Party, through="Responsibility", related_name="activities")
    result = models.TextField("результат", blank=True)
    output_documents = models.TextField("выходной документ", blank=True)
    source = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", verbose_name="откуда взято"
    )
    added_on = models.DateField("добавлено", null=True, blank=True)
    excluded_on = models.DateField("исключено", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        indexes = [models.Index(fields=["roadmap", "section", "position"], name="activities_in_order")]

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()[:120]

    def counts_from(self, approved_on: date) -> date:
        """The day since which the row is in force, of a roadmap that was approved on that day."""
        return self.added_on or approved_on

    @property
    def deadline(self) -> Deadline:
        return Deadline.from_dict(self.deadline_reading)


def as_it_stands(text: str, excluded_on: date | None) -> str:
    """The wording of a row; of one that an order has struck out with the day of it."""
    return f"{text} (исключено приказом {excluded_on:%d.%m.%Y})" if excluded_on else text


class Responsibility(models.Model):
    """A responsible party of an activity, in the order written."""

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="responsibilities")
    party = models.ForeignKey(Party, models.PROTECT, related_name="responsibilities")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "ответственный"
        verbose_name_plural = "ответственные"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "party"], name="party_once_per_activity")]

    def __str__(self) -> str:
        return str(self.party)
