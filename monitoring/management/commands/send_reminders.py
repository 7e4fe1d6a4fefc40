"""Put the morning's reminders in the outbox by hand: `manage.py send_reminders [--date 2026-11-23]`."""

from datetime import date

from django.core.management.base import CommandParser

from config import clock, commands, outbox
from monitoring import reminders


class Command(commands.Command):
    help = "Подготовить и отправить напоминания о сроках; второй запуск за день не добавит писем"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=date.fromisoformat, help="день в виде 2026-11-23, по умолчанию сегодня")

    def handle(self, *args, **options) -> None:
        posted = reminders.send(options["date"] or clock.today())
        sent = outbox.deliver()
        self.stdout.write(f"Писем подготовлено: {posted}, отправлено: {sent}")
