"""An app imports only what stands below it; inside an app, doors import rules and never the other way round."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ["config", "schools", "roadmaps", "curators", "monitoring", "reports"]
# From the ground up. A module may import its own family and what stands before it.
INSIDE = ["models", "permissions", "importers", "emails", "tasks", "services", "forms", "views", "urls"]
WIRING = {"config/urls.py"}  # names every app's addresses, as strings
AGREED_AT_THE_TOP = {
    *LAYERS, "templates", "static", "tests", "manage.py", "pyproject.toml", "docker-compose.yml", "README.md",
    "Makefile", "Dockerfile", "requirements.txt", "requirements-dev.txt", "CHANGELOG.md", "LICENSE",
}  # fmt: skip


def sources(app: str) -> list[Path]:
    return [path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("app", LAYERS)
def test_an_app_imports_only_what_stands_below_it(app):
    above = set(LAYERS[LAYERS.index(app) + 1 :])
    upward = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(app)
        if str(path.relative_to(ROOT)) not in WIRING
        for name in imports(path)
        if name.split(".")[0] in above
    ]
    assert upward == []


def test_the_product_does_not_import_its_tests():
    assert [
        str(path)
        for app in LAYERS
        for path in sources(app)
        if any(name.split(".")[0] == "tests" for name in imports(path))
    ] == []


def test_a_migration_imports_nothing_that_may_change_after_it():
    assert [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted(ROOT.glob("*/migrations/*.py"))
        for name in imports(path)
        if name.split(".")[0] in LAYERS
    ] == []


@pytest.mark.parametrize("app", LAYERS[1:])
def test_inside_an_app_doors_import_rules_and_never_the_other_way_round(app):
    wrong = []
    for path in sources(app):
        layer = path.relative_to(ROOT / app).parts[0].removesuffix(".py")
        if layer not in INSIDE:
            continue
        later = {f"{app}.{name}" for name in INSIDE[INSIDE.index(layer) + 1 :]}
        wrong += [
            f"{path.relative_to(ROOT)} imports {name}"
            for name in imports(path)
            if ".".join(name.split(".")[:2]) in later
        ]
    assert wrong == []


@pytest.mark.parametrize("app", LAYERS)
def test_a_query_does_not_reach_upward_through_reverse_names(app):
    """`filter(roadmaps__…)` in schools would be an import in disguise."""
    above = LAYERS[LAYERS.index(app) + 1 :]
    suspects = [
        f"{path.relative_to(ROOT)}: {name}__"
        for path in sources(app)
        for name in above
        if re.search(rf"\b{name}__", path.read_text(encoding="utf-8"))
    ]
    assert suspects == []


def test_the_top_level_is_the_agreed_one():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    top = {name.split("/")[0] for name in tracked if name and not name.startswith(".")}
    assert top <= AGREED_AT_THE_TOP
