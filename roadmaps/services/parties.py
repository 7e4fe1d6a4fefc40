"""Responsible parties: what a cell names becomes rows that are shared by the whole municipality."""

from collections.abc import Iterable

from roadmaps.models import Activity, Party, Responsibility
from roadmaps.responsible import ReadParty, person_key, read_responsible
from schools.models import User


def link(activities: Iterable[Activity], *, municipality_id: int) -> None:
    """Set the parties of activities from their wordings: a handful of statements, however many rows there are."""
    named = {activity.pk: _named(activity.responsible_text) for activity in activities}
    parties = _find_or_make({key: who for people in named.values() for key, who in people.items()}, municipality_id)
    Responsibility.objects.filter(activity__in=named).delete()
    Responsibility.objects.bulk_create(
        Responsibility(municipality_id=municipality_id, activity_id=pk, party=parties[key], position=position)
        for pk, people in named.items()
        for position, key in enumerate(people)
    )


def _named(text: str) -> dict[tuple[str, str], ReadParty]:
    """Who a cell names, in its order, each once, by kind and key."""
    return {(who.kind.value, who.key[:300]): who for who in read_responsible(text)}


def _find_or_make(wanted: dict, municipality_id: int) -> dict[tuple[str, str], Party]:
    known = _known(wanted, municipality_id)
    missing = {key: who for key, who in wanted.items() if key not in known}
    if missing:
        accounts = _accounts(municipality_id)
        Party.objects.bulk_create(
            (_party(key, who, accounts, municipality_id) for key, who in missing.items()), ignore_conflicts=True
        )
        known = _known(wanted, municipality_id)
    return known


def _known(wanted: dict, municipality_id: int) -> dict[tuple[str, str], Party]:
    rows = Party.objects.filter(municipality=municipality_id, key__in={key for _, key in wanted})
    return {(party.kind, party.key): party for party in rows}


def _party(key: tuple[str, str], who: ReadParty, accounts: dict[str, User], municipality_id: int) -> Party:
    kind, name_key = key
    return Party(
        municipality_id=municipality_id,
        kind=kind,
        key=name_key,
        name=who.name[:300],
        position=who.position[:300],
        group=who.group or "",
        user=accounts.get(name_key) if kind == Party.Kind.PERSON else None,
    )


def _accounts(municipality_id: int) -> dict[str, User]:
    """People who sign in, by the key under which a plan would name them; namesakes are left to a person to decide."""
    found: dict[str, list[User]] = {}
    for user in User.objects.filter(municipality=municipality_id).active():
        found.setdefault(person_key(user.short_name), []).append(user)
    return {key: users[0] for key, users in found.items() if len(users) == 1}
