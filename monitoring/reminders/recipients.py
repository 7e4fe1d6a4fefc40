"""Who is reminded of a thing: the responsible, else director, curators, owner, specialists."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from curators.models import Assignment
from monitoring.reminders.things import Thing
from roadmaps.models import Party
from schools.models import User
from schools.roles import Role

Ids = frozenset[int]
NOBODY: Ids = frozenset()
SCHOOL_GROUPS = frozenset({Party.Group.SUPPORTED_SCHOOLS, Party.Group.ALL_SCHOOLS})


@dataclass(frozen=True, slots=True)
class Directory:
    """The people of a municipality who may get letters on a day, by what they are to whom."""

    people: dict[int, User]
    directors: dict[int, Ids]
    curators: dict[int, Ids]
    specialists: Ids
    heads: Ids

    @classmethod
    def of(cls, municipality_id: int, today: date) -> "Directory":
        people = {user.pk: user for user in User.objects.active().filter(municipality=municipality_id)}
        by_role: dict[str, set[int]] = defaultdict(set)
        for user in people.values():
            by_role[user.role].add(user.pk)
        directors: dict[int, set[int]] = defaultdict(set)
        for pk in by_role[Role.DIRECTOR]:
            directors[people[pk].school_id].add(pk)
        curators: dict[int, set[int]] = defaultdict(set)
        for school_id, pk in (
            Assignment.objects.current(today)
            .filter(municipality=municipality_id)
            .values_list("school_id", "curator_id")
        ):
            if pk in people:
                curators[school_id].add(pk)
        return cls(
            people=people,
            directors={school_id: frozenset(ids) for school_id, ids in directors.items()},
            curators={school_id: frozenset(ids) for school_id, ids in curators.items()},
            specialists=frozenset(by_role[Role.SPECIALIST]),
            heads=frozenset(by_role[Role.HEAD]),
        )


def recipients(thing: Thing, directory: Directory) -> Ids:
    """The ids of those who get the reminder; empty only where there is neither owner nor specialist."""
    named = frozenset().union(
        *(_expand(party.user_id, party.group, thing.school_id, directory) for party in thing.responsible)
    )
    return (
        named or _of_school(thing.school_id, directory) or _account(thing.owner_id, directory) or directory.specialists
    )


def _expand(user_id: int | None, group: str, school_id: int | None, directory: Directory) -> Ids:
    if group in SCHOOL_GROUPS:
        return _of_school(school_id, directory)
    if group == Party.Group.CURATORS:
        return (
            directory.curators.get(school_id, NOBODY) if school_id else frozenset().union(*directory.curators.values())
        )
    return _account(user_id, directory)


def _of_school(school_id: int | None, directory: Directory) -> Ids:
    return directory.directors.get(school_id, NOBODY) or directory.curators.get(school_id, NOBODY)


def _account(user_id: int | None, directory: Directory) -> Ids:
    return frozenset({user_id}) if user_id in directory.people else NOBODY
