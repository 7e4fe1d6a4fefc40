"""A browser in front of the real application: its middleware, a live server, a worker beside it."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import override_settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from config.launch.prepare import BROWSER
from tests.e2e import house
from tests.schools.factories import PASSWORD

FRIDAY = date(2026, 11, 20)
# Playwright runs an event loop in the thread of the tests, where Django would refuse to ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's chromium; it has no sandbox for root."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": shutil.which(BROWSER), "args": sandbox}


@pytest.fixture(scope="session")
def base_url(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The live server; before it goes, its last requests let go of the database, which would not be dropped else."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()
    with django_db_blocker.unblock():
        house.let_go_of_the_data()
        connection.close()


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory, base_url: str) -> Iterator[Path]:
    """The demonstration's settings on a working Friday; what programs leave behind is in this folder."""
    folder = tmp_path_factory.mktemp("house")
    with override_settings(DEMO=True, OPORA_TODAY=FRIDAY, MAIL_FOLDER=folder / "mail", SITE_URL=base_url):
        yield folder


@pytest.fixture(scope="module")
def sign_in(browser: Browser, base_url: str) -> Iterator[Callable[..., Page]]:
    """Open a window of one's own and sign in through the form."""
    windows = []

    def enter(email: str, password: str = PASSWORD, **options) -> Page:
        context = browser.new_context(
            **{"base_url": base_url, "locale": "ru-RU", "timezone_id": "Europe/Moscow", **options}
        )
        windows.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto("/accounts/login/")
        page.get_by_label("Адрес электронной почты").fill(email)
        page.get_by_label("Пароль").fill(password)
        page.get_by_role("button", name="Войти").click()
        page.get_by_role("button", name="Выйти").wait_for()
        return page

    yield enter
    for context in windows:
        context.close()
