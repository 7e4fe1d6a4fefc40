"""Every letter of monitoring: one list. A letter is a text template with its heading; the outbox sends it."""

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


REMINDER = Email("reminder", "monitoring/email/reminder.txt", "Сроки: {summary}")
REPORT_SUBMITTED = Email(
    "report_submitted", "monitoring/email/report_submitted.txt", "Отчёт на проверку: {report.school}"
)
REPORT_RETURNED = Email("report_returned", "monitoring/email/report_returned.txt", "Отчёт возвращён: {report.period}")
REPORT_ACCEPTED = Email("report_accepted", "monitoring/email/report_accepted.txt", "Отчёт принят: {report.period}")

EMAILS = (REMINDER, REPORT_SUBMITTED, REPORT_RETURNED, REPORT_ACCEPTED)


def link(url_name: str, *args) -> str:
    """An address that opens from a letter."""
    return settings.SITE_URL + reverse(url_name, args=args)
