"""Responsible parties: what a cell names becomes rows that are shared by the whole municipality."""

from collections.abc import Iterable

from django.db import transaction

from roadmaps.accounts import Accounts
from roadmaps.models import Activity, Party, Responsibility
from roadmaps.responsible import ReadParty, read_responsible
from roadmaps.services.refusals import NotPossible
from schools.models import User
from schools.roles import MAY_LOOK_AFTER


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


@transaction.atomic
def tie(party: Party, *, by: User, user: User) -> Party:
    """From now on the plans' party is that person: her checkpoints, her reminders."""
    row = Party.objects.select_for_update(of=["self"]).select_related("user").get(pk=party.pk)
    if row.kind != Party.Kind.PERSON:
        raise NotPossible("С учётной записью связывают только человека, а не отдел и не группу.")
    if user.municipality_id != row.municipality_id or not user.is_active or user.role not in MAY_LOOK_AFTER:
        raise NotPossible("Связать можно только с действующей учётной записью сотрудника вашего муниципалитета.")
    if row.user not in (None, user):
        raise NotPossible(f"«{row.name}» уже связан с учётной записью: {row.user.short_name}. Сначала отвяжите её.")
    if row.user is None:
        row.user, row.tied_by = user, by
        row.save(update_fields=["user", "tied_by"])
    return row


@transaction.atomic
def untie(party: Party, *, by: User) -> Party:
    """The party is only a name again; what the person has reported stays."""
    row = Party.objects.select_for_update(of=["self"]).get(pk=party.pk)
    row.user, row.tied_by = None, None
    row.save(update_fields=["user", "tied_by"])
    return row


def _named(text: str) -> dict[tuple[str, str], ReadParty]:
    """Who a cell names, in its order, each once, by kind and key."""
    return {(who.kind.value, who.key[:300]): who for who in read_responsible(text)}


def _find_or_make(wanted: dict, municipality_id: int) -> dict[tuple[str, str], Party]:
    known = _known(wanted, municipality_id)
    missing = {key: who for key, who in wanted.items() if key not in known}
    if missing:
        accounts = Accounts.of(municipality_id)
        Party.objects.bulk_create(
            (_party(key, who, accounts, municipality_id) for key, who in missing.items()), ignore_conflicts=True
        )
        known = _known(wanted, municipality_id)
    return known


def _known(wanted: dict, municipality_id: int) -> dict[tuple[str, str], Party]:
    rows = Party.objects.filter(municipality=municipality_id, key__in={key for _, key in wanted})
    return {(party.kind, party.key): party for party in rows}


def _party(key: tuple[str, str], who: ReadParty, accounts: Accounts, municipality_id: int) -> Party:
    kind, name_key = key
    return Party(
        municipality_id=municipality_id,
        kind=kind,
        key=name_key,
        name=who.name[:300],
        position=who.position[:300],
        group=who.group or "",
        user=accounts.exactly(name_key) if kind == Party.Kind.PERSON else None,
    )
