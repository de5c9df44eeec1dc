"""Keys: how a key file is read. Pure; the cipher itself is in `models/cipher.py`."""

import base64
import binascii
from dataclasses import dataclass

from withness.values.rules.refusals import Refusal


class KeysUnreadable(Refusal):
    """The key file is missing, empty or not in its form."""

    code = "keys_unreadable"


class SealBroken(Refusal):
    """What was sealed cannot be opened: another key, another row, or changed bytes."""

    code = "seal_broken"


SECRET_BYTES = 32
MOST_KEYS = 65_536  # a key number takes two bytes


@dataclass(frozen=True, slots=True)
class Key:
    """One root key: its number (0 to 65535) and 32 secret bytes."""

    number: int
    secret: bytes


def read_keys(text: str) -> tuple[Key, ...]:
    """Read lines of "number base64"; the first is used for sealing, all for opening."""
    keys: list[Key] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        number, _, secret = line.strip().partition(" ")
        try:
            key = Key(int(number), base64.b64decode(secret, validate=True))
        except (ValueError, binascii.Error):
            raise KeysUnreadable from None
        if len(key.secret) != SECRET_BYTES or not 0 <= key.number < MOST_KEYS:
            raise KeysUnreadable
        keys.append(key)
    if not keys or len({key.number for key in keys}) != len(keys):
        raise KeysUnreadable
    return tuple(keys)


def key_line(key: Key) -> str:
    """Return the line that `read_keys` reads."""
    return f"{key.number} {base64.b64encode(key.secret).decode()}"


def place(table: str, column: str, row: bytes) -> bytes:
    """Return what a sealed value is bound to: nothing can be moved to another row or column."""
    return f"{table}.{column}:".encode() + row
