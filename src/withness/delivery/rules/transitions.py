"""When the clocks of a zone change: what a calendar file must say about its zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """The clocks change: what they show at that moment, and the offsets before and after."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def changes(zone: ZoneInfo, first: datetime, last: datetime) -> tuple[Change, ...]:
    """Return what holds from the instant `first` on, and every change until `last`.

    The first entry is no change: its two offsets are the same.
    """
    found = [_change(zone, first, _offset(zone, first))]
    day = first
    while day < last:
        if _offset(zone, day) != _offset(zone, day + DAY):
            moment = _between(zone, day, day + DAY)
            found.append(_change(zone, moment, _offset(zone, day)))
        day += DAY
    return tuple(found)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _between(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """Return the first instant with the later offset, by halving."""
    before = _offset(zone, early)
    while late - early > SECOND:
        middle = (early + (late - early) / 2).replace(microsecond=0)
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    return late


def _change(zone: ZoneInfo, moment: datetime, before: timedelta) -> Change:
    there = moment.astimezone(zone)
    return Change(
        wall=(moment.astimezone(UTC) + before).replace(tzinfo=None),
        before=before,
        after=_offset(zone, moment),
        name=there.tzname() or "",
        is_summer=bool(there.dst()),
    )
