"""`manage.py list_routes [--json]`: every address of the product."""

import json
import re

from django.core.management.base import BaseCommand
from django.urls import URLPattern, URLResolver, get_resolver

ALL_METHODS = ("GET", "POST")


def routes(resolver: URLResolver | None = None, prefix: str = "", namespace: str = "") -> list[dict]:
    """Each route: name with namespace, pattern, parameter names, allowed methods (GET stands for HEAD, too)."""
    found: list[dict] = []
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            found.append(_describe(entry, pattern, namespace))
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found += routes(entry, pattern, inner)
    return found


def _describe(entry: URLPattern, pattern: str, namespace: str) -> dict:
    return {
        "name": f"{namespace}{entry.name}",
        "pattern": "/" + re.sub(r"[\^$]|\\Z", "", pattern),
        "parameters": sorted(entry.pattern.converters) or sorted(entry.pattern.regex.groupindex),
        "methods": list(_methods(entry.callback)),
    }


def _methods(view) -> tuple[str, ...]:
    """What `require_http_methods` around the view lets in, read from its closure; else what its class answers."""
    if hasattr(view, "view_class"):
        return tuple(m for m in ALL_METHODS if hasattr(view.view_class, m.lower()))
    while view is not None:
        for cell in view.__closure__ or ():
            if isinstance(cell.cell_contents, list | tuple) and set(cell.cell_contents) & set(ALL_METHODS):
                return tuple(m for m in ALL_METHODS if m in cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return ALL_METHODS


class Command(BaseCommand):
    help = "List every route with its name, pattern, parameters and methods."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON list instead of lines")

    def handle(self, *args, **options) -> None:
        found = routes()
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            for route in found:
                self.stdout.write(f"{','.join(route['methods']):9} {route['pattern']:60} {route['name']}")
