"""`manage.py list_routes --json` tells every address, with parameters and methods."""

import json
from io import StringIO

from django.core.management import call_command


def listed() -> dict[str, dict]:
    out = StringIO()
    call_command("list_routes", "--json", stdout=out)
    return {route["name"]: route for route in json.loads(out.getvalue())}


def test_routes_are_told_with_pattern_parameters_and_methods():
    routes = listed()
    assert routes["job"] == {"name": "job", "pattern": "/jobs/<int:pk>/", "parameters": ["pk"], "methods": ["GET"]}
    assert routes["cancel_job"]["methods"] == ["POST"]
    assert routes["account_login"]["methods"] == ["GET", "POST"]
    assert routes["monitoring:start"]["pattern"] == "/"


def test_names_are_whole_and_unique():
    out = StringIO()
    call_command("list_routes", "--json", stdout=out)
    names = [route["name"] for route in json.loads(out.getvalue())]
    assert len(names) == len(set(names))
    assert not [name for name in names if "None" in name]
