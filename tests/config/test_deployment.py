"""The compose file, the settings table of the README, the settings and the commands agree."""

import ast
import importlib
import re

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from config.launch import prepare

ROOT = settings.BASE_DIR
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
APPLICATION = {name: spec for name, spec in COMPOSE["services"].items() if spec["image"] == "opora"}
NOT_FOR_PRODUCTION = {"DEBUG", "DEMO", "OPORA_TODAY"}
OF_MAKE_DEMO = {"HOST", "PORT"}


def settings_variables() -> dict[str, bool]:
    """Names read by config/settings.py, and whether the name may be missing."""
    tree = ast.parse((ROOT / "config/settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_env_method(node.func)]
    return {ast.literal_eval(call.args[0]): len(call.args) > 1 for call in calls}


def is_env_method(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "env"


def table_rows() -> dict[str, str]:
    section = (ROOT / "README.md").read_text().split("## Settings", 1)[1].split("\n## ", 1)[0]
    return dict(re.findall(r"^\| `(\w+)` \|.*\| (.*?) \|$", section, re.MULTILINE))


def asked_from_outside() -> dict[str, bool]:
    """Variables the compose file takes from its own environment, and whether they may be missing."""
    text = (ROOT / "docker-compose.yml").read_text()
    asked = {name: mark != ":?" for name, mark in re.findall(r"\$\{(\w+)(:?[?-])?", text)}
    passed_on = {name: True for name, value in environment().items() if value is None}
    return asked | passed_on


def environment() -> dict[str, str | None]:
    return COMPOSE["x-application"]["environment"]


def test_compose_gives_every_setting_of_production_and_no_other():
    assert set(environment()) == set(settings_variables()) - NOT_FOR_PRODUCTION


def test_the_table_names_every_variable_and_no_other():
    assert set(table_rows()) == set(settings_variables()) | set(asked_from_outside()) | OF_MAKE_DEMO


def test_the_table_tells_which_variables_are_required():
    by_settings = {name for name, is_optional in settings_variables().items() if not is_optional}
    by_compose = {name for name, is_optional in asked_from_outside().items() if not is_optional}
    rows = table_rows()
    assert {name for name, text in rows.items() if text.startswith("required")} == by_settings
    assert {name for name, text in rows.items() if "for compose required" in text} == by_compose - by_settings


@pytest.mark.parametrize("name", APPLICATION)
def test_programs_of_compose_exist(name):
    spec = APPLICATION[name]
    match spec["command"]:
        case ["python", "manage.py", command, *_]:
            assert command in get_commands()
        case ["gunicorn", target, *_]:
            module, _, attribute = target.partition(":")
            assert callable(getattr(importlib.import_module(module), attribute))
        case ["celery", "--app", package, kind, *_]:
            assert importlib.import_module(f"{package}.celery").app.tasks
            assert kind == name
        case unknown:
            pytest.fail(f"no such program: {unknown}")


def test_all_parts_take_one_image_and_one_environment():
    assert set(APPLICATION) == {"migrate", "web", "worker", "beat"}
    assert all(spec["environment"] == environment() for spec in APPLICATION.values())


def test_the_worker_has_time_to_finish_a_report():
    assert COMPOSE["services"]["worker"]["stop_grace_period"] == "45s"


def test_every_part_that_stays_is_watched():
    stays = {name for name, spec in COMPOSE["services"].items() if spec["restart"] != "no"}
    assert {name for name, spec in COMPOSE["services"].items() if "healthcheck" in spec} == stays


def test_every_volume_is_declared():
    mounted = {v.split(":")[0] for spec in COMPOSE["services"].values() for v in spec.get("volumes", [])}
    assert {name for name in mounted if not name.startswith(".")} == set(COMPOSE["volumes"])
    assert all((ROOT / name).exists() for name in mounted if name.startswith("."))


def test_the_image_has_the_libraries_and_every_package():
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert all(package in dockerfile for package in prepare.LIBRARIES.values())
    allowed = (ROOT / ".dockerignore").read_text().splitlines()
    ours = [app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()]
    assert {f"!{name}" for name in [*ours, "templates", "static", "manage.py", "requirements.txt"]} <= set(allowed)


def test_test_requirements_contain_the_others_unchanged():
    pinned = re.compile(r"^[\w.-]+==.*$", re.MULTILINE)
    small, large = (set(pinned.findall((ROOT / name).read_text())) for name in prepare.REQUIREMENTS)
    assert small
    assert small <= large


def test_lock_files_name_no_host():
    assert not any("://" in (ROOT / name).read_text() for name in prepare.REQUIREMENTS)
