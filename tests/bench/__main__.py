"""`make bench`: the product's pages beside a bare Django page of the same rows, in one run. Only the ratio counts.

It is the median of the rounds' ratios: each round asks all pages in turn.
"""

import gzip
import os
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from statistics import median

from config.launch import servers

ROUNDS, REQUESTS = 40, 6


def main() -> None:
    os.environ.setdefault("SECRET_KEY", "only for measuring")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    with servers.throwaway(os.environ):
        import django

        django.setup()
        with database():
            measure()


@contextmanager
def database():
    from django.conf import settings
    from django.db import connection

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure() -> None:
    from tests.bench import base, world

    roadmap, client = world.roadmap_of(40), world.signed_in()
    bare = {"MIDDLEWARE": base.MIDDLEWARE, "ROOT_URLCONF": "tests.bench.base"}
    pages: dict[str, tuple[Callable, str, dict]] = {
        "bare page, 40 rows": (client(bare), f"/roadmaps/{roadmap.pk}/", bare),
        "roadmap page, 40 activities": (client({}), f"/roadmaps/{roadmap.pk}/", {}),
        "start page": (client({}), "/", {}),
        "register of checkpoints": (client({}), "/roadmaps/checkpoints/", {}),
        "register of schools": (client({}), "/schools/", {}),
    }
    show(pages)


def show(pages: dict) -> None:
    from django.db import connection
    from django.test import override_settings
    from django.test.utils import CaptureQueriesContext

    times: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(ROUNDS):  # in turns: the machine's clock drifts, and a round of small batches drifts as one
        for name, (get, path, settings) in pages.items():
            with override_settings(**settings):
                get(path)
                start = time.process_time()
                for _ in range(REQUESTS):
                    get(path)
                times[name].append((time.process_time() - start) / REQUESTS)
    bare = next(iter(times.values()))
    sys.stdout.write(f"{'page':32}{'CPU, ms':>9}{'÷ bare':>8}{'SQL':>5}{'HTML, KB':>10}{'gzipped':>9}\n")
    for name, (get, path, settings) in pages.items():
        with override_settings(**settings), CaptureQueriesContext(connection) as queries:
            response = get(path)
        if response.status_code != 200:
            sys.exit(f"{path} answered {response.status_code}")
        spent, html = median(times[name]), response.content
        ratio = median(mine / its for mine, its in zip(times[name], bare, strict=True))
        sizes = f"{len(html) / 1024:>10.1f}{len(gzip.compress(html)) / 1024:>9.1f}"
        sys.stdout.write(f"{name:32}{spent * 1000:>9.2f}{ratio:>8.2f}{len(queries):>5}{sizes}\n")


if __name__ == "__main__":
    main()
