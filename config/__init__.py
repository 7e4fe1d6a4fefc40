"""The ground: settings, wiring, and what every app needs and knows no domain."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
