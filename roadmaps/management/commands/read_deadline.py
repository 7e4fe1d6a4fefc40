"""A door: deadlines from standard input, one JSON object a line, to their readings."""

import json
import sys
from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from config import commands
from roadmaps.deadlines import Period, read_deadline


class Command(commands.Command):
    help = 'Читает сроки: {"wording", "period": [с, по], "approved"} в строке → понятый срок в строке'
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lines", action="store_true", required=True, help="по одному сроку в строке")

    def handle(self, *args: Any, **options: Any) -> None:
        for line in filter(str.strip, sys.stdin):
            asked = json.loads(line)
            start, end = map(date.fromisoformat, asked["period"])
            approved = asked.get("approved") and date.fromisoformat(asked["approved"])
            read = read_deadline(asked["wording"], period=Period(start, end), approved=approved or None)
            self.stdout.write(json.dumps(read.as_dict()))
