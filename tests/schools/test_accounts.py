"""Signing in for real: by Django's client, through the pages of allauth, with the locks of axes."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from config.models import Letter
from schools.accounts import client_address
from schools.roles import Role
from tests.schools.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "совсем-новый-пароль-27"
WRONG = "Почта или пароль указаны неверно."
LIMIT = 7


@pytest.fixture
def person():
    return UserFactory(email="vetrova@example.org", password=PASSWORD)


def sign_in(client, email="vetrova@example.org", password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def change_password(client, new):
    return client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )


def set_password(client, link):
    """Follow the link of a letter and fill in the form behind it."""
    page = client.get(link, follow=True)
    form = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    return client.post(page.request["PATH_INFO"], form, follow=True)


def is_signed_in(client) -> bool:
    return client.get(reverse("schools:account")).status_code == 200


def test_address_and_password_open_the_start_page(client, person):
    response = sign_in(client)
    assert (response.status_code, response.url) == (302, reverse("monitoring:start"))
    assert is_signed_in(client)


def test_address_is_read_in_any_case(client, person):
    assert sign_in(client, email=" Vetrova@Example.ORG ").status_code == 302


@pytest.mark.parametrize(("email", "password"), [("vetrova@example.org", "не-тот"), ("nobody@example.org", PASSWORD)])
def test_wrong_password_and_unknown_address_say_the_same(client, person, email, password):
    response = sign_in(client, email=email, password=password)
    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [WRONG]
    assert not is_signed_in(client)


def test_page_asked_for_comes_after_sign_in(client, person):
    response = client.get(reverse("schools:list"))
    assert response.url == f"{reverse('account_login')}?next={reverse('schools:list')}"
    response = client.post(
        reverse("account_login"), {"login": person.email, "password": PASSWORD, "next": reverse("schools:list")}
    )
    assert response.url == reverse("schools:list")


def test_sign_in_leads_to_no_other_site(client, person):
    response = client.post(
        reverse("account_login"), {"login": person.email, "password": PASSWORD, "next": "https://example.com/"}
    )
    assert response.url == reverse("monitoring:start")


def test_session_gets_a_new_key(client, person):
    client.get(reverse("account_login"))
    client.session.save()
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


# --- lock-out --------------------------------------------------------------------------------------------------------


def test_seventh_wrong_password_locks_the_account_for_this_address(client, person):
    answers = [sign_in(client, password="не-тот").status_code for _ in range(LIMIT)]
    assert answers == [200] * (LIMIT - 1) + [429]
    response = sign_in(client)
    assert response.status_code == 429
    assert "Слишком много попыток" in response.content.decode()


def test_lock_is_for_account_and_address_together(client, person):
    other = UserFactory(password=PASSWORD)
    for _ in range(LIMIT):
        sign_in(client, password="не-тот", REMOTE_ADDR="192.0.2.1")
    assert sign_in(client, email=other.email, REMOTE_ADDR="192.0.2.1").status_code == 302
    client.logout()
    assert sign_in(client, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_other_letter_case_is_the_same_account(client, person):
    for n in range(LIMIT):
        sign_in(client, email=person.email.upper() if n % 2 else person.email, password="не-тот")
    assert sign_in(client).status_code == 429


def test_lock_opens_after_a_quarter_of_an_hour(client, person, time_machine):
    time_machine.move_to("2026-11-21T12:00:00+03:00")
    for _ in range(LIMIT):
        sign_in(client, password="не-тот")
    time_machine.shift(timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_sign_in_forgets_earlier_slips(client, person):
    for _ in range(LIMIT - 1):
        sign_in(client, password="не-тот")
    sign_in(client)
    client.logout()
    assert sign_in(client, password="не-тот").status_code == 200


def test_asking_the_password_again_is_locked_too(client, person):
    sign_in(client)
    again = reverse("account_reauthenticate")
    answers = [client.post(again, {"password": "не-тот"}).status_code for _ in range(LIMIT)]
    assert answers[-1] == 429


# --- leaving, changing, forgetting -----------------------------------------------------------------------------------


def test_sign_out_by_post_alone(client, person):
    sign_in(client)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(client)
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert not is_signed_in(client)


def test_password_change_ends_the_other_sessions(client, person):
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    assert change_password(client, NEW_PASSWORD).status_code == 302
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)


@pytest.mark.parametrize(
    ("new", "error"),
    [("корот-7", "12 символов"), ("password1234", "слишком широко распространён"), ("vetrova@example.org", "похож")],
)
def test_weak_password_is_refused_in_russian(client, person, new, error):
    sign_in(client)
    response = change_password(client, new)
    assert error in str(response.context["form"].errors)


def reset_link(person) -> str:
    letter = Letter.objects.get(recipient=person)
    assert (letter.kind, letter.address) == ("account", person.email)
    return re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)


def test_forgotten_password_is_set_by_the_link_of_a_letter(client, person):
    response = client.post(reverse("account_reset_password"), {"email": person.email})
    assert response.url == reverse("account_reset_password_done")
    assert "Пароль изменён" in set_password(client, reset_link(person)).content.decode()
    assert sign_in(client, password=NEW_PASSWORD).status_code == 302


def test_link_works_once(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = reset_link(person)
    set_password(client, link)
    assert "Ссылка больше не действует" in client.get(link).content.decode()


def test_unknown_address_gets_the_same_page_and_no_letter(client, person):
    response = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert response.url == reverse("account_reset_password_done")
    assert not Letter.objects.exists()


def test_password_is_asked_again_before_what_matters(client, person):
    sign_in(client)
    assert client.post(reverse("account_reauthenticate"), {"password": "не-тот"}).status_code == 200
    response = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("schools:list")})
    assert response.url == reverse("schools:list")


def test_nobody_registers_by_oneself(client):
    form = {"email": "new@example.org", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert "Самостоятельной регистрации нет" in client.get(reverse("account_signup")).content.decode()
    assert "Самостоятельной регистрации нет" in client.post(reverse("account_signup"), form).content.decode()


# --- whose access has ended ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("until", "allowed"), [(date(2026, 11, 20), False), (date(2026, 11, 21), True)])
def test_observer_signs_in_until_the_last_day_inclusive(client, time_machine, until, allowed):
    time_machine.move_to("2026-11-21T12:00:00+03:00")
    UserFactory(email="vetrova@example.org", password=PASSWORD, role=Role.OBSERVER, observes_until=until)
    response = sign_in(client)
    assert response.url == reverse("monitoring:start" if allowed else "account_inactive")
    assert is_signed_in(client) == allowed


def test_session_of_an_observer_ends_with_the_last_day(client, time_machine):
    time_machine.move_to("2026-11-21T23:50:00+03:00")
    client.force_login(UserFactory(role=Role.OBSERVER, observes_until=date(2026, 11, 21)))
    assert is_signed_in(client)
    time_machine.move_to("2026-11-22T00:10:00+03:00")
    assert not is_signed_in(client)


def test_who_left_is_out_at_once(client, person):
    sign_in(client)
    person.is_active = False
    person.save()
    assert not is_signed_in(client)
    assert sign_in(client).url == reverse("account_inactive")


def test_who_left_gets_no_letter(client):
    client.post(reverse("account_reset_password"), {"email": UserFactory(is_active=False).email})
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.7", "198.51.100.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "10.9.9.9, 203.0.113.7", "203.0.113.7"),
        (2, "10.9.9.9, 203.0.113.7, 192.0.2.5", "203.0.113.7"),
        (1, "", "198.51.100.1"),
        (1, "not an address", "198.51.100.1"),
        (2, "203.0.113.7", "198.51.100.1"),
    ],
)
def test_a_visitor_behind_proxies_is_known_by_the_address_the_proxy_saw(rf, settings, proxies, forwarded, address):
    settings.PROXIES_COUNT = proxies
    request = rf.get("/", HTTP_X_FORWARDED_FOR=forwarded, REMOTE_ADDR="198.51.100.1")
    assert client_address(request) == address
