"""Which rows of the municipal roadmap concern a school, and what the schools have made of them: pure."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from config.templatetags.opora import plural, plural_word
from roadmaps.models import Party

OF_SCHOOLS = frozenset({Party.Group.SUPPORTED_SCHOOLS.value, Party.Group.ALL_SCHOOLS.value})
LEFT_OUT = re.compile(r"[^\w№]+")


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a row makes responsible: a group, somebody with an account, or only a name."""

    name: str
    group: str = ""
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A row of a school's own roadmap in force that came from a row (`source`) of the municipal one."""

    source: int
    school_id: int
    total: int
    done: int


def concerns(parties: Iterable[Named], school: str, staff: Collection[int]) -> bool:
    """«Руководители школ», the school by its own short name, or one of its people."""
    own = _plain(school)
    return any(
        party.group in OF_SCHOOLS or party.user_id in staff or (own and own in _plain(party.name)) for party in parties
    )


def _plain(name: str) -> str:
    """Words with a blank on both sides: «СОШ № 7» is not found in «СОШ № 76»."""
    words = " ".join(LEFT_OUT.sub(" ", name.casefold().replace("№", "№ ")).split())
    return f" {words} " if words else ""


def rolled_up(links: Iterable[Link]) -> dict[int, tuple[int, int]]:
    """By municipal row: how many schools have taken it into their plans, and how many of them have done all of it."""
    of_row: dict[int, dict[int, tuple[int, int]]] = {}
    for link in links:
        schools = of_row.setdefault(link.source, {})
        total, done = schools.get(link.school_id, (0, 0))
        schools[link.school_id] = (total + link.total, done + link.done)
    return {
        row: (len(schools), sum(total > 0 and done == total for total, done in schools.values()))
        for row, schools in of_row.items()
    }


INCLUDED = "включила в свой план,включили в свои планы,включили в свои планы"


def taken_in_words(included: int, done: int, asked: int) -> str:
    """«4 из 5 школ включили в свои планы, выполнили 3»; `asked` is how many schools the row is for, zero if unknown."""
    if asked >= included and asked:
        who = f"{included} из {plural(asked, 'школы,школ,школ')}"
    else:
        who = plural(included, "школа,школы,школ")
    return f"{who} {plural_word(included, INCLUDED)}, {_done(done)}"


def _done(done: int) -> str:
    return f"выполнили {done}" if done else "пока не выполнили"
