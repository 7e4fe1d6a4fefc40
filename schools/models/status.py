"""Why a school is on a list, year by year."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from schools.models.facts import FactQuerySet, OfYear

# Whom the department supports: on a list, or followed after leaving one. A school at risk is only watched.
SUPPORTED = Q(has_low_results=True) | Q(has_adverse_conditions=True) | Q(followup_year__gt=0)


class SupportStatusQuerySet(FactQuerySet):
    def supported(self) -> Self:
        """Without the schools that are only in the group at risk."""
        return self.filter(SUPPORTED)


class SupportStatus(OfYear):
    """A school's place on the lists of one school year. ШНОР and ШНСУ are two lists; a school may be on both.

    A school that left is followed for two more years: `followup_year` is then 1 or 2, and both flags are off. One that
    nearly got on a list is in the group at risk. The orders are those with which the school came on each list
    and left them; empty where they are not known here.
    """

    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", models.PROTECT, related_name="support_statuses", verbose_name="школа")
    year = models.PositiveSmallIntegerField("учебный год", help_text="Календарный год, в котором он начался")
    has_low_results = models.BooleanField("ШНОР", default=False)
    has_adverse_conditions = models.BooleanField("ШНСУ", default=False)
    followup_year = models.PositiveSmallIntegerField("год сопровождения после выхода", default=0)
    is_at_risk = models.BooleanField("группа риска", default=False)
    low_entry_number = models.CharField("номер приказа о включении в ШНОР", max_length=60, blank=True)
    low_entry_on = models.DateField("дата приказа о включении в ШНОР", null=True, blank=True)
    adverse_entry_number = models.CharField("номер приказа о включении в ШНСУ", max_length=60, blank=True)
    adverse_entry_on = models.DateField("дата приказа о включении в ШНСУ", null=True, blank=True)
    exit_order_number = models.CharField("номер приказа об исключении", max_length=60, blank=True)
    exit_order_on = models.DateField("дата приказа об исключении", null=True, blank=True)
    run = models.ForeignKey(
        "schools.IdentificationRun", models.PROTECT, null=True, blank=True, related_name="statuses", editable=False
    )
    reason = models.TextField("основание", help_text="Одно предложение с числами")

    objects = SupportStatusQuerySet.as_manager()

    class Meta:
        verbose_name = "включение в список"
        verbose_name_plural = "включения в списки"
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="one_support_status_per_school_and_year"),
            models.CheckConstraint(
                name="support_status_is_list_or_followup",
                condition=Q(followup_year=0, is_at_risk=False)
                & (Q(has_low_results=True) | Q(has_adverse_conditions=True))
                | Q(followup_year__in=[1, 2], has_low_results=False, has_adverse_conditions=False)
                | Q(followup_year=0, is_at_risk=True, has_low_results=False, has_adverse_conditions=False),
                violation_error_message="Школа либо в списке, либо сопровождается после выхода, либо в группе риска.",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "year"], name="support_by_year")]

    def __str__(self) -> str:
        return self.label

    @property
    def lists(self) -> tuple[str, ...]:
        """«ШНОР», «ШНСУ», both or none."""
        return ("ШНОР",) * self.has_low_results + ("ШНСУ",) * self.has_adverse_conditions

    @property
    def label(self) -> str:
        """«ШНОР», «ШНОР, ШНСУ», «сопровождение, 2-й год», «группа риска», or the last two together."""
        followed = (f"сопровождение, {self.followup_year}-й год",) * (self.followup_year > 0)
        return ", ".join(self.lists + followed + ("группа риска",) * self.is_at_risk)

    @property
    def orders(self) -> str:
        """«включена приказом от 28.08.2025 № 12-о; исключена приказом…», or nothing.

        Where the lists have different orders, or one is not known, each is told with its list.
        """
        came = {"ШНОР": _order(self.low_entry_number, self.low_entry_on)}
        came |= {"ШНСУ": _order(self.adverse_entry_number, self.adverse_entry_on)}
        known = {name: order for name, order in came.items() if order}
        orders = set(known.values())
        if len(orders) > 1 or not set(self.lists) <= set(known):
            orders = [f"{order} ({name})" for name, order in known.items()]
        left = _order(self.exit_order_number, self.exit_order_on)
        told = (("включена", " и ".join(orders)), ("исключена", left))
        return "; ".join(f"{verb} {order}" for verb, order in told if order)


def _order(number: str, day: date | None) -> str:
    return f"приказом от {day:%d.%m.%Y} № {number}" if number and day else ""
