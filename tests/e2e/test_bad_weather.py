"""What people notice of a broken neighbour: next to nothing."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from celery import Celery
from playwright.sync_api import Page, expect

from config.launch import places, servers
from tests.e2e import house, town
from tests.e2e.steps import choose, press

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def servers_folder() -> Iterator[Path]:
    folder = places.prepare_folder(f"weather-{os.getpid()}")
    yield folder
    shutil.rmtree(folder)


def test_redis_is_lost_for_a_while(servers_folder: Path, folder: Path, sign_in: Callable[..., Page]):
    """Pages and saves go on without it; what was asked for meanwhile is made when it is back."""
    place = town.settle()
    broker = servers.addresses(servers_folder)["REDIS_URL"]
    with ExitStack() as stack:
        with servers.embedded(servers_folder, database=False):
            address = stack.enter_context(house.web(folder, REDIS_URL=broker))
            stack.enter_context(house.worker(folder, REDIS_URL=broker))
            curator = sign_in(place.emails["curator"], base_url=address)
            specialist = sign_in(place.emails["specialist"], base_url=address)

        record_a_consultation(curator)
        choose(specialist, "Справки за полугодие")
        press(specialist, "I полугодие 2026/27")
        expect(specialist.get_by_text("Ждёт своей очереди")).to_be_visible()

        with servers.embedded(servers_folder, database=False):
            sweep(broker)
            specialist.wait_for_url("**/reports/semester/*/", timeout=60_000)


def record_a_consultation(page: Page) -> None:
    page.goto("/curators/consultations/add/")
    page.get_by_label("Тема").fill("Как оценивать устный ответ")
    page.get_by_label("Участников").fill("6")
    press(page, "Сохранить")
    expect(page.get_by_text("Консультация записана.")).to_be_visible()


def sweep(broker: str) -> None:
    """Ring as the clock does every few seconds."""
    with Celery(broker=broker.replace("unix://", "redis+socket://")) as clock:
        clock.send_task("config.tasks.sweep_jobs")
