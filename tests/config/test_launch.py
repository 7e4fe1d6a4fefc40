import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from config.launch import demo, local, places, prepare, processes, servers
from config.launch.__main__ import main

PROGRAM = [sys.executable, "-m", "config.launch.servers"]


@pytest.fixture(scope="module")
def folder():
    """A folder the servers' user reaches, away from those of the demonstration and of this very test run."""
    folder = places.prepare_folder(f"launch-{os.getpid()}")
    yield folder
    shutil.rmtree(folder)


def connect(folder):
    return psycopg.connect(servers.addresses(folder)["DATABASE_URL"], autocommit=True)


def wait_until(condition, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_servers_keep_the_data_and_vanish(folder):
    with servers.embedded(folder, is_throwaway=True) as running:
        with connect(folder) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 'Ёлка' AS word")
            connection.execute("CREATE EXTENSION pg_trgm")
            trigrams = connection.execute("SELECT show_trgm('ёлка')").fetchone()
        assert redis.from_url(servers.addresses(folder)["REDIS_URL"]).ping()
    assert trigrams != ([],)
    assert [child.process.returncode for child in running] == [0, 0]

    with servers.embedded(folder, queue=False, is_throwaway=True) as running, connect(folder) as connection:
        assert connection.execute("SELECT lower(word) FROM kept").fetchone() == ("ёлка",)
        assert [child.name for child in running] == ["PostgreSQL"]
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(host="127.0.0.1", port=5432, dbname=servers.DATABASE, user="kept", connect_timeout=2)


def test_two_supervisors_do_not_share_servers(folder):
    held = places.lock(folder)
    with pytest.raises(places.FolderInUse, match=str(os.getpid())):
        places.lock(folder, patience=0)
    os.close(held)
    os.close(places.lock(folder, patience=0))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_stays_running(number):
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    show = "import os, time; print(os.environ['REDIS_URL'], flush=True); time.sleep(60)"
    starter = subprocess.Popen(
        [*PROGRAM, sys.executable, "-c", show], env=environment, stdout=subprocess.PIPE, start_new_session=True
    )
    place = Path(starter.stdout.readline().decode().removeprefix("unix://").strip()).parent
    assert commands_in(place)

    starter.send_signal(number)
    starter.wait()
    starter.stdout.close()
    wait_until(lambda: not commands_in(place))

    places.sweep(place.parent, place.name)
    assert not place.exists()


def commands_in(place):
    """Processes that work in the folder or were started from it; those that ended have neither."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command, folder = (process / "cmdline").read_bytes(), (process / "cwd").readlink()
        except OSError:  # it ended while we looked
            continue
        if folder.is_relative_to(place) or os.fsencode(place) in command:
            found.append(command)
    return found


def test_a_sweep_leaves_folders_in_use(folder):
    held = places.lock(folder)
    places.sweep(folder.parent, folder.name)
    assert folder.exists()
    os.close(held)


@pytest.mark.parametrize("name", ["очень-длинная-папка" * 4, "а,б"])
def test_a_path_no_socket_may_have_goes_outside(tmp_path, monkeypatch, name):
    checkout = tmp_path / name
    (checkout / "var").mkdir(parents=True)
    monkeypatch.setattr(places, "CHECKOUT", checkout)
    monkeypatch.setattr(places, "VAR", checkout / "var")
    first, second = places.prepare_folder("servers"), places.prepare_folder("servers")
    try:
        assert first == second
        assert not first.is_relative_to(checkout)
        assert len(os.fsencode(first / places.LONGEST_SOCKET_NAME)) <= places.SOCKET_PATH_LIMIT
        assert first.stat().st_mode & 0o077 == 0
    finally:
        shutil.rmtree(first.parent)


@pytest.mark.parametrize("port", ["", "0", "65536", "восемь", "-1", "²"])
def test_nonsense_for_a_port_is_said(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(demo.DemoError, match="PORT="):
        demo.run(lambda: True)


def test_a_busy_port_is_said(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(demo.DemoError, match="занят другой программой"):
            demo.run(lambda: True)


def test_the_supervisor_ends_with_a_sentence_not_a_traceback(monkeypatch, capsys):
    monkeypatch.setenv("PORT", "nonsense")
    monkeypatch.delenv("MAKELEVEL", raising=False)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        with pytest.raises(SystemExit, match="PORT=nonsense"):
            main()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_the_secret_key_is_made_once_for_us_alone(tmp_path):
    path = tmp_path / "secret-key"
    key = demo._secret_key(path)
    assert len(key) >= 50
    assert demo._secret_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_child_that_does_not_listen_is_killed_with_its_own(tmp_path):
    deaf = "trap '' TERM; echo ready; sleep 61 & wait; sleep 61"
    child = processes.start("deaf", ["sh", "-c", deaf], log=tmp_path / "log", cwd=tmp_path)
    wait_until(lambda: child.last_words() == "ready")
    processes.stop([child], patience=0.2)
    assert child.process.returncode == -signal.SIGKILL
    wait_until(lambda: not commands_in(tmp_path))


def test_an_interruption_during_the_stop_is_not_heard(tmp_path):
    slow = "trap 'kill -INT $PPID; sleep 0.3; exit 7' TERM; echo ready; sleep 61 & wait"
    child = processes.start("slow", ["sh", "-c", slow], log=tmp_path / "log", cwd=tmp_path)
    wait_until(lambda: child.last_words() == "ready")
    processes.stop([child], patience=20)
    assert child.process.returncode == 7
    os.killpg(child.process.pid, signal.SIGKILL)


def test_a_handler_is_told_from_none():
    before = signal.signal(signal.SIGUSR2, lambda *_: None)
    try:
        assert processes.catches(os.getpid(), signal.SIGUSR2)
        signal.signal(signal.SIGUSR2, signal.SIG_IGN)
        assert not processes.catches(os.getpid(), signal.SIGUSR2)
    finally:
        signal.signal(signal.SIGUSR2, before)


def test_the_last_words_are_the_end_of_the_log(tmp_path):
    child = processes.start("counter", ["seq", "100"], log=tmp_path / "log", cwd=tmp_path)
    child.process.wait()
    assert child.last_words(2) == "99\n100"


def test_this_machine_lacks_nothing():
    assert prepare.missing_packages() == []


def test_an_absent_library_is_found_missing(monkeypatch):
    monkeypatch.setattr(prepare, "LIBRARIES", {"libnot-there.so.0": "libnot-there0"})
    assert prepare.missing_packages() == ["libnot-there0"]


@pytest.mark.parametrize(
    ("environment", "kept", "database"),
    [
        ({}, False, "postgresql:///opora"),
        ({}, True, "postgresql://demo"),
        ({"SECRET_KEY": "set"}, True, None),
        ({"REDIS_URL": "set"}, False, None),
    ],
)
def test_manage_takes_the_demonstrations_settings_where_none_is_given(
    environment, kept, database, tmp_path, monkeypatch
):
    monkeypatch.setattr(local, "CHECKOUT", tmp_path)
    monkeypatch.setattr(local, "KEPT", tmp_path / "kept.json")
    (tmp_path / ".git").mkdir()
    if kept:
        values = {
            "SECRET_KEY": "k",
            "DATABASE_URL": "postgresql://demo",
            "REDIS_URL": "r",
            "DEMO": "1",
            "SITE_URL": "s",
        }
        local.keep(values)
    local.fill(environment)
    assert environment.get("DATABASE_URL") == database


def test_an_installation_that_is_no_checkout_says_everything_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "CHECKOUT", tmp_path)
    environment: dict[str, str] = {}
    local.fill(environment)
    assert environment == {}
