"""The keys as they stand now: a key file that somebody changed is read again within seconds.

Keys that come from the environment stay as they were at the start.
"""

import os
from contextlib import suppress
from pathlib import Path
from time import monotonic

from django.conf import settings

from withness.sealing import rules

LOOK = 5.0  # seconds between two looks at the file
NOTICED = 60.0  # seconds after which every process has seen a changed file, with room to spare
_seen: dict[str, float] = {"looked": 0.0, "stamp": 0.0}


def now() -> str:
    """Return the keys, read from their file again where it was changed."""
    if settings.WITHNESS_KEYS_IN_FILE and monotonic() - _seen["looked"] > LOOK:
        return again()
    return str(settings.WITHNESS_KEYS)


def again() -> str:
    """Return the keys after looking at their file; one that cannot be read changes nothing."""
    if settings.WITHNESS_KEYS_IN_FILE:
        with suppress(OSError, rules.KeysUnreadable):
            stamp = path().stat().st_mtime_ns
            if stamp != _seen["stamp"]:
                text = path().read_text().strip()
                rules.read_keys(text)
                settings.WITHNESS_KEYS = text
                _seen["stamp"] = stamp
        _seen["looked"] = monotonic()
    return str(settings.WITHNESS_KEYS)


def path() -> Path:
    """Return where the key file lies."""
    return Path(settings.WITHNESS_KEYS_FILE)


def write(text: str) -> None:
    """Put a changed key file in the place of the old one, whole or not at all, for its owner."""
    rules.read_keys(text)
    fresh = path().with_name(f"{path().name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    with fresh.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path())
    again()
