"""A kind of letter: a text template with its heading. Each app lists its own in `emails`; the outbox sends them."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

HEADING_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Email:
    """A kind of letter: its name in the outbox, the template of its text, the heading to be filled in."""

    kind: str
    template: str
    heading: str

    def render(self, **context) -> dict[str, str]:
        """Heading and body, as the outbox takes them."""
        body = render_to_string(self.template, {"site_url": settings.SITE_URL, **context})
        return {"heading": self.heading.format(**context)[:HEADING_LENGTH], "body": body.strip() + "\n"}


def link(url_name: str, *args) -> str:
    """An address that opens from a letter."""
    return settings.SITE_URL + reverse(url_name, args=args)
