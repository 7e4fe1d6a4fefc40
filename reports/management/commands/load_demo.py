"""`manage.py load_demo`: fill the demonstration; a second run changes nothing."""

from django.conf import settings
from django.core.management.base import CommandError

from config import clock, commands
from reports import demonstration


class Command(commands.Command):
    help = "Load the demonstration municipality (only with DEMO=1)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is loaded only where DEMO=1.")
        demonstration.load(clock.today())
