"""How people sign in: django-allauth's pages, nobody registers by oneself, letters go through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.shortcuts import render

from config import clock, outbox


class AccountAdapter(DefaultAccountAdapter):
    """Closed registration; the letters of allauth wait in the outbox, so that a mail server that is down loses none."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        user = context.get("user")
        if user is None:  # an unknown address gets no letter: the page said the same to everybody
            return
        message = self.render_mail(template_prefix, email, context)
        key = f"{template_prefix.rsplit('/', 1)[-1]}:{clock.now():%H%M%S%f}"
        outbox.post("account", to=user, subject_key=key, due_on=clock.today(), heading=message.subject, body=message.body)


def locked_out(request, credentials, *args, **kwargs):
    """Too many wrong passwords for this account from this address."""
    return render(request, "429.html", status=429)
