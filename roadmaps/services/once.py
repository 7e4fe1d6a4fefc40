"""One button pressed twice makes one thing: each form carries a key of its own, and what it made keeps the key."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet


def once(made: QuerySet, key: UUID | None, facts: dict[str, Any], make: Callable[[UUID | None], Any]) -> Any:
    """What the key has made already, or what `make` makes with it now.

    The same key with other facts is a form sent again after going back: it makes another thing, nothing is lost.
    """
    if key is None:
        return make(None)
    found = made.filter(form_key=key).first()
    if found is None:
        try:
            with transaction.atomic():
                return make(key)
        except IntegrityError:  # the other press was quicker by a moment
            found = made.filter(form_key=key).first()
    if found is not None and all(getattr(found, name) == value for name, value in facts.items()):
        return found
    return make(None)
