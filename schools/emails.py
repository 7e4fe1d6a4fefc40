"""Letters about accounts that allauth does not write itself."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from config import clock, outbox
from schools.models import User


def password_address(key: str) -> str:
    """Where the person sets a password. The site's own address, not what a request says it is."""
    account, _, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": account, "key": token})
    return f"{settings.SITE_URL}{path}"


def invite(person: User) -> None:
    """Tell a new person where to set the password; the link works once."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    context = {
        "person": person,
        "password_address": password_address(key),
        "reset_address": settings.SITE_URL + reverse("account_reset_password"),
    }
    outbox.post(
        "account",
        to=person,
        subject_key="invitation",
        due_on=clock.today(),
        heading="Вас подключили к «Опоре»",
        body=render_to_string("schools/email/invitation.txt", context),
    )
