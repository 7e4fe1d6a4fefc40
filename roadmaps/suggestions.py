"""Who might be meant while responsible parties are being typed."""

from django.db.models import Count, Q

from roadmaps.models import Party, Roadmap
from roadmaps.responsible import person_key
from schools.models import User
from schools.roles import SEES_WORK

MOST = 8


def suggest(user, typed: str) -> list[dict[str, str]]:
    """Names that begin so, the most used first: parties of the municipality's plans, then people with accounts.

    Every word that was typed begins a word of the name or of the position.
    """
    words = typed.split()[:5]
    wanted = Q()
    for word in words:
        start = rf"\m{_plain(word)}"
        wanted &= Q(name__iregex=start) | Q(position__iregex=start)
    if user.role not in SEES_WORK:  # a school knows whom the plans that it sees name
        wanted &= Q(activities__roadmap__in=Roadmap.objects.visible_to(user))
    rows = Party.objects.visible_to(user).filter(wanted).annotate(uses=Count("responsibilities", distinct=True))
    columns = ("kind", "key", "name", "position")
    found = {
        (kind, key): {"name": name, "about": position or Party.Kind(kind).label}
        for kind, key, name, position in rows.order_by("-uses", "name").values_list(*columns)[:MOST]
    }
    for person in _accounts(user, words):
        name = person.short_name.replace("\u00a0", " ")
        key = (Party.Kind.PERSON.value, person_key(name))
        found.setdefault(key, {"name": name, "about": person.position or person.get_role_display()})
    return list(found.values())[:MOST]


def _accounts(user, words: list[str]):
    wanted = Q()
    for word in words:
        wanted &= Q(last_name__istartswith=word) | Q(first_name__istartswith=word) | Q(patronymic__istartswith=word)
    if user.role not in SEES_WORK:  # colleagues of the department and of the own school
        wanted &= Q(school=None) | Q(school=user.school_id)
    return User.objects.filter(wanted, municipality=user.municipality_id).active().order_by("last_name", "pk")[:MOST]


def _plain(word: str) -> str:
    """The word as a pattern that means nothing but itself."""
    return "".join(letter if letter.isalnum() else rf"\{letter}" for letter in word)
