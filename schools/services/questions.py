"""What is asked in the passport, changed by somebody."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.models import Municipality, PassportQuestion, User
from schools.services.writing import check_same_municipality, store

OWN_CODE = re.compile(r"own_(\d+)$")


@transaction.atomic
def save_question(question: PassportQuestion, *, by: User, **facts) -> PassportQuestion:
    """Store a new question at the end of the list, or the changed facts of one. The code of one never changes."""
    rows = _locked(by)
    if question.pk:
        check_same_municipality(by, question)
        if facts["unit"] != PassportQuestion.objects.get(pk=question.pk).unit and rows.answered().filter(
            pk=question.pk
        ):
            raise ValidationError({"unit": "На вопрос уже отвечали: добавьте новый."})
        return store(question, facts)
    question.municipality_id = by.municipality_id
    question.position = max(rows.values_list("position", flat=True), default=0) + 1
    numbers = [int(found[1]) for code in rows.values_list("code", flat=True) if (found := OWN_CODE.match(code))]
    question.code = f"own_{max(numbers, default=0) + 1}"
    return store(question, facts)


@transaction.atomic
def move_question(question: PassportQuestion, *, by: User, step: int) -> None:
    """One place up (-1) or down (1) among those that are asked; at the edge nothing happens."""
    check_same_municipality(by, question)
    rows = list(_locked(by).asked())
    place = next((place for place, row in enumerate(rows) if row.pk == question.pk), None)
    if place is None or not 0 <= place + step < len(rows):
        return
    rows.insert(place + step, rows.pop(place))
    for position, row in enumerate(rows, start=1):
        row.position = position
    PassportQuestion.objects.bulk_update(rows, ["position"])


def _locked(by: User):
    """The questions of the municipality, one editor at a time."""
    Municipality.objects.select_for_update(no_key=True).get(pk=by.municipality_id)
    return PassportQuestion.objects.visible_to(by)
