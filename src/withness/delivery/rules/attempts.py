"""How long to wait before trying again, and when a person has to look at it."""

from datetime import timedelta

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
LONGEST = PAUSES[-1]
MOST = timedelta(days=3)  # a message that waited so long is told by a person instead
LEASE = timedelta(minutes=5)  # longer than any single sending takes


def pause(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts (from 1), None to give up.

    The pauses grow and stay at twelve hours; all together they never pass three days.
    """
    if attempts < 1:
        raise ValueError("a pause follows an attempt")
    steps = [_step(number) for number in range(attempts)]
    return steps[-1] if sum(steps, timedelta()) <= MOST else None


def _step(number: int) -> timedelta:
    return PAUSES[number] if number < len(PAUSES) else LONGEST
