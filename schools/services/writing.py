"""How every service of this app stores a row."""

from django.db import models

from schools.models import User


def store(row: models.Model, facts: dict):
    """Save a row with new facts unless a rule of the database refuses them (ValidationError)."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean(exclude=["password"])
    row.save()
    return row


def check_same_municipality(by: User, row: models.Model) -> None:
    """The last guard: no form lets a foreign row come this far."""
    if row.municipality_id != by.municipality_id:
        raise ValueError("A row of another municipality")
