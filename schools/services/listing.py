"""What the order that fixes a list does to the schools' places on the lists."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.identification import part_of
from schools.identification.judging import lists_of
from schools.identification.method import ADVERSE, LOW
from schools.identification.placing import OrderOf, Place, Said, placed, replayed
from schools.identification.wording import capital
from schools.models import IdentificationRun, RunSchool, School, SupportStatus, Verdict

NOWHERE = Place()
Places = dict[tuple[int, int], Place]  # by school and school year


@transaction.atomic
def fix_list(run: IdentificationRun, *, order_number: str, on: date) -> IdentificationRun:
    """Carry out a signed order: the run is frozen, each school's place of the year is what the run says.

    Where lists of later years are fixed already, whom they follow is worked out anew. Raises ValidationError unless
    a specialist has confirmed the run, and where another run speaks of the same list and is not replaced by it.
    """
    row = IdentificationRun.objects.select_for_update().defer("inputs").get(pk=run.pk)
    if row.status != IdentificationRun.Status.CONFIRMED:
        raise ValidationError("Утвердить приказом можно отнесение, которое подтвердил специалист.")
    if (rival := row.rival) and rival.pk != row.replaces_id:
        raise ValidationError(
            "По этому году есть и другое подтверждённое или утверждённое отнесение."
            " Верните одно из них на проверку; подтверждённое снова, оно заменит утверждённое."
        )
    row.status, row.order_number, row.order_signed_on = IdentificationRun.Status.FIXED, order_number, on
    row.save(update_fields=["status", "order_number", "order_signed_on"])
    known = _known(row)
    places = _places(row, known, OrderOf(order_number, on))
    _write(row, places)
    _follow_on(row, known, known | {(one.school_id, row.year): place for one, place in places.items()})
    return row


def followed_by(run: IdentificationRun) -> tuple[list[School], list[School], list[School]]:
    """Whom the order of a run will follow: schools that leave the lists by it, and those that left before.

    The third are those that leave one list and stay on the other; they are not followed.
    """
    known = _known(run)
    leaving, left, staying = [], [], []
    for one, place in _places(run, known, OrderOf()).items():
        before, now = (known.get((one.school_id, year), NOWHERE) for year in (run.year - 1, run.year))
        if place.followup_year:
            is_first = place.followup_year == 1 and not now.followup_year
            (leaving if is_first else left).append(one.school)
        elif place.lists and (before.lists | now.lists) & set(run.rules.lists) - place.lists:
            staying.append(one.school)
    return leaving, left, staying


def _known(row: IdentificationRun) -> Places:
    """Places of last year, this one and later ones up to the order of the run."""
    statuses = SupportStatus.objects.filter(municipality=row.municipality_id, year__gte=row.year - 1)
    known = {(status.school_id, status.year): _place(status) for status in statuses}
    return known | {key: replace(known[key], is_at_risk=False) for key in _risks_taken_back(row) & set(known)}


def _places(row: IdentificationRun, known: Places, order: OrderOf) -> dict[RunSchool, Place]:
    """What the order makes of each school of the run."""
    return {
        one: placed(one.verdict, row.rules.lists, before=known.get((one.school_id, row.year - 1), NOWHERE),
                    now=known.get((one.school_id, row.year), NOWHERE), order=order)
        for one in row.schools.select_related("school")
    }  # fmt: skip


def _risks_taken_back(row: IdentificationRun) -> set[tuple[int, int]]:
    """Schools (with the year) that the run in whose place this one stands had put in the group at risk."""
    if row.replaces is None:
        return set()
    at_risk = row.replaces.schools.with_verdict().filter(verdict_now=Verdict.RISK)
    return {(school, row.year) for school in at_risk.values_list("school_id", flat=True)}


def _follow_on(row: IdentificationRun, was: Places, known: Places) -> None:
    """Whom the lists of later years follow depends on this one: say it anew where it comes out otherwise.

    `was` are the places up to the order, `known` those of this year after it.
    """
    fixed = IdentificationRun.objects.filter(municipality=row.municipality_id, status=IdentificationRun.Status.FIXED)
    later = fixed.filter(year__gt=row.year).exclude(replaced_by__status=IdentificationRun.Status.FIXED)
    later = later.defer("inputs").order_by("year", "order_signed_on", "confirmed_at")
    runs = {one.pk: one for one in later}
    rows: dict[tuple[int, int], list[RunSchool]] = defaultdict(list)  # in the order of the signatures
    schools = [school for school, year in known if year == row.year]
    said = RunSchool.objects.filter(run__in=runs, school__in=schools).select_related("school")
    for one in sorted(said, key=lambda one: list(runs).index(one.run_id)):
        rows[runs[one.run_id].year, one.school_id].append(one)
    changed: dict[IdentificationRun, dict[RunSchool, Place]] = defaultdict(dict)
    for (year, school), of_year in sorted(rows.items(), key=lambda pair: pair[0]):
        orders = [_said(runs[one.run_id], one) for one in of_year]
        old, before = (places.get((school, year - 1), NOWHERE) for places in (was, known))
        now = known.get((school, year), NOWHERE)
        if old != before and (place := replayed(orders, was=old, before=before, now=now)) != now:
            known[school, year] = place
            changed[runs[of_year[-1].run_id]][of_year[-1]] = place
    for run, places in changed.items():
        _write(run, places)


def _said(run: IdentificationRun, row: RunSchool) -> Said:
    return Said(row.verdict, run.rules.lists, OrderOf(run.order_number, run.order_signed_on))


def _write(run: IdentificationRun, places: dict[RunSchool, Place]) -> None:
    """The places of the run's year instead of what stood there."""
    of_year = SupportStatus.objects.filter(municipality=run.municipality_id, year=run.year)
    of_year.filter(school__in=[row.school_id for row in places]).delete()
    SupportStatus.objects.bulk_create(_status(run, row, place) for row, place in places.items() if place.is_anywhere)


