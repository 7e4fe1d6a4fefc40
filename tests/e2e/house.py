"""The parts of the house that run beside the tests: a worker, a second web server."""

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from config.launch import processes
from config.launch.processes import Child

CHECKOUT = Path(__file__).resolve().parents[2]
START_PATIENCE = 60.0  # seconds; the machine may be busy
STOP_PATIENCE = 10.0


def environment(**facts: str) -> dict[str, str]:
    """What a program needs to work on the data of this test, on its day."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    day = f"{settings.OPORA_TODAY:%Y-%m-%d}"
    return {**os.environ, "DATABASE_URL": database.geturl(), "DEMO": "1", "OPORA_TODAY": day, **facts}


@contextmanager
def worker(folder: Path, **facts: str) -> Iterator[Child]:
    """A Celery worker as `make demo` starts it; its log and its letters are in `folder`."""
    command = ["celery", "--app", "tests.e2e.worker", "worker", "--pool", "threads", "--concurrency", "2"]
    log = folder / "worker.log"
    env = environment(MAIL_FOLDER=str(folder / "mail"), **facts)
    with _running("worker", [*command, "--loglevel", "INFO"], log, env) as child:
        wait_until(lambda: " ready." in log.read_text(), child=child)
        yield child


@contextmanager
def web(folder: Path, **facts: str) -> Iterator[str]:
    """A web server of its own; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    log = folder / "web.log"
    with _running("web", [*command, "--no-control-socket"], log, environment(DEBUG="1", **facts)) as child:
        wait_until(lambda: "Booting worker" in log.read_text(), child=child)
        yield f"http://localhost:{port}"


@contextmanager
def _running(name: str, command: list[str], log: Path, env: dict[str, str]) -> Iterator[Child]:
    child = processes.start(name, [sys.executable, "-m", *command], log=log, cwd=CHECKOUT, env=env)
    try:
        yield child
    finally:
        processes.stop([child], patience=STOP_PATIENCE)


OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def let_go_of_the_data() -> None:
    """Wait for the last requests; a connection that a window shut in the middle has left open is then closed."""
    deadline = time.monotonic() + STOP_PATIENCE
    while _asked(f"SELECT count(*) {OTHERS}") and time.monotonic() < deadline:
        time.sleep(0.05)
    _asked(f"SELECT count(pg_terminate_backend(pid)) {OTHERS}")


def _asked(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def wait_until(holds: Callable[[], object], *, seconds: float = START_PATIENCE, child: Child | None = None) -> None:
    """Ask again until it holds; the end of the child's log tells why it never did."""
    deadline = time.monotonic() + seconds
    while not holds():
        has_failed = time.monotonic() > deadline or (child is not None and child.has_ended)
        assert not has_failed, child.last_words() if child else "it never came about"
        time.sleep(0.05)
