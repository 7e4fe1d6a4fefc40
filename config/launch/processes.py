"""Child processes that never outlive us, not even after `kill -9`."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.launch.places import Identity

PR_SET_PDEATHSIG = 1
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_libc = ctypes.CDLL(None)


@dataclass(frozen=True)
class Child:
    """A process in a session of its own, so that Ctrl-C in the terminal reaches the supervisor alone."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def last_words(self, lines: int = 15) -> str:
        """The end of its log, for the message about its death."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    death_signal: signal.Signals | None = None,
    identity: Identity | None = None,
    held_fd: int | None = None,
) -> Child:
    """Start `command`; its output replaces `log`.

    It gets `stop_signal` from `stop`, and `death_signal` (the same if not given) from the kernel when we are
    gone.
    `held_fd` stays open in it: a lock on that file is held as long as the child lives.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[] if held_fd is None else [held_fd],
            preexec_fn=die_with_parent(death_signal or stop_signal),
            **(identity or {}),
        )
    return Child(name, process, log, stop_signal)


def die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """What a child does between fork and exec to be signalled when the thread that started it ends."""
    parent = os.getpid()

    def prepare() -> None:
        ask_for_death_signal(death_signal)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return prepare


def ask_for_death_signal(death_signal: signal.Signals) -> None:
    """Let the kernel signal this very process when its parent ends."""
    _libc.prctl(PR_SET_PDEATHSIG, death_signal)


def catches(pid: int, number: signal.Signals) -> bool:
    """Whether the process has a handler for the signal."""
    status = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return bool(int(status["SigCgt"], 16) >> (number - 1) & 1)


def stop(children: Sequence[Child], *, patience: float) -> None:
    """End all of them side by side; who has not ended after `patience` seconds is killed with its group."""
    with _undisturbed():
        for child in children:
            if not child.has_ended:
                child.process.send_signal(child.stop_signal)
        deadline = time.monotonic() + patience
        for child in children:
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.process.pid, signal.SIGKILL)
                child.process.wait()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A second Ctrl-C must not cut an orderly end short."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
