"""Everybody's first page: one builder per role, each gives a frozen page in a constant number of statements."""

from collections.abc import Callable
from datetime import date

from monitoring.start import admin, overview, school_side, specialist
from schools.roles import Role

BUILDERS: dict[str, Callable] = {
    Role.HEAD: overview.build_for_head,
    Role.SPECIALIST: specialist.build,
    Role.METHODIST: overview.build_for_methodist,
    Role.DIRECTOR: school_side.build_for_director,
    Role.CURATOR: school_side.build_for_curator,
    Role.OBSERVER: overview.build_for_observer,
    Role.ADMIN: admin.build,
}


def start_page(user, today: date):
    """The page of the person's role; its `template` shows it."""
    return BUILDERS[user.role](user, today)
