"""Due dates that somebody answers for. Facts are stored; overdue, due soon and not yet due follow from the day."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from roadmaps.models.activity import Activity
from roadmaps.models.party import Party
from roadmaps.models.roadmap import Roadmap
from schools.models import School
from schools.roles import SEES_MUNICIPALITY

SOON_DAYS = 14  # «ближайшие 14 дней»: the first reminder goes out then, too


class CheckpointQuerySet(models.QuerySet["Checkpoint"]):
    def visible_to(self, user) -> Self:
        """Those of roadmaps one sees; outside the department without other schools' points."""
        rows = self.filter(municipality=user.municipality_id, activity__roadmap__in=Roadmap.objects.visible_to(user))
        return rows.of_schools_seen_by(user)

    def of_schools_seen_by(self, user) -> Self:
        """The second half of `visible_to`, for a roadmap that is known to be visible."""
        if user.role in SEES_MUNICIPALITY:
            return self
        return self.filter(Q(school=None) | Q(school__in=School.objects.visible_to(user)))

    def in_force(self) -> Self:
        """Of roadmaps that are approved."""
        return self.filter(activity__roadmap__status=Roadmap.Status.APPROVED)

    def counted(self, today: date) -> Self:
        """What progress is told of: all in force, and the work done for a roadmap that was closed before its time."""
        closed_early = Q(activity__roadmap__status=Roadmap.Status.CLOSED, activity__roadmap__ends_on__gte=today)
        in_force = Q(activity__roadmap__status=Roadmap.Status.APPROVED)
        return self.filter(in_force | closed_early & Q(done_on__isnull=False))

    def open(self) -> Self:
        """Neither done nor cancelled."""
        return self.filter(done_on=None, cancelled_on=None)

    def done(self) -> Self:
        return self.exclude(done_on=None)

    def arrived(self, today: date) -> Self:
        """Whose date has come (due before today, or done already), the denominator of the percentage done."""
        return self.filter(cancelled_on=None).filter(Q(due_on__lt=today) | ~Q(done_on=None))

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)

    def due_soon(self, today: date) -> Self:
        """Due today or within the next 14 days, both ends inclusive."""
        return self.open().filter(due_on__gte=today, due_on__lte=today + timedelta(days=SOON_DAYS))

    def not_yet_due(self, today: date) -> Self:
        return self.open().filter(due_on__gt=today + timedelta(days=SOON_DAYS))


class Checkpoint(models.Model):
    """One due date of an activity (контрольная точка), for the municipality (`school` empty) or for one school.

    `planned_on` is the date the plan gave; `due_on` differs from it only where the point was moved, with a reason.
    What an amending order has cancelled, another one may bring back; what a person has cancelled, only a person.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="checkpoints")
    school = models.ForeignKey("schools.School", models.PROTECT, null=True, blank=True, related_name="checkpoints")
    planned_on = models.DateField("по плану")
    due_on = models.DateField("срок")
    move_reason = models.TextField("почему перенесена", blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField("выполнено", null=True, blank=True)
    done_text = models.TextField("что сделано", blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField("отмечено", null=True, blank=True)
    participants_count = models.PositiveIntegerField("участников", null=True, blank=True)
    hours_count = models.DecimalField("часов", max_digits=6, decimal_places=1, null=True, blank=True)
    cancelled_on = models.DateField("отменена", null=True, blank=True)
    cancel_reason = models.TextField("почему отменена", blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_cancelled_by_order = models.BooleanField("отменена приказом", default=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = CheckpointQuerySet.as_manager()

    class Meta:
        verbose_name = "контрольная точка"
        verbose_name_plural = "контрольные точки"
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "school", "planned_on"],
                nulls_distinct=False,
                name="one_checkpoint_per_date_and_school",
            ),
            models.CheckConstraint(
                name="done_has_date_person_and_text",
                condition=Q(done_on=None, done_by=None)
                | Q(done_on__isnull=False, done_by__isnull=False) & ~Q(done_text=""),
                violation_error_message="Укажите, когда и что сделано.",
            ),
            models.CheckConstraint(
                name="cancelled_has_a_reason",
                condition=Q(cancelled_on=None) | ~Q(cancel_reason=""),
                violation_error_message="Напишите, почему мероприятие отменено.",
            ),
            models.CheckConstraint(
                name="only_cancelled_is_cancelled_by_order",
                condition=Q(is_cancelled_by_order=False) | Q(cancelled_on__isnull=False),
            ),
            models.CheckConstraint(
                name="moved_has_a_reason",
                condition=Q(due_on=F("planned_on")) | ~Q(move_reason=""),
                violation_error_message="Напишите, почему срок перенесён.",
            ),
            models.CheckConstraint(
                name="not_both_done_and_cancelled", condition=Q(done_on=None) | Q(cancelled_on=None)
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "due_on"],
                condition=Q(done_on=None, cancelled_on=None),
                name="open_checkpoints_by_date",
            ),
            models.Index(fields=["school", "due_on"], name="checkpoints_of_school"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} · {self.due_on:%d.%m.%Y}"

    @property
    def was_moved(self) -> bool:
        return self.due_on != self.planned_on

    def names(self, user) -> bool:
        """Whether the plan makes this person responsible by name."""
        return any(party.user_id == user.pk for party in self.activity.responsible.all())

    def names_curators(self) -> bool:
        """Whether the plan makes «кураторы» responsible."""
        return any(party.group == Party.Group.CURATORS for party in self.activity.responsible.all())
