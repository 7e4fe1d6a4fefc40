"""What a criterion finds in a school."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from schools.identification.facts import Names, SchoolFacts
from schools.identification.parameters import Parameter

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether the sign is there (None: it cannot be known), the value for the table, and a phrase for the sentence.

    `missing` says in words what data there are not; `points` are given by kinds that have points of their own.
    """

    is_met: bool | None
    shown: str = ""
    phrase: str = ""
    missing: str = ""
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a criterion needs besides the school: the year of the list and what codes are called."""

    year: int
    names: Names


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of criteria: how it reads a school, what it may be told, how it is told in words.

    `points_of` gives the most points of kinds that have points of their own; the others get those of the criterion.
    """

    code: str
    name: str
    about: str
    read: Callable[[SchoolFacts, Given, Context], Reading]
    in_words: Callable[[Given, Names], str]
    parameters: tuple[Parameter, ...] = ()
    points_of: Callable[[Given], float] | None = None


def lacking(words: str) -> Reading:
    """Nothing can be said: a missing metric is missing, never zero."""
    return Reading(None, missing=words)
