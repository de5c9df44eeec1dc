"""Counts that are too small to show (promise 14)."""

SMALLEST = 5


def shown(count: int) -> int | None:
    """Return the count where it may be shown, None where it is between one and four.

    None at all is shown as nought: it speaks of nobody.
    """
    return None if 0 < count < SMALLEST else count
