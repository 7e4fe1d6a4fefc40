"""What people do on pages, in the words of the screen."""

from pathlib import Path

from playwright.sync_api import Locator, Page

from config.celery import TIMETABLE, app
from tests.e2e import house

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def choose(page: Page, title: str) -> None:
    """A line of the menu."""
    page.get_by_role("navigation", name="Разделы").get_by_role("link", name=title).click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def agree(page: Page, name: str) -> None:
    """Press a button that asks first, and say yes."""
    page.once("dialog", lambda question: question.accept())
    press(page, name)


def upload(page: Page, label: str, name: str, content: bytes) -> None:
    page.get_by_label(label).set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})


def download(page: Page, name: str, *, timeout: float | None = None) -> tuple[str, bytes]:
    """What stands behind the link: name and content of the file."""
    link = page.get_by_role("link", name=name)
    link.wait_for(timeout=timeout)
    with page.expect_download() as started:
        link.click()
    return started.value.suggested_filename, started.value.path().read_bytes()


def unfold(details: Locator) -> None:
    """Open what is folded; what is open already stays so."""
    if details.get_attribute("open") is None:
        details.locator("summary").click()


def row_of(page: Page, text: str) -> Locator:
    """The row of a roadmap's table with this text, while nobody edits it."""
    return page.locator("tr[id^=a]:not(.editing)").filter(has_text=text)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return page.evaluate(OVERFLOW)


def ring(entry: str, log: Path) -> None:
    """Let the worker do now what the timetable names, and wait until it is done."""
    task = TIMETABLE[entry]["task"]
    done = count(log, task)
    app.send_task(task)
    house.wait_until(lambda: count(log, task) > done)


def count(log: Path, task: str) -> int:
    """How often the worker has done the task."""
    return sum(f"Task {task}[" in line and "succeeded" in line for line in log.read_text().splitlines())
