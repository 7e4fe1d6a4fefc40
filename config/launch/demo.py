"""The demonstration: servers, web server, worker and clock of one machine under one supervisor.

It speaks Russian, for it is read by whoever tries the product. What the programs say is in var/log.
"""

import errno
import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config.launch import local, places, processes, servers
from config.launch.places import CHECKOUT, VAR
from config.launch.processes import Child

LOGS = VAR / "log"
TEMPORARY = VAR / "tmp"
ACCOUNTS = VAR / "demo-accounts.json"
COLUMNS = {
    "role_name": "Роль",
    "login": "Логин",
    "password": "Пароль",
    "municipality": "Муниципалитет",
    "school": "Школа",
}
WILDCARDS = ("0.0.0.0", "::")
READY_PATIENCE = 60.0  # seconds
STOP_PATIENCE = 10.0


class DemoError(Exception):
    """The demonstration cannot start or go on; the text is for the person at the terminal."""


def run(is_wanted: Callable[[], bool]) -> None:
    """Start everything, show the way in, stay as long as it is wanted."""
    started_at = time.monotonic()
    host, port = os.environ.get("HOST", "127.0.0.1"), _port()
    _require_free(host, port)
    LOGS.mkdir(parents=True, exist_ok=True)
    with _servers() as (running, environment):
        shutil.rmtree(TEMPORARY, ignore_errors=True)
        TEMPORARY.mkdir()
        environment = {**_defaults(host, port), **environment, **os.environ, "DEMO": "1"}
        local.keep(environment)
        _prepare_data(environment)
        with _application(host, port, environment) as application:
            watched = [*running, *application]
            _wait_until_ready(host, port, watched)
            _show_the_way_in(environment["SITE_URL"], time.monotonic() - started_at)
            while is_wanted():
                _require_alive(watched)
                time.sleep(0.5)


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise DemoError(f"PORT={text}: нужен номер порта от 1 до 65535.")
    return int(text)


def _require_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            advice = f"Порт {port} занят другой программой. Назовите свободный: make demo PORT={port + 1}"
        else:
            advice = f"По адресу {host}:{port} открыться нельзя ({error.strerror}). Проверьте HOST и PORT."
        raise DemoError(advice) from error


@contextmanager
def _servers() -> Iterator[tuple[list[Child], dict[str, str]]]:
    """The servers whose addresses the environment does not give, and those addresses."""
    folder = places.prepare_folder("servers")
    if not folder.is_relative_to(VAR):
        _say(f"Данные серверов: {folder} (в папке программы им нельзя: закрыт доступ, длинный путь или запятая в нём)")
    wanted = {"database": "DATABASE_URL" not in os.environ, "queue": "REDIS_URL" not in os.environ}
    with servers.embedded(folder, **wanted) as running:
        yield running, servers.addresses(folder)


def _defaults(host: str, port: int) -> dict[str, str]:
    """What the settings need, unless the environment says otherwise."""
    is_local = host in (*WILDCARDS, "127.0.0.1", "::1")
    return {
        "SECRET_KEY": _secret_key(VAR / "secret-key"),
        "SITE_URL": f"http://{'localhost' if is_local else host}:{port}",
        "XDG_CACHE_HOME": str(VAR / "cache"),  # fontconfig would write into the home folder
        "TMPDIR": str(TEMPORARY),  # and a press that is killed leaves its faces
        "ALLOWED_HOSTS": "*" if host in WILDCARDS else f"localhost,127.0.0.1,[::1],{host}",
    }


def _secret_key(path: Path) -> str:
    """Made once, so that people stay signed in over a restart."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def _prepare_data(environment: dict[str, str]) -> None:
    _say("Готовим базу данных и демонстрационный муниципалитет…")
    _manage(["migrate", "--no-input"], environment)
    if _static_has_changed():
        _manage(["collectstatic", "--no-input"], environment)
    _manage(["load_demo"], environment)


def _manage(command: list[str], environment: dict[str, str]) -> None:
    child = _start(command[0], ["manage.py", *command], environment)
    if child.process.wait():
        raise DemoError(f"Команда manage.py {command[0]} не удалась, {child.log}:\n{child.last_words()}")


def _static_has_changed() -> bool:
    """Collecting compresses every file again, which takes most of a second start."""
    collected = VAR / "static/staticfiles.json"
    sources = [CHECKOUT / "requirements.txt", *(CHECKOUT / "static").rglob("*")]
    return not collected.exists() or max(map(os.path.getmtime, sources)) > collected.stat().st_mtime


@contextmanager
def _application(host: str, port: int, environment: dict[str, str]) -> Iterator[list[Child]]:
    """Web server, worker and clock."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = ["-m", "gunicorn", "config.wsgi:application", "--bind", address, "--workers", "2", "--threads", "4"]
    web += ["--graceful-timeout", "5", "--no-control-socket"]
    celery = ["-m", "celery", "--app", "config"]
    worker = [*celery, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "INFO"]
    beat = [*celery, "beat", "--schedule", str(VAR / "celerybeat-schedule"), "--loglevel", "INFO"]
    running: list[Child] = []
    try:
        # After a kill of the supervisor nobody waits for requests, and tasks are safe to be killed.
        running.append(_start("web", web, environment, death_signal=signal.SIGINT))
        running.append(_start("worker", worker, environment, death_signal=signal.SIGKILL))
        running.append(_start("beat", beat, environment, death_signal=signal.SIGKILL))
        yield running
    finally:
        _say("Останавливаем…")
        processes.stop(running[::-1], patience=STOP_PATIENCE)


def _start(
    name: str, command: list[str], environment: dict[str, str], death_signal: signal.Signals = signal.SIGTERM
) -> Child:
    return processes.start(
        name,
        [sys.executable, *command],
        log=LOGS / f"{name}.log",
        cwd=CHECKOUT,
        env=environment,
        death_signal=death_signal,
    )


def _wait_until_ready(host: str, port: int, watched: list[Child]) -> None:
    deadline = time.monotonic() + READY_PATIENCE
    while not _answers("localhost" if host in WILDCARDS else host, port):
        _require_alive(watched)
        if time.monotonic() > deadline:
            raise DemoError(f"Веб-сервер не ответил за {READY_PATIENCE:.0f} с, журналы: {LOGS}")
        time.sleep(0.1)


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _require_alive(watched: list[Child]) -> None:
    for child in watched:
        if child.has_ended:
            code = child.process.returncode
            raise DemoError(f"{child.name} завершился (код {code}), {child.log}:\n{child.last_words()}")


def _show_the_way_in(site: str, seconds: float) -> None:
    accounts = json.loads(ACCOUNTS.read_text())
    rows = [list(COLUMNS.values()), *([str(row.get(key) or "") for key in COLUMNS] for row in accounts)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    _say(f"\nОпора открыта за {seconds:.0f} с: {site}\n")
    for row in rows:
        _say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    _say(f"\nПисьма демонстрации: {site}/demo/mail/   Журналы: {LOGS}\nОстановить: Ctrl-C")


def _say(text: str) -> None:
    print(text, flush=True)
