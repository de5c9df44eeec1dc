"""What was typed while setting up, sealed until the service begins; and the set-up word."""

import hmac
import json
import os
import secrets
import sys
from base64 import b64decode, b64encode
from binascii import Error
from contextlib import suppress
from typing import Any

from django.conf import settings

from withness.sealing import rules as sealing
from withness.sealing.models import cipher

PLACE = b"teams set-up draft"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def sealed(draft: dict[str, Any]) -> str:
    """Return a draft sealed, to lie in the session of whoever types it: it holds names."""
    return b64encode(cipher.seal(json.dumps(draft), PLACE)).decode()


def opened(lying: str) -> dict[str, Any]:
    """Return a draft; an empty one where nothing lies there that can be opened."""
    try:
        found: dict[str, Any] = json.loads(cipher.unseal(b64decode(lying), PLACE))
    except (sealing.SealBroken, Error, ValueError):
        return {}
    return found


def word() -> str:
    """Return the set-up word, made at first need and told in the terminal."""
    path = settings.WITHNESS_HOME / "setup-word"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
        waiting = path.with_name(f"setup-word.{os.getpid()}")
        waiting.touch(mode=0o600)
        waiting.write_text(fresh + "\n")
        with suppress(FileExistsError):
            os.link(waiting, path)  # the first writer wins
        waiting.unlink()
        sys.stderr.write(f"\nThe set-up word of this house is  {path.read_text().strip()}\n\n")
        sys.stderr.flush()
    return str(path.read_text().strip())


def is_word(typed: str) -> bool:
    """Whether that is the set-up word; blanks and capital letters do not matter."""
    plain = "".join(typed.split()).lower()
    return hmac.compare_digest(plain.encode(), word().encode())
