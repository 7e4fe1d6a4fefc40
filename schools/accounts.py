"""How people sign in: django-allauth's pages, nobody registers by oneself, letters go through the outbox."""

from contextlib import suppress
from ipaddress import ip_address

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config import clock, outbox
from schools.emails import password_address
from schools.permissions import can_sign_in


class StaffBackend(AuthenticationBackend):
    """Knows an account by its address and password; asked again with every request, so that access ends at once."""

    def user_can_authenticate(self, user) -> bool:
        return can_sign_in(user, clock.today())


class AccountAdapter(DefaultAccountAdapter):
    """Closed registration; the letters of allauth wait in the outbox, so that a mail server that is down loses none."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Почта или пароль указаны неверно.",
        "incorrect_password": "Пароль указан неверно.",
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        return password_address(key)

    def pre_login(self, request, user, **kwargs) -> HttpResponse | None:
        """The right password of somebody whose access has ended leads to the page that says so."""
        if can_sign_in(user, clock.today()):
            return super().pre_login(request, user, **kwargs)
        return self.respond_user_inactive(request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        user = context.get("user")
        if user is None:  # an unknown address gets no letter: the page said the same to everybody
            return
        message = self.render_mail(template_prefix, email, context)
        key = f"{template_prefix.rsplit('/', 1)[-1]}:{clock.now():%H%M%S%f}"
        outbox.post(
            "account", to=user, subject_key=key, due_on=clock.today(), heading=message.subject, body=message.body
        )


def account_of(request: HttpRequest, credentials: dict | None) -> str:
    """The account that failures are counted for: the address as typed, in small letters (allauth calls it `email`)."""
    credentials = credentials or {}
    address = credentials.get("email") or credentials.get("username") or request.POST.get("login") or ""
    return address.strip().lower()


def client_address(request: HttpRequest) -> str:
    """Where the visitor is. Behind `PROXIES_COUNT` reverse proxies it is what the first of ours was told.

    What a visitor writes into the header stands further left and counts for nothing.
    """
    forwarded = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if 0 < settings.PROXIES_COUNT <= len(forwarded):
        with suppress(ValueError):
            return str(ip_address(forwarded[-settings.PROXIES_COUNT]))
    return request.META.get("REMOTE_ADDR", "")  # a socket of the machine itself has none


def locked_out(request, credentials, *args, **kwargs) -> HttpResponse:
    """Too many wrong passwords for this account from this address."""
    return render(request, "429.html", status=429)
