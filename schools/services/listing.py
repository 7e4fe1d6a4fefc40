"""What the order that fixes a list does to the schools' places on the lists."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.identification.placing import OrderOf, Place, placed
from schools.identification.wording import capital
from schools.models import IdentificationRun, RunSchool, SupportStatus

NOWHERE = Place()


@transaction.atomic
def fix_list(run: IdentificationRun, *, order_number: str, on: date) -> IdentificationRun:
    """Carry out a signed order: the run is frozen, each school's place of the year is what the run says.

    Raises ValidationError unless a specialist has confirmed the run.
    """
    row = IdentificationRun.objects.select_for_update().defer("inputs").get(pk=run.pk)
    if row.status != IdentificationRun.Status.CONFIRMED:
        raise ValidationError("Утвердить приказом можно отнесение, которое подтвердил специалист.")
    row.status, row.order_number, row.order_signed_on = IdentificationRun.Status.FIXED, order_number, on
    row.save(update_fields=["status", "order_number", "order_signed_on"])
    schools = list(row.schools.select_related("school"))
    statuses = SupportStatus.objects.filter(municipality=row.municipality_id, year__in=(row.year - 1, row.year))
    known = {(status.school_id, status.year): _place(status) for status in statuses}
    SupportStatus.objects.filter(
        municipality=row.municipality_id, year=row.year, school__in=[one.school_id for one in schools]
    ).delete()
    covered, order = row.rules.lists, OrderOf(order_number, on)
    places = [
        (one, placed(one.verdict, covered, before=known.get((one.school_id, row.year - 1), NOWHERE),
                     now=known.get((one.school_id, row.year), NOWHERE), order=order))
        for one in schools
    ]  # fmt: skip
    SupportStatus.objects.bulk_create(_status(row, one, place) for one, place in places if place.is_anywhere)
    return row


def _place(status: SupportStatus) -> Place:
    return Place(
        status.has_low_results,
        status.has_adverse_conditions,
        status.is_at_risk,
        status.followup_year,
        OrderOf(status.entry_order_number, status.entry_order_on),
        OrderOf(status.exit_order_number, status.exit_order_on),
    )


def _status(run: IdentificationRun, row: RunSchool, place: Place) -> SupportStatus:
    return SupportStatus(
        municipality_id=run.municipality_id,
        school_id=row.school_id,
        year=run.year,
        has_low_results=place.low,
        has_adverse_conditions=place.adverse,
        is_at_risk=place.is_at_risk,
        followup_year=place.followup_year,
        entry_order_number=place.entry.number,
        entry_order_on=place.entry.on,
        exit_order_number=place.exit.number,
        exit_order_on=place.exit.on,
        run=run,
        reason=grounds(row),
    )


def grounds(row: RunSchool) -> str:
    """The sentence for the card and the order; a person's decision has its reason, too."""
    told = capital(row.sentence)
    return f"{told} Решено иначе: {row.reason}" if row.decided and row.decided != row.proposed else told
