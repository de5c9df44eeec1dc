"""Working hours: from what somebody works every week to instants, whatever the clocks do.

Hours are wall time: nine o'clock stays nine o'clock when the clocks change. A wall time that
happens twice means the first; one that is jumped over means the jump. So hours that follow each
other on the clock follow each other in time, on days of 23 and of 25 hours too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from withness.values.rules import spans, wall
from withness.values.rules.refusals import Refusal
from withness.values.rules.spans import Span

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
LAST_WEEKDAY = 6


class HoursTouch(Refusal):
    """Two of somebody's hours on one weekday overlap; carries `weekday`."""

    code = "hours_overlap"


class NoTime(Refusal):
    """Hours that end when they begin."""

    code = "no_time"


@dataclass(frozen=True, slots=True)
class Weekly:
    """Hours on one weekday (0 is Monday) in wall time.

    `ends` at or before `begins` lies on the next day: 00:00 is midnight at the end of the day.
    `from_on` and `until_on` are the first and the last day on which the hours begin.
    """

    weekday: int
    begins: time
    ends: time
    from_on: date | None = None
    until_on: date | None = None

    def held_on(self, day: date) -> bool:
        """Whether these hours begin on that day."""
        return (
            day.weekday() == self.weekday
            and (self.from_on is None or self.from_on <= day)
            and (self.until_on is None or day <= self.until_on)
        )

    @property
    def minutes(self) -> int:
        """How long they last on an ordinary day."""
        begins, ends = (at.hour * 60 + at.minute for at in (self.begins, self.ends))
        return ends - begins + (24 * 60 if ends <= begins else 0)


def working(hours: Iterable[Weekly], window: Span, zone: str) -> tuple[Span, ...]:
    """Return when somebody with these hours works inside the window, sorted and joined."""
    every = tuple(hours)
    found: list[Span] = []
    day = wall.wall_time(window.start, zone).date() - DAY
    last = wall.wall_time(window.end, zone).date()
    while day <= last:
        for one in every:
            if one.held_on(day):
                ends_on = day if one.begins < one.ends else day + DAY
                start, end = edge(day, one.begins, zone), edge(ends_on, one.ends, zone)
                inside = Span(start, max(start, end)).clipped(window)
                if inside is not None:
                    found.append(inside)
        day += DAY
    return spans.merged(found)


def days_between(first: date | None, without: date | None, window: Span, zone: str) -> Span | None:
    """Return the part of the window from the day `first` until the day `without` begins."""
    start = window.start if first is None else max(window.start, edge(first, time(), zone))
    end = window.end if without is None else min(window.end, edge(without, time(), zone))
    return Span(start, end) if start < end else None


@lru_cache(maxsize=20_000)
def edge(day: date, at: time, zone: str) -> datetime:
    """Return the first instant at which a clock there shows that time, or the jump over it."""
    there = ZoneInfo(zone)
    meant = datetime.combine(day, at)
    first = meant.replace(tzinfo=there, fold=0).astimezone(UTC)
    if first.astimezone(there).replace(tzinfo=None) == meant:
        return first
    return _jump(meant.replace(tzinfo=there, fold=1).astimezone(UTC), first, there)


def _jump(before: datetime, after: datetime, there: ZoneInfo) -> datetime:
    """Return the instant between the two at which the clock jumps, to the second."""
    old = before.astimezone(there).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) / 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(there).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def checked(hours: Iterable[Weekly]) -> tuple[Weekly, ...]:
    """Return the hours sorted; raise `NoTime` or `HoursTouch` where they make no sense."""
    every = sorted(hours, key=lambda one: (one.weekday, one.begins, one.ends))
    for number, one in enumerate(every):
        if one.begins == one.ends != time():
            raise NoTime(weekday=one.weekday)
        for other in every[number + 1 :]:
            if other.weekday == one.weekday and _together(one, other) and _meet(one, other):
                raise HoursTouch(weekday=one.weekday)
    return tuple(every)


def _together(one: Weekly, other: Weekly) -> bool:
    """Whether there is a day on which both are held."""
    begins = max(one.from_on or date.min, other.from_on or date.min)
    return begins <= min(one.until_on or date.max, other.until_on or date.max)


def _meet(one: Weekly, other: Weekly) -> bool:
    """Whether the later begins before the earlier ends, on the clock of one day."""
    return one.ends <= one.begins or other.begins < one.ends


def hours_a_week(hours: Iterable[Weekly]) -> float:
    """Return how many hours a week these are, in wall time."""
    return sum(one.minutes for one in hours) / 60
