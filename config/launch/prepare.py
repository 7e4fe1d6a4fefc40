"""A bare machine prepared: missing Debian packages, `.venv` from the pinned requirements.

Runs before anything is installed, so it knows the standard library alone:
`python3 config/launch/prepare.py [--test]`; with --test also the tools of tests and a browser.
"""

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = CHECKOUT / ".venv"
OLDEST_PYTHON = (3, 11)
LIBRARIES = {  # what WeasyPrint opens by name, and the package that brings it
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSER = "chromium"
BROWSER_LIBRARIES = {"libatomic.so.1": "libatomic1"}  # for the program that drives the browser
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")  # the second contains the first


def main(arguments: list[str]) -> None:
    """Prepare, or end with one line on what a person has to do first."""
    for_tests = "--test" in arguments
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("Python 3.11 or later is needed: make PYTHON=python3.12 …")
    needed = missing_packages()
    wanted = missing_for_browser() if for_tests else []
    if (needed or wanted) and not install_packages(needed + wanted):
        line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(needed + wanted)}"
        print(f"Debian packages are missing. Run as root:\n    {line}", file=sys.stderr)
        if needed:
            sys.exit(1)
    with _alone():
        install_requirements(REQUIREMENTS[for_tests])


def missing_packages() -> list[str]:
    """Debian packages whose library or module is not there, whoever should have brought it."""
    missing = _missing_libraries(LIBRARIES)
    if importlib.util.find_spec("ensurepip") is None:  # Debian's python3 comes without
        missing.append("python3-venv")
    return missing


def missing_for_browser() -> list[str]:
    """Debian packages without which the tests in a browser cannot run."""
    browser = [] if shutil.which(BROWSER) else [BROWSER]
    return browser + _missing_libraries(BROWSER_LIBRARIES)


def _missing_libraries(wanted: dict[str, str]) -> list[str]:
    return [package for library, package in wanted.items() if not _opens(library)]


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str]) -> bool:
    """Install them if we may without asking for a password; tell whether they are there now."""
    if not shutil.which("apt-get"):
        return False
    prefix = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() != 0:
        prefix = ["sudo", "-n", *prefix]
        if not shutil.which("sudo") or not _succeeds(["sudo", "-n", "true"]):
            return False
    print(f"Installing Debian packages: {' '.join(packages)}", flush=True)
    update = [*prefix, "apt-get", "update", "-qq"]
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return _succeeds(update) and _succeeds(install)


@contextmanager
def _alone() -> Iterator[None]:
    """Two `make` at once must not fill one `.venv`."""
    with (CHECKOUT / "pyproject.toml").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def install_requirements(name: str) -> None:
    """Bring `.venv` to the pinned versions; nothing happens when it has them already."""
    wanted = f"{sys.version}\n{hashlib.sha256((CHECKOUT / name).read_bytes()).hexdigest()}\n"
    stamp = VENV / f"{name}.installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not _venv_works():
        print("Making .venv", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    print(f"Installing {name}", flush=True)
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    exact = ["--require-hashes", "--only-binary=:all:", "-r", str(CHECKOUT / name)]
    if subprocess.run([VENV / "bin/python", "-m", "pip", "install", *quiet, *exact]).returncode:
        sys.exit(f"pip could not install {name}: its own message stands above")
    stamp.write_text(wanted)


def _venv_works() -> bool:
    """It does not when it was never finished, or when the system's Python has become another version."""
    python = VENV / "bin/python"
    return python.exists() and _succeeds([python, "-c", "import pip"])


def _succeeds(command: Sequence[str | Path]) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


if __name__ == "__main__":
    main(sys.argv[1:])
