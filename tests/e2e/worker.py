"""The worker of a browser test: the application's own, with its letters in the folder of the test."""

import os
from pathlib import Path

from django.conf import settings

from config.celery import app as app

settings.MAIL_FOLDER = Path(os.environ["MAIL_FOLDER"])
