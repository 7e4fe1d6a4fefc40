"""What an order that fixes a list makes of each school's place on the lists. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from schools.identification.judging import RISK, lists_of
from schools.identification.method import LISTS

YEARS_FOLLOWED = 2  # a school that left is followed for two years (Dzerzhinsk)


@dataclass(frozen=True, slots=True)
class OrderOf:
    """Number and date of an order; empty where it is not known."""

    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A school's place on the lists of one school year.

    `entries` are the orders by which it came on each list; of a school that is followed, on the lists that it left.
    """

    entries: Mapping[str, OrderOf] = field(default_factory=dict)
    is_at_risk: bool = False
    followup_year: int = 0
    exit: OrderOf = OrderOf()

    @property
    def lists(self) -> frozenset[str]:
        return frozenset() if self.followup_year else frozenset(self.entries)

    @property
    def is_anywhere(self) -> bool:
        return bool(self.lists) or self.is_at_risk or self.followup_year > 0

    def entry(self, name: str) -> OrderOf:
        return self.entries.get(name, OrderOf())


def placed(verdict: str, covered: Collection[str], *, before: Place, now: Place, order: OrderOf) -> Place:
    """The place of this year after the order. `before` is last year's place, `now` this year's up to the order.

    The order speaks of the lists that its method covers; a place on the other list stays. A school that was listed
    last year and is on no list any more is followed: the first year by this order, then one more. A school that stays
    keeps the order with which it came on each list, one that is followed already the order with which it left.
    """
    lists = lists_of(verdict) & set(covered) | now.lists - set(covered)
    speaks_of_all = set(LISTS) <= set(covered)
    at_risk = verdict == RISK or (now.is_at_risk and not speaks_of_all)
    if lists:
        known = {name: place.entry(name) for place in (before, now) for name in place.lists}
        return Place({name: known.get(name, order) for name in lists})
    left = before.lists & set(covered)
    if now.followup_year and (left or not speaks_of_all):  # by an earlier order of this year
        return replace(now, is_at_risk=at_risk)
    if left:
        return Place(before.entries, is_at_risk=at_risk, followup_year=1, exit=order)
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
    stays = {
        name: now.entry(name)
        for name in now.lists
        if name not in covered or now.entry(name) not in signed | {was.entry(name)}
    }
    place = Place(stays, is_at_risk=now.is_at_risk)
    if not now.lists and now.exit not in signed | {was.exit}:
        place = now
    for said in orders:
        place = placed(said.verdict, said.covered, before=before, now=place, order=said.order)
    return place
