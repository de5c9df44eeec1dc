"""AES-GCM with key numbers: seal, open, and hash with a key.

A sealed value is: version (1 byte), key number (2), nonce (12), ciphertext with tag.
"""

import hashlib
import hmac
import os
import struct
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from withness.sealing import rules
from withness.sealing.models import key_file

VERSION = 1
HEAD = struct.Struct(">BH12s")


def _derived(key: rules.Key, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"withness " + purpose).derive(key.secret)


@lru_cache(maxsize=4)
def _ring(text: str) -> tuple[int, dict[int, AESGCM], bytes]:
    """Read the keys once: number of the first, all ciphers, the key for hashing."""
    keys = rules.read_keys(text)
    ciphers = {key.number: AESGCM(_derived(key, b"sealing")) for key in keys}
    return keys[0].number, ciphers, looking_up_key(text)


def looking_up_key(text: str) -> bytes:
    """Return the key for looking up: its own line, or what is derived from the oldest key."""
    return rules.looking_up(text) or _derived(rules.read_keys(text)[-1], b"looking up")


def seal(text: str, bound_to: bytes) -> bytes:
    """Return the text sealed to a place (see `rules.place`)."""
    number, ciphers, _ = _ring(key_file.now())
    nonce = os.urandom(12)
    return HEAD.pack(VERSION, number, nonce) + ciphers[number].encrypt(
        nonce, text.encode(), bound_to
    )


def unseal(sealed: bytes, bound_to: bytes) -> str:
    """Return the text, or raise `SealBroken`."""
    try:
        version, number, nonce = HEAD.unpack_from(sealed)
        if version != VERSION:
            raise rules.SealBroken
        _, ciphers, _ = _ring(key_file.now())
        if number not in ciphers:  # sealed by somebody who has read a newer key already
            _, ciphers, _ = _ring(key_file.again())
        return ciphers[number].decrypt(nonce, sealed[HEAD.size :], bound_to).decode()
    except (struct.error, KeyError, InvalidTag):
        raise rules.SealBroken from None


def keyed_hash(purpose: str, text: str) -> str:
    """Return 64 hex digits that only the holder of the keys can compute.

    The key for looking up stays when keys are added and taken away: no look-up is ever lost.
    """
    _, _, key = _ring(key_file.now())
    return hmac.new(key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=4)
def _marking(text: str, purpose: str) -> dict[int, bytes]:
    return {key.number: _derived(key, purpose.encode()) for key in rules.read_keys(text)}


def mark(purpose: str, data: bytes) -> tuple[int, str]:
    """Return the first key's number, and 64 hex digits that only its holder can compute.

    Each purpose has a key of its own. Unlike `keyed_hash` it follows the newest key: whoever keeps
    a mark keeps the number beside it and asks `marked` later.
    """
    number, _, _ = _ring(key_file.now())
    key = _marking(key_file.now(), purpose)[number]
    return number, hmac.new(key, data, hashlib.sha256).hexdigest()


def marked(purpose: str, data: bytes, number: int, digits: str) -> bool | None:
    """Return whether `mark` made these digits; None where the key of that number is not here."""
    key = _marking(key_file.now(), purpose).get(number)
    if key is None:
        return None
    return hmac.compare_digest(hmac.new(key, data, hashlib.sha256).hexdigest(), digits)
