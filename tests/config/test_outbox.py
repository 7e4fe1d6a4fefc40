"""The outbox under bad weather: killed workers, a mail server that is down, two deliverers at once."""

import os
import signal
import smtplib
import subprocess
import sys
import threading
import time
from datetime import date

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction

from config import outbox
from config.models import Letter
from tests.schools.factories import MunicipalityFactory, UserFactory

DAY = date(2026, 11, 20)
TEXTS = {"heading": "Срок завтра", "body": "Пора отчитаться."}


class DownBackend(EmailBackend):
    """A mail server that refuses every connection."""

    attempts = 0

    def send_messages(self, messages):
        type(self).attempts += 1
        raise ConnectionRefusedError("в соединении отказано")


class PickyBackend(EmailBackend):
    """A mail server that knows no «nobody»."""

    def send_messages(self, messages):
        if any("nobody" in message.to[0] for message in messages):
            raise smtplib.SMTPRecipientsRefused({"nobody@example.org": (550, b"no such user")})
        return super().send_messages(messages)


class SlowBackend(EmailBackend):
    """A mail server that takes its time, so that deliverers meet."""

    def send_messages(self, messages):
        time.sleep(0.05)
        return super().send_messages(messages)


def post(to, key="morning", day=DAY) -> bool:
    return outbox.post("reminder", to=to, subject_key=key, due_on=day, **TEXTS)


@pytest.mark.django_db
def test_the_same_letter_of_a_day_is_posted_once():
    person = UserFactory()
    assert [post(person), post(person), post(person, day=date(2026, 11, 23))] == [True, False, True]


@pytest.mark.django_db
def test_many_letters_at_once_keep_what_is_there(django_assert_num_queries):
    people = [UserFactory() for _ in range(3)]
    post(people[0])
    with django_assert_num_queries(1):
        outbox.post_many(
            "reminder", [(one, {**TEXTS, "body": "Другой текст"}) for one in people], subject_key="morning", due_on=DAY
        )
    assert Letter.objects.count() == 3
    assert Letter.objects.get(recipient=people[0]).body == TEXTS["body"]


@pytest.mark.django_db
def test_a_letter_of_a_rolled_back_transaction_was_never_posted():
    person = UserFactory()
    with transaction.atomic():
        post(person)
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_delivered_letters_are_marked_and_carry_their_message_id(mailoutbox):
    post(UserFactory())
    assert [outbox.deliver(), outbox.deliver()] == [1, 0]
    letter = Letter.objects.get()
    assert letter.sent_at is not None
    assert mailoutbox[0].extra_headers["Message-ID"] == letter.message_id


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down_lets_letters_wait(settings, mailoutbox):
    settings.EMAIL_BACKEND = f"{__name__}.DownBackend"
    municipality = MunicipalityFactory()
    for number in range(5):
        post(UserFactory(municipality=municipality), key=str(number))
    DownBackend.attempts = 0
    assert outbox.deliver() == 0
    assert DownBackend.attempts == outbox.FAILURES_BEFORE_REST, "a server that is down is not asked for every letter"
    assert Letter.objects.filter(sent_at=None).count() == 5
    assert "отказано" in Letter.objects.exclude(failure="").first().failure

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outbox.deliver() == 5
    assert len(mailoutbox) == 5
    assert not Letter.objects.exclude(failure="").exists()


@pytest.mark.django_db(transaction=True)
def test_one_wrong_address_does_not_hold_up_the_others(settings, mailoutbox):
    settings.EMAIL_BACKEND = f"{__name__}.PickyBackend"
    municipality = MunicipalityFactory()
    post(UserFactory(municipality=municipality, email="nobody@example.org"))
    post(UserFactory(municipality=municipality, email="somebody@example.org"))
    assert outbox.deliver() == 1
    assert mailoutbox[0].to == ["somebody@example.org"]


@pytest.mark.django_db(transaction=True)
def test_two_deliverers_at_once_send_each_letter_once(settings, mailoutbox):
    settings.EMAIL_BACKEND = f"{__name__}.SlowBackend"
    municipality = MunicipalityFactory()
    for number in range(8):
        post(UserFactory(municipality=municipality), key=str(number))
    start, counts = threading.Barrier(3), []

    def run():
        start.wait()
        counts.append(outbox.deliver())
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 8
    assert sorted(message.extra_headers["Message-ID"] for message in mailoutbox) == sorted(
        Letter.objects.values_list("message_id", flat=True)
    )


WORKER_THAT_DIES = """
import os, signal, django
django.setup()
from django.conf import settings
from django.core.mail.backends.locmem import EmailBackend
settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]

class DyingBackend(EmailBackend):
    def send_messages(self, messages):
        print("taken", flush=True)
        signal.pause()

import sys
sys.modules["dying"] = type(sys)("dying")
sys.modules["dying"].DyingBackend = DyingBackend
settings.EMAIL_BACKEND = "dying.DyingBackend"
from config import outbox
outbox.deliver()
"""


@pytest.mark.django_db(transaction=True)
def test_a_letter_taken_by_a_killed_worker_is_sent_later_once(mailoutbox):
    """SIGKILL between taking the row and the commit: the lock falls with the connection, the row is unsent."""
    post(UserFactory())
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER_THAT_DIES],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "TEST_DATABASE": connection.settings_dict["NAME"],
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout.readline() == "taken\n"
        assert outbox.deliver() == 0, "while one worker holds the letter, no other takes it"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
    assert wait_for(outbox.deliver) == 1
    assert outbox.deliver() == 0
    assert len(mail.outbox) == 1
    letter = Letter.objects.get()
    assert (letter.attempts_count, letter.sent_at is not None) == (1, True)


def wait_for(deliver, seconds: float = 10) -> int:
    """PostgreSQL needs a moment to notice that the connection is gone."""
    end = time.monotonic() + seconds
    sent = 0
    while not sent and time.monotonic() < end:
        sent = deliver()
        time.sleep(0.05)
    return sent
