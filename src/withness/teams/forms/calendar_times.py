"""Instants and lengths of an event, with the zone that floating and all-day times are read in."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from withness.values.rules.spans import Span

EARLIEST = datetime(1, 1, 3, tzinfo=UTC)
LATEST = datetime(9999, 12, 28, tzinfo=UTC)
LENGTH = re.compile(
    r"(?P<sign>[+-]?)P(?:(?P<weeks>\d{1,6})W)?(?:(?P<days>\d{1,7})D)?"
    r"(?:T(?:(?P<hours>\d{1,8})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9})S)?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Home:
    """The zones in which times without a zone of their own are read."""

    all_day: tzinfo
    floating: tzinfo


def clock(when: date) -> datetime:
    """Return what calendar and clock show where it happens."""
    if not isinstance(when, datetime):
        return datetime.combine(when, time())
    return when.replace(tzinfo=None)


def instant(when: date, home: Home) -> datetime:
    """Return the UTC instant of a date (its first moment) or date-time, read at home if bare.

    Times outside the years that can be counted are moved to the nearest that can.
    """
    if not isinstance(when, datetime):
        when = datetime.combine(when, time(), home.all_day)
    elif when.tzinfo is None:
        when = when.replace(tzinfo=home.floating)
    try:
        return min(max(when.astimezone(UTC), EARLIEST), LATEST)
    except OverflowError:
        return EARLIEST if when.year == 1 else LATEST


def shifted(moment: datetime, by: timedelta) -> datetime:
    """Return the moment moved, staying inside the years that can be counted."""
    try:
        return min(max(moment + by, EARLIEST), LATEST)
    except OverflowError:
        return EARLIEST if by < timedelta() else LATEST


def later(start: date, length: str, home: Home) -> datetime:
    """Return the end of something that starts and lasts as an RFC 5545 duration says.

    Weeks and days go by the wall clock, hours and minutes by the stopwatch: on the night the
    clocks change, `P1D` ends at the same hour and `PT24H` an hour off. Raises ValueError.
    """
    days, exact = _parted(length)
    try:
        nominal = start + days
    except OverflowError:
        return EARLIEST if days < timedelta() else LATEST
    return shifted(instant(nominal, home), exact)


def ordered(start: datetime, end: datetime) -> Span:
    """Return the span between two instants, even if an event ends before it starts."""
    return Span(min(start, end), max(start, end))


def _parted(length: str) -> tuple[timedelta, timedelta]:
    found = LENGTH.match(length.strip())
    if not found:
        raise ValueError("not a duration")
    number = {name: int(found[name] or 0) for name in LENGTH.groupindex if name != "sign"}
    sign = -1 if found["sign"] == "-" else 1
    try:
        days = timedelta(weeks=number["weeks"], days=number["days"])
        exact = timedelta(
            hours=number["hours"], minutes=number["minutes"], seconds=number["seconds"]
        )
    except OverflowError as error:
        raise ValueError("longer than time") from error
    return sign * days, sign * exact
