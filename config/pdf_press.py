"""The press: `python -m config.pdf_press` turns HTML into PDF for as long as its worker lives.

Told apart from the worker so that a page that eats time or memory costs one document and never the worker. Fonts and
parsed style sheets are loaded once and kept. Nothing is fetched but a fixed set of names: our faces and our style
sheets; whatever else a document asks for is refused.
"""

import json
import logging
import os
import resource
import signal
import sys
from functools import cache
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from config.pdf import HEADER

STATIC = Path(__file__).resolve().parent.parent / "static"
ROOT = "opora:/"  # no protocol of the network or of the disk: the names under it are the keys below
FACES = {f"{ROOT}fonts/{path.name}": path for path in STATIC.glob("fonts/Liberation*.ttf")}
SHEETS = {path.stem: path for path in STATIC.glob("css/print/*.css")}
MEMORY_LIMIT_BYTES = 1536 * 1024 * 1024


class NamesOnly(URLFetcher):
    """Gives the vendored faces by their names and refuses every other address, data: included."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=())

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        """Raises ValueError for a name that is not on the list; WeasyPrint then goes on without it."""
        if url not in FACES:
            raise ValueError(f"refused: {url[:200]}")
        return URLFetcherResponse(url, FACES[url].read_bytes(), {"Content-Type": "font/ttf"})


FETCHER = NamesOnly()
FONTS = FontConfiguration()


@cache
def sheet(name: str) -> CSS:
    """A style sheet of static/css/print by the name of its file. Raises KeyError for one that is not there."""
    return CSS(string=SHEETS[name].read_text("utf-8"), base_url=ROOT, url_fetcher=FETCHER, font_config=FONTS)


def press(html: str, sheets: list[str]) -> bytes:
    """The PDF of a document. Outlines and the document's language come from the HTML."""
    document = HTML(string=html, base_url=ROOT, url_fetcher=FETCHER)
    pages = document.render(stylesheets=[sheet(name) for name in sheets], font_config=FONTS, presentational_hints=True)
    return pages.write_pdf(pdf_tags=True)


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Answer one order after the other until the worker closes its end."""
    while header := orders.read(HEADER.size):
        order = json.loads(orders.read(HEADER.unpack(header)[1]))
        try:
            done, body = True, press(**order)
        except Exception as error:
            logging.exception("A document could not be made")
            done, body = False, f"{type(error).__name__}: {error}".encode()
        answers.write(HEADER.pack(done, len(body)) + body)
        answers.flush()


def leave_with_worker() -> None:
    """End within a second of the worker, also in the middle of a document that nobody waits for any more."""
    worker = os.getppid()

    def look(number: int, frame: FrameType | None) -> None:
        if os.getppid() != worker:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


if __name__ == "__main__":
    leave_with_worker()
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the worker, which finishes its document first
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    serve(sys.stdin.buffer, sys.stdout.buffer)
