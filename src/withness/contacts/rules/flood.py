"""When so many ask in a short time that most of it cannot be people."""

SPAN = 10 * 60  # seconds in which they are counted
FROM_ONE_PLACE = 12  # a ward or a family behind one address may well ask several times
IN_ALL = 200
HERE = frozenset({"", "127.0.0.1", "::1"})  # a proxy on the same machine: many people at once


def window(seconds: float) -> int:
    """Return the number of the stretch of time that an instant (Unix seconds) lies in."""
    return int(seconds) // SPAN


def too_many(*, address: str, from_there: int, in_all: int) -> bool:
    """Whether one more is too many, after so many from this address and in all of one stretch."""
    return in_all >= IN_ALL or (address not in HERE and from_there >= FROM_ONE_PLACE)