def _place(status: SupportStatus) -> Place:
    low = OrderOf(status.low_entry_number, status.low_entry_on)
    adverse = OrderOf(status.adverse_entry_number, status.adverse_entry_on)
    entries = {LOW: low} if status.has_low_results or low.number else {}
    entries |= {ADVERSE: adverse} if status.has_adverse_conditions or adverse.number else {}
    left = OrderOf(status.exit_order_number, status.exit_order_on)
    return Place(entries, status.is_at_risk, status.followup_year, left)


def _status(run: IdentificationRun, row: RunSchool, place: Place) -> SupportStatus:
    return SupportStatus(
        municipality_id=run.municipality_id,
        school_id=row.school_id,
        year=run.year,
        has_low_results=LOW in place.lists,
        has_adverse_conditions=ADVERSE in place.lists,
        is_at_risk=place.is_at_risk,
        followup_year=place.followup_year,
        low_entry_number=place.entry(LOW).number,
        low_entry_on=place.entry(LOW).on,
        adverse_entry_number=place.entry(ADVERSE).number,
        adverse_entry_on=place.entry(ADVERSE).on,
        exit_order_number=place.exit.number,
        exit_order_on=place.exit.on,
        run=run,
        reason=grounds(row),
    )


def grounds_of_list(row: RunSchool, name: str) -> str:
    """Why the school is on that list: what the method said of it, or the reason of the person who put it there."""
    if row.decided and name not in lists_of(row.proposed):
        return capital(row.reason)
    return capital(part_of(row.sentence, name))


def grounds_of_risk(row: RunSchool) -> str:
    """Why the school is in the group at risk, by the method or by a person's decision."""
    return capital(row.reason if row.decided and row.proposed != Verdict.RISK else row.sentence)


def grounds(row: RunSchool) -> str:
    """The sentence for the card; a person's decision has its reason, too."""
    told = capital(row.sentence)
    return f"{told} Решено иначе: {row.reason}" if row.decided and row.decided != row.proposed else told
