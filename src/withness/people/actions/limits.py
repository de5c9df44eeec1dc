"""Limits on what can be guessed, held by all processes together.

They live in the shared cache. What is counted is kept under a keyed hash, so that the cache tells
nobody which address or link was tried.
"""

from django.core.cache import cache
from django.utils import timezone

from withness.people import rules
from withness.sealing.models import cipher


def spend(name: str, key: str, most: int, seconds: int) -> None:
    """Count one try, or raise `TooOften` where `most` were made in this stretch of `seconds`.

    `name`: what is tried, as "links.open"; `key`: by whom or on what, whether or not it exists, so
    that a refusal tells nothing about existence. Each try takes a place of its own in the cache,
    and a place is given once, however many processes ask. Call it before the transaction of the
    deed: what is rolled back was not counted. A try that was refused is not counted again.
    """
    stretch = rules.stretch(timezone.now().timestamp(), seconds)
    mark = cipher.keyed_hash(f"limit:{name}", key)
    places = [f"limit:{name}:{mark}:{stretch}:{place}" for place in range(most)]
    taken = cache.get_many(places)
    for place in places:
        if place not in taken and cache.add(place, 1, timeout=seconds):
            return
    raise rules.TooOften
