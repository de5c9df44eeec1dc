"""Counting how many ask, in the cache that all processes share. No address is kept as it is."""

import time

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from withness.contacts.rules import flood


def too_many(request: HttpRequest) -> bool:
    """Count one who asks, and return whether it is one too many in a short time."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    mark = salted_hmac("withness.contacts.flood", address).hexdigest()[:32]
    stretch = flood.window(time.time())
    here, all_of_them = f"ask:{stretch}:{mark}", f"ask:{stretch}:all"
    counts = cache.get_many([here, all_of_them])
    if flood.too_many(
        address=address, from_there=counts.get(here, 0), in_all=counts.get(all_of_them, 0)
    ):
        return True
    more = {key: counts.get(key, 0) + 1 for key in (here, all_of_them)}
    cache.set_many(more, timeout=2 * flood.SPAN)
    return False
