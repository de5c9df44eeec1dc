"""At which times several practitioners could meet together."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from withness.values.rules import wall
from withness.values.rules.spans import Span, merged

STEP = 30  # minutes


def common(frees: Sequence[Iterable[Span]]) -> tuple[Span, ...]:
    """Return when all of them are free at once; nothing where nobody is asked."""
    if not frees:
        return ()
    shared = merged(frees[0])
    for spans in frees[1:]:
        other = merged(spans)
        shared = merged(
            cut for one in shared for two in other if (cut := one.clipped(two)) is not None
        )
    return shared


def starts(
    shared: Iterable[Span], *, minutes: int, zone: str, after: datetime
) -> tuple[datetime, ...]:
    """Return the wall times (naive) of full and half hours at which a meeting would fit.

    A time the clock jumps over is left out; one that comes twice stands once.
    """
    found: set[datetime] = set()
    for span in shared:
        at = _next_half_hour(wall.wall_time(max(span.start, after), zone))
        last = wall.wall_time(span.end, zone)
        while at < last:
            if _fits(at, minutes, zone, span, after):
                found.add(at)
            at += timedelta(minutes=STEP)
    return tuple(sorted(found))


def _fits(at: datetime, minutes: int, zone: str, span: Span, after: datetime) -> bool:
    try:
        begins = wall.instant(at, zone)
    except wall.NotOnTheClock:
        return False
    return begins >= after and span.holds(Span(begins, wall.ends(begins, minutes)))


def _next_half_hour(at: datetime) -> datetime:
    midnight = datetime.combine(at.date(), time())
    passed = at - midnight
    step = timedelta(minutes=STEP)
    return midnight + step * -(-passed // step)
