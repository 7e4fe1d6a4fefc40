"""pytest on a bare machine: PostgreSQL and Valkey for this run alone, and a word about a missing browser.

Loaded by `-p` in pyproject.toml, because pytest-django reads the settings before any conftest.py.
"""

import atexit
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from config.launch import servers
from config.launch.prepare import missing_for_browser

_run = ExitStack()
_folder: Path | None = None
atexit.register(_run.close)  # no hook of pytest is called when the settings are broken


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Set the environment before the settings are read; workers of xdist inherit it from the controller."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        global _folder
        _folder = _run.enter_context(servers.throwaway(os.environ))
        files = _run.enter_context(tempfile.TemporaryDirectory(prefix="opora-files-"))
        os.environ.setdefault("FILES_ROOT", files)
        os.environ.setdefault("SECRET_KEY", "only for tests")
    yield


def pytest_report_header() -> str:
    return f"PostgreSQL and Valkey of this run: {_folder or 'given by the environment'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser; the summary says so."""
    if not missing_for_browser():
        return
    left_out = [item for item in items if item.get_closest_marker("e2e")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if missing := missing_for_browser():
        terminalreporter.write_line(f"browser tests were not run, install {' '.join(missing)}", yellow=True)
