"""What an order that fixes a list makes of each school's place on the lists. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schools.identification.judging import RISK, lists_of
from schools.identification.method import ADVERSE, LISTS, LOW

YEARS_FOLLOWED = 2  # a school that left is followed for two years (Dzerzhinsk)


@dataclass(frozen=True, slots=True)
class OrderOf:
    """Number and date of an order; empty where it is not known."""

    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A school's place on the lists of one school year."""

    low: bool = False
    adverse: bool = False
    is_at_risk: bool = False
    followup_year: int = 0
    entry: OrderOf = OrderOf()
    exit: OrderOf = OrderOf()

    @property
    def is_listed(self) -> bool:
        return self.low or self.adverse

    @property
    def is_anywhere(self) -> bool:
        return self.is_listed or self.is_at_risk or self.followup_year > 0


def placed(verdict: str, covered: Collection[str], *, before: Place, now: Place, order: OrderOf) -> Place:
    """The place of this year after the order. `before` is last year's place, `now` this year's up to the order.

    The order speaks of the lists that its method covers; a place on the other list stays. A school that was listed
    last year and is on no list any more is followed: the first year by this order, then one more. A school that stays
    keeps the order with which it came, one that is followed already the order with which it left.
    """
    on = lists_of(verdict)
    low = LOW in on if LOW in covered else now.low
    adverse = ADVERSE in on if ADVERSE in covered else now.adverse
    speaks_of_all = set(LISTS) <= set(covered)
    at_risk = verdict == RISK or (now.is_at_risk and not speaks_of_all)
    if low or adverse:
        entry = next((place.entry for place in (now, before) if place.is_listed), order)
        return Place(low, adverse, entry=entry)
    left = (before.low and LOW in covered) or (before.adverse and ADVERSE in covered)
    if now.followup_year and (left or not speaks_of_all):  # by an earlier order of this year
        return replace(now, is_at_risk=at_risk)
    if left:
        return Place(is_at_risk=at_risk, followup_year=1, entry=before.entry, exit=order)
    if 0 < before.followup_year < YEARS_FOLLOWED:
        return replace(before, is_at_risk=at_risk, followup_year=before.followup_year + 1)
    return Place(is_at_risk=at_risk)


@dataclass(frozen=True, slots=True)
class Said:
    """What a signed order said of a school: its verdict, the lists it covered, the order."""

    verdict: str
    covered: Collection[str]
    order: OrderOf


def replayed(orders: Sequence[Said], *, was: Place, before: Place, now: Place) -> Place:
    """The place of a year after its orders, in turn, where last year's place was `was` and has become `before`.

    What is known from elsewhere stays as it is `now`: a place on a list of which no order of the year speaks, an
    entry or a following that none of these orders and nothing of last year had brought.
    """
    signed, covered = {said.order for said in orders}, {name for said in orders for name in said.covered}
    place = Place(is_at_risk=now.is_at_risk)
    if now.is_listed and now.entry not in signed | {was.entry}:
        place = replace(place, low=now.low, adverse=now.adverse, entry=now.entry)
    elif now.is_listed:
        low, adverse = now.low and LOW not in covered, now.adverse and ADVERSE not in covered
        place = replace(place, low=low, adverse=adverse, entry=now.entry if low or adverse else OrderOf())
    elif now.exit not in signed | {was.exit}:
        place = replace(place, followup_year=now.followup_year, entry=now.entry, exit=now.exit)
    for said in orders:
        place = placed(said.verdict, said.covered, before=before, now=place, order=said.order)
    return place
