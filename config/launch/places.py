"""Where the embedded servers keep their data, and who of several processes may use it."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import TypedDict

CHECKOUT = Path(__file__).resolve().parents[2]
VAR = CHECKOUT / "var"
NOBODY = 65534  # PostgreSQL refuses to run as root
SOCKET_PATH_LIMIT = 107  # bytes in sockaddr_un.sun_path without the closing zero
LONGEST_SOCKET_NAME = ".s.PGSQL.5432"
LOCK_NAME = "lock"


class PlaceError(Exception):
    """The folder cannot be used; the text says why."""


class FolderInUse(PlaceError):
    """Another process runs servers in the folder."""

    def __init__(self, folder: Path, owner: str) -> None:
        super().__init__(f"{folder} is in use by process {owner}")
        self.owner = owner


class Identity(TypedDict, total=False):
    """Whom a process runs as, in the words of subprocess.Popen; empty: as ourselves."""

    user: int
    group: int
    extra_groups: list[int]


def identity() -> Identity:
    """PostgreSQL's: `nobody` when we are root."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def prepare_folder(name: str) -> Path:
    """Make and return the folder `name` of the servers, closed to everybody else.

    It is `var/<name>` in the checkout, unless the servers' user cannot get there or the path of a socket in it
    would be too long or have a comma. Then it is in one folder outside, named after the checkout, where the next
    run finds it.
    """
    VAR.mkdir(exist_ok=True)
    parent = VAR if _is_fit(VAR, name) else _outside()
    folder = parent / name
    folder.mkdir(mode=0o700, exist_ok=True)
    if identity():
        os.chown(folder, NOBODY, NOBODY)
    return folder


def _is_fit(parent: Path, name: str) -> bool:
    socket = parent / name / LONGEST_SOCKET_NAME
    if "," in str(socket):  # PostgreSQL's clients read it as a list of machines
        return False
    return len(os.fsencode(socket)) <= SOCKET_PATH_LIMIT and _servers_reach(parent)


def _servers_reach(folder: Path) -> bool:
    if not identity():
        return True
    asked = subprocess.run(["/usr/bin/test", "-x", folder], check=False, cwd="/", **identity())
    return asked.returncode == 0


def _outside() -> Path:
    mark = hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:10]
    if os.geteuid() == 0:
        folder = Path("/var/lib") / f"opora-{mark}"
        folder.mkdir(mode=0o755, exist_ok=True)
        folder.chmod(0o755)  # whatever the umask says, the servers' user has to pass
        return folder
    folder = Path("/var/tmp") / f"opora-{os.geteuid()}-{mark}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise PlaceError(f"{folder} belongs to somebody else: remove it or shorten the path of the checkout")
    return folder


def lock(folder: Path, *, patience: float = 5.0) -> int:
    """Take the folder for ourselves; give the descriptor that holds the lock.

    Servers of a killed supervisor inherit the lock and need a moment to close, hence the patience (seconds).
    Raises FolderInUse.
    """
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + patience
    while not _try_lock(descriptor):
        if time.monotonic() > deadline:
            owner = os.read(descriptor, 20).decode() or "unknown"
            os.close(descriptor)
            raise FolderInUse(folder, owner)
        time.sleep(0.1)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())
    return descriptor


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sweep(parent: Path, pattern: str) -> None:
    """Remove the throwaway folders `<anything>-<pid>` of runs that were killed."""
    for folder in parent.glob(pattern):
        if Path(f"/proc/{folder.name.rpartition('-')[2]}").exists() or not (folder / LOCK_NAME).exists():
            continue
        try:
            descriptor = lock(folder, patience=0)
        except FolderInUse:
            continue
        shutil.rmtree(folder)
        os.close(descriptor)
