#!/usr/bin/env python3
"""Django's command line for Опора."""

import os
import sys

from django.core.management import execute_from_command_line

from config.launch import local

if __name__ == "__main__":
    local.fill(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
