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


class KeyInUse(Refusal):
    """The newest key, or one that something is still sealed with, cannot be taken away."""

    code = "key_in_use"


SECRET_BYTES = 32
LOOKING_UP = "looking-up "  # the line of the key for looking up, once it has a life of its own
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
        if not line.strip() or line.startswith(("#", LOOKING_UP)):
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


def looking_up(text: str) -> bytes | None:
    """Return the key for looking up where it has a line of its own, None where the last has it."""
    lines = [line for line in text.splitlines() if line.startswith(LOOKING_UP)]
    if not lines:
        return None
    try:
        secret = base64.b64decode(lines[0].removeprefix(LOOKING_UP).strip(), validate=True)
    except (ValueError, binascii.Error):
        raise KeysUnreadable from None
    if len(lines) != 1 or len(secret) != SECRET_BYTES:
        raise KeysUnreadable
    return secret


def with_newer(text: str, secret: bytes, looks_up: bytes) -> str:
    """Return a key file with a newer key in front.

    `looks_up`, the key for looking up, gets a line of its own, so that the oldest key can be taken
    away later without a single look-up being lost.
    """
    newest = Key(max(key.number for key in read_keys(text)) + 1, secret)
    if newest.number >= MOST_KEYS:
        raise KeysUnreadable
    own = "" if looking_up(text) else f"\n{LOOKING_UP}{base64.b64encode(looks_up).decode()}"
    return f"{key_line(newest)}\n{text.strip()}{own}\n"


def without(text: str, number: int) -> str:
    """Return a key file without one key; raise `KeyInUse` for the newest or an absent one."""
    keys = read_keys(text)
    if number == keys[0].number or number not in {key.number for key in keys}:
        raise KeyInUse
    if looking_up(text) is None:
        raise KeyInUse  # the key for looking up would go with the oldest
    kept = [line for line in text.splitlines() if line.partition(" ")[0] != str(number)]
    return "\n".join(kept) + "\n"


def key_line(key: Key) -> str:
    """Return the line that `read_keys` reads."""
    return f"{key.number} {base64.b64encode(key.secret).decode()}"


def place(table: str, column: str, row: bytes) -> bytes:
    """Return what a sealed value is bound to: nothing can be moved to another row or column."""
    return f"{table}.{column}:".encode() + row
