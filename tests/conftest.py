"""What every test shares."""

from django.conf import settings


def pytest_configure() -> None:
    """Static files under their plain names: tests collect none."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
