"""Who may do what with schools and people."""

from schools.roles import Role

ADMIN = frozenset({Role.ADMIN})


def can_edit_people(user) -> bool:
    """Accounts are kept by the administrator alone."""
    return user.role in ADMIN


def can_edit_parameters(user) -> bool:
    return user.role in ADMIN


def can_edit_schools(user) -> bool:
    return user.role in {Role.SPECIALIST, Role.ADMIN}
