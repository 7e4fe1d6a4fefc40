"""What waits for the head's signature. The apps that know stand above this one and name themselves when they load."""

from collections.abc import Callable, Iterable

Waiting = tuple[str, str]  # what it is, the address of its page

SOURCES: list[Callable[..., Iterable[Waiting]]] = []


def waiting_for(user) -> tuple[Waiting, ...]:
    """Everything that the person is asked to sign; each source costs one statement."""
    return tuple(thing for source in SOURCES for thing in source(user))
