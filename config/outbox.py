"""The outbox: `post` writes a letter in the caller's transaction, `deliver` sends what waits.

A worker takes a row with a lock, sends it with a Message-ID fixed beforehand, marks it and commits. Killed
half-way, it leaves the row unsent for the next sweep, and a mail server that saw it once knows its Message-ID.
"""

import logging
import smtplib
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from config.models import Letter

log = logging.getLogger(__name__)
BATCH = 200
FAILURES_BEFORE_REST = 3  # a mail server that is down is not asked for every letter of the sweep


def post(kind: str, *, to, subject_key: str, due_on: date, heading: str, body: str) -> bool:
    """Put a letter in the outbox. False if the same letter of that day is there already."""
    texts = _texts(to, heading, body)
    _, is_new = Letter.objects.get_or_create(
        kind=kind, subject_key=subject_key, recipient=to, due_on=due_on, defaults=texts
    )
    return is_new


def post_many(kind: str, letters: Iterable[tuple[Any, dict[str, str]]], *, subject_key: str, due_on: date) -> int:
    """Put a letter for each (person, {heading, body}) in the outbox at once; letters there already stay.

    Gives the number handed in: a caller that must know which were new looks before, under its own lock.
    """
    rows = [
        Letter(kind=kind, subject_key=subject_key, recipient=to, due_on=due_on, **_texts(to, **texts))
        for to, texts in letters
    ]
    Letter.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _texts(to, heading: str, body: str) -> dict[str, Any]:
    return {
        "municipality_id": to.municipality_id,
        "address": to.email,
        "heading": heading[:250],
        "body": body,
        "message_id": f"<{uuid.uuid4()}@opora>",
    }


def deliver(limit: int = BATCH) -> int:
    """Send the letters that wait, oldest first; how many went out."""
    sent = failures = 0
    tried: list[int] = []
    while len(tried) < limit and failures < FAILURES_BEFORE_REST:
        with transaction.atomic():
            letter = (
                Letter.objects.select_for_update(skip_locked=True)
                .filter(sent_at=None)
                .exclude(pk__in=tried)
                .order_by("attempts_count", "queued_at", "pk")
                .first()
            )
            if letter is None:
                break
            tried.append(letter.pk)
            is_sent = _send(letter)
        sent += is_sent
        failures += not is_sent
    return sent


def _send(letter: Letter) -> bool:
    message = EmailMessage(letter.heading, letter.body, to=[letter.address], headers={"Message-ID": letter.message_id})
    letter.attempts_count += 1
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("Letter %s did not go out: %s", letter.pk, error)
        letter.failure = str(error)[:300]
    else:
        letter.sent_at, letter.failure = timezone.now(), ""
    letter.save(update_fields=["attempts_count", "failure", "sent_at"])
    return letter.sent_at is not None
