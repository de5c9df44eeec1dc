"""At which times practitioners could meet, day by day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from withness.access.policy import works_here
from withness.access.rules import NotAllowed
from withness.meetings.queries import bookings
from withness.meetings.rules import free
from withness.values.rules import wall
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class DayFact:
    """One day with the wall times (naive) at which a meeting would fit."""

    day: date
    times: tuple[datetime, ...]


def days(
    viewer: Viewer,
    practitioner_ids: Collection[UUID],
    *,
    first: date,
    count: int,
    minutes: int,
    zone: str,
    now: datetime,
    but: UUID | None = None,
) -> tuple[DayFact, ...]:
    """Return `count` days from `first` in `zone`, each with the times all of them could meet.

    For those who work here. Five queries, however many people and days.
    """
    if not works_here.holds(viewer, None):
        raise NotAllowed
    begins = _midnight(first, zone)
    window = Span(begins, max(begins, _midnight(first + timedelta(days=count), zone)))
    frees = bookings.free(practitioner_ids, window, but)
    shared = free.common([frees[one] for one in dict.fromkeys(practitioner_ids)])
    by_day: dict[date, list[datetime]] = {first + timedelta(days=n): [] for n in range(count)}
    for start in free.starts(shared, minutes=minutes, zone=zone, after=max(now, begins)):
        by_day[start.date()].append(start)
    return tuple(DayFact(day, tuple(times)) for day, times in by_day.items())


def _midnight(day: date, zone: str) -> datetime:
    at = datetime.combine(day, time())
    while True:
        try:
            return wall.instant(at, zone)
        except wall.NotOnTheClock:  # some zones change their clocks at midnight
            at += timedelta(minutes=30)
