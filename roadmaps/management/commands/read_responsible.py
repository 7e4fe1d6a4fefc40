"""A door: responsible parties from standard input, one JSON object a line, to what was understood."""

import json
import sys
from typing import Any

from django.core.management.base import CommandParser

from config import commands
from roadmaps.responsible import read_responsible


class Command(commands.Command):
    help = 'Читает ответственных: {"text"} в строке → [{"kind", "name", "position"}] в строке'
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lines", action="store_true", required=True, help="по одной ячейке в строке")

    def handle(self, *args: Any, **options: Any) -> None:
        for line in filter(str.strip, sys.stdin):
            parties = read_responsible(json.loads(line)["text"])
            answer = [{"kind": p.kind, "name": p.name, "position": p.position} for p in parties]
            self.stdout.write(json.dumps(answer))
