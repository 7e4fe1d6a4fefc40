"""Settings for `manage.py` in a checkout: those of its demonstration, so that no shell has to be prepared.

Servers and workers do not come here: without a variable they fail with its name.
"""

import json
from collections.abc import Mapping, MutableMapping

from config.launch.places import CHECKOUT, VAR

KEPT = VAR / "demo-settings.json"
REQUIRED = frozenset({"SECRET_KEY", "DATABASE_URL", "REDIS_URL"})
OF_NOTHING = {  # enough for commands that read and print
    "SECRET_KEY": "for commands that keep no secret",
    "DATABASE_URL": "postgresql:///opora",
    "REDIS_URL": "redis://localhost",
}


def keep(environment: Mapping[str, str]) -> None:
    """Remember what the demonstration runs with."""
    KEPT.touch(mode=0o600)
    KEPT.write_text(json.dumps({name: environment[name] for name in sorted({*REQUIRED, "DEMO", "SITE_URL"})}))


def fill(environment: MutableMapping[str, str]) -> None:
    """Add the required settings where an environment names none of them and the code is a checkout."""
    if REQUIRED & environment.keys() or not (CHECKOUT / ".git").exists():
        return
    environment.update(json.loads(KEPT.read_text()) if KEPT.exists() else OF_NOTHING)
