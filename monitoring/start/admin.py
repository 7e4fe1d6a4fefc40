"""The administrator's page: people, parameters, and whether letters go out."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Count, Q

from config.models import Letter
from schools.models import School, User
from schools.roles import Role


@dataclass(frozen=True, slots=True)
class AdminPage:
    """Counts of the municipality; `people` are (role in words, how many work) in the order of the roles."""

    template: ClassVar[str] = "monitoring/start/admin.html"
    heading: ClassVar[str] = "Настройка"
    people: tuple[tuple[str, int], ...]
    left_count: int
    schools_count: int
    without_director: tuple[str, ...]
    waiting_letters_count: int
    failed_letters_count: int


def build(user, today: date) -> AdminPage:
    people = User.objects.filter(municipality=user.municipality_id)
    working = dict(people.active().order_by().values_list("role").annotate(Count("pk")))
    schools = School.objects.visible_to(user).open().in_alphabet()
    directed = set(people.active().filter(role=Role.DIRECTOR).values_list("school_id", flat=True))
    names = list(schools.values_list("pk", "short_name"))
    letters = Letter.objects.filter(municipality=user.municipality_id, sent_at=None).aggregate(
        waiting=Count("pk"), failed=Count("pk", filter=Q(attempts_count__gt=0))
    )
    return AdminPage(
        people=tuple((role.label, working.get(role.value, 0)) for role in Role),
        left_count=people.filter(is_active=False).count(),
        schools_count=len(names),
        without_director=tuple(name for pk, name in names if pk not in directed),
        waiting_letters_count=letters["waiting"],
        failed_letters_count=letters["failed"],
    )
