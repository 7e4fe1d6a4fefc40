"""Morning reminders: one letter a person with everything that stands at a new step, each step told once.

The send log and the letters are written in one transaction per municipality, which two runs enter one after
the other; their unique keys are the second wall. A run that was killed left nothing behind and is made up for by
the next one; a second run adds nothing.
"""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Min

from config import outbox
from config.models import Letter
from monitoring.emails import REMINDER
from monitoring.models import ReminderSent
from monitoring.reminders.letter import Item, compose
from monitoring.reminders.recipients import Directory, recipients
from monitoring.reminders.steps import HEAD_STEP, is_due, step_of
from monitoring.reminders.things import Thing, open_things
from schools.models import Municipality
from schools.working_days import is_working_day

MORNING = "morning"
ByPerson = dict[int, list[Item]]


def send(today: date) -> int:
    """Put this morning's letters in the outbox; how many. Nothing on days off."""
    if not is_working_day(today):
        return 0
    return sum(send_in(municipality_id, today) for municipality_id in Municipality.objects.values_list("pk", flat=True))


@transaction.atomic
def send_in(municipality_id: int, today: date) -> int:
    """The same for one municipality, in a constant number of statements."""
    # Not FOR UPDATE: rows that refer to the municipality may be written meanwhile.
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality_id)
    things = open_things(municipality_id, today)
    directory = Directory.of(municipality_id, today)
    by_person = _new_items(things, directory, _last_steps(things, municipality_id), today)
    for told in _told_this_morning(municipality_id, today) & by_person.keys():
        del by_person[told]
    _remember(by_person, municipality_id, today)
    letters = [(directory.people[pk], compose(directory.people[pk], items, today)) for pk, items in by_person.items()]
    return outbox.post_many(REMINDER.kind, letters, subject_key=MORNING, due_on=today)


def _new_items(things: list[Thing], directory: Directory, last_steps: dict, today: date) -> ByPerson:
    by_person: ByPerson = defaultdict(list)
    for thing in things:
        step = step_of(thing.due_on, today)
        if step is None:
            continue
        answering = recipients(thing, directory)
        watching = directory.heads - answering if step <= HEAD_STEP else frozenset()
        for pk in answering | watching:
            if is_due(step, last_steps.get((pk, thing.key, thing.due_on))):
                by_person[pk].append(Item(thing, step, is_digest=pk in watching))
    return by_person


def _last_steps(things: list[Thing], municipality_id: int) -> dict[tuple[int, str, date], int]:
    """The last step at which each person was told of each thing. A deadline that was moved starts anew."""
    rows = (
        ReminderSent.objects.filter(municipality=municipality_id, thing__in=[thing.key for thing in things])
        .values_list("recipient_id", "thing", "due_on")
        .annotate(last=Min("step"))
        .order_by()
    )
    return {(recipient, thing, due_on): last for recipient, thing, due_on, last in rows}


def _told_this_morning(municipality_id: int, today: date) -> set[int]:
    """Whoever has this morning's letter; what came up since then waits for the next morning."""
    rows = Letter.objects.filter(municipality=municipality_id, kind=REMINDER.kind, subject_key=MORNING, due_on=today)
    return set(rows.values_list("recipient_id", flat=True))


def _remember(by_person: ByPerson, municipality_id: int, today: date) -> None:
    ReminderSent.objects.bulk_create(
        [
            ReminderSent(
                municipality_id=municipality_id,
                recipient_id=pk,
                thing=item.thing.key,
                due_on=item.thing.due_on,
                step=item.step,
                sent_on=today,
            )
            for pk, items in by_person.items()
            for item in items
        ],
        ignore_conflicts=True,
    )
