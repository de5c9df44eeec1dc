"""The short extract of a meeting for the record system that a health service must also keep."""

from datetime import datetime, timedelta

from withness.consents.rules.outside import Matter

# What an extract tells; the patient number says only whose it is.
MATTERS = frozenset({Matter.THAT, Matter.WHEN, Matter.AGREED})
SHORTEST = timedelta(minutes=10)
LONGEST = timedelta(hours=5)
STEP = 5


def length(begun_at: datetime | None, held_at: datetime | None, agreed_minutes: int) -> int:
    """Return how long a meeting was, in minutes, to the nearest five.

    From its beginning to its closing where both say something likely; a meeting that was closed
    days later, or at once, counts as long as it was agreed.
    """
    if begun_at is None or held_at is None:
        return agreed_minutes
    took = held_at - begun_at
    if not SHORTEST <= took <= LONGEST:
        return agreed_minutes
    return round(took / timedelta(minutes=STEP)) * STEP
