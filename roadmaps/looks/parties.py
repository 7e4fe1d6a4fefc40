"""A roadmap by those who answer for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from roadmaps.looks.rows import Item, Party, Plan, words_of
from roadmaps.progress import Progress, count

NOBODY = "Ответственный не назначен"


@dataclass(frozen=True, slots=True)
class Duty:
    """An activity among those of its party; `next_on` is the first day that is still open."""

    item: Item
    tag: str
    words: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Share:
    """A party with what it answers for."""

    name: str
    duties: tuple[Duty, ...]
    progress: Progress
    is_nobody: bool = False
    account: str | None = None


def build(plan: Plan, parties: Iterable[Party], *, with_nobody: bool = True) -> list[Share]:
    """Parties with at least one row; rows that name nobody come last, under a heading of their own."""
    parties = list(parties)
    named = set().union(*(party.activities for party in parties))
    rest = [item for item in plan.items if item.pk not in named] if with_nobody else []
    shares = [
        _share(party.name, [i for i in plan.items if i.pk in party.activities], plan, account=party.account)
        for party in parties
    ]
    return [share for share in (*shares, _share(NOBODY, rest, plan, is_nobody=True)) if share.duties]


def _share(name: str, items: list[Item], plan: Plan, **facts) -> Share:
    marks = [mark for item in items for mark in item.marks]
    progress = count(marks, plan.today) if plan.is_settled else Progress()
    return Share(name, tuple(_duty(item, plan) for item in items), progress, **facts)


def _duty(item: Item, plan: Plan) -> Duty:
    still_open = [mark.due_on for mark in item.marks if not (mark.done_on or mark.cancelled_on)]
    summary = words_of(item.marks, plan)
    return Duty(item, summary.tag, summary.text, still_open[0] if still_open else None)
