"""PDF from HTML, under limits of time and memory. One press per worker process, started with its first document."""

import atexit
import json
import os
import struct
import subprocess
import sys
from threading import Lock, Timer

from django.conf import settings

from config.sheets import CONTROL

HEADER = struct.Struct(">?Q")  # done or refused, number of bytes that follow
TIME_LIMIT_SECONDS = 60


class PdfFailed(RuntimeError):
    """The document could not be made: the press refused it, ran out of memory, or did not finish in time."""


class Press:
    """The worker's end of `config.pdf_press`: one document at a time; a press that died is replaced."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen | None = None
        self._owner = 0

    def make(self, html: str, sheets: tuple[str, ...], *, limit_seconds: float) -> bytes:
        """Raises PdfFailed, and leaves no press behind that still works on a document nobody waits for."""
        order = json.dumps({"html": html, "sheets": sheets}).encode()
        with self._lock:
            process = self._running()
            timer = Timer(limit_seconds, process.kill)
            timer.start()
            try:
                done, body = self._exchange(process, order)
            except (OSError, EOFError) as error:
                self.stop()
                raise PdfFailed("the press stopped: out of time or memory") from error
            finally:
                timer.cancel()
        if not done:
            raise PdfFailed(body.decode(errors="replace"))
        return body

    def _exchange(self, process: subprocess.Popen, order: bytes) -> tuple[bool, bytes]:
        process.stdin.write(HEADER.pack(True, len(order)) + order)
        process.stdin.flush()
        header = process.stdout.read(HEADER.size)
        if len(header) < HEADER.size:
            raise EOFError
        done, length = HEADER.unpack(header)
        body = process.stdout.read(length)
        if len(body) < length:
            raise EOFError
        return done, body

    def _running(self) -> subprocess.Popen:
        if self._process and self._owner == os.getpid() and self._process.poll() is not None:
            self.stop()
        # A worker that was forked after the first document must not share its parent's pipes.
        if self._process is None or self._owner != os.getpid():
            command = [sys.executable, "-m", "config.pdf_press"]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=settings.BASE_DIR
            )
            self._owner = os.getpid()
        return self._process

    def stop(self) -> None:
        """End the press of this process, if there is one."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.communicate()


_press = Press()
atexit.register(_press.stop)


def render(html: str, *, sheets: tuple[str, ...], limit_seconds: float = TIME_LIMIT_SECONDS) -> bytes:
    """The PDF of an HTML text with style sheets of static/css/print, named without their ending.

    Control characters are left out: a face has no sign for them, and one would spoil the text that is copied.

    Raises PdfFailed when it cannot be made within the limits.
    """
    return _press.make(CONTROL.sub("", html), sheets, limit_seconds=limit_seconds)
