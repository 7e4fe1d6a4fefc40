"""The roles, and what a role lets see at all. What it may do stands in each app's `permissions.py`."""

from django.db.models import TextChoices


class Role(TextChoices):
    HEAD = "head", "Начальник управления"
    SPECIALIST = "specialist", "Специалист управления"
    METHODIST = "methodist", "Методист"
    DIRECTOR = "director", "Директор школы"
    CURATOR = "curator", "Куратор"
    OBSERVER = "observer", "Наблюдатель"
    ADMIN = "admin", "Администратор"


# These see every school of their municipality; the others see their own and the assigned ones.
SEES_MUNICIPALITY = frozenset({Role.HEAD, Role.SPECIALIST, Role.METHODIST, Role.OBSERVER, Role.ADMIN})
# An administrator keeps people and parameters and takes no part in the work itself.
SEES_WORK = SEES_MUNICIPALITY - {Role.ADMIN}
WORKS_IN_A_SCHOOL = frozenset({Role.DIRECTOR})
# Whoever of these is assigned to a school is its curator, a director of a base school too.
MAY_LOOK_AFTER = frozenset(Role) - {Role.OBSERVER, Role.ADMIN}
