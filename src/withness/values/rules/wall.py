"""Wall time: what a clock in the room shows, and the instants it stands for.

Hours and agreed meetings keep wall time and zone, so that a change of law moves the instant and
not the appointment.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from withness.values.rules.refusals import Refusal


class NotOnTheClock(Refusal):
    """That wall time does not exist in the zone: the clock jumps over it."""

    code = "not_on_the_clock"


class UnknownZone(Refusal):
    """No such time zone."""

    code = "unknown_zone"


def zone_named(name: str) -> ZoneInfo:
    """Return the IANA zone of that name, or raise `UnknownZone`."""
    if name not in _names():
        raise UnknownZone(zone=name[:80])
    return ZoneInfo(name)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The zones of this machine, read once: reading them walks over hundreds of files."""
    return frozenset(available_timezones())


def instant(wall: datetime, zone: str) -> datetime:
    """Return the UTC instant of a naive wall time in an IANA zone.

    A wall time that happens twice (clocks go back) means the first. One that never happens
    (clocks go forward) raises `NotOnTheClock`.
    """
    if wall.tzinfo is not None:
        raise ValueError("wall time carries no zone of its own")
    there = wall.replace(tzinfo=zone_named(zone), fold=0)
    moment = there.astimezone(UTC)
    if moment.astimezone(there.tzinfo).replace(tzinfo=None) != wall:
        raise NotOnTheClock(wall=wall)
    return moment


def wall_time(moment: datetime, zone: str) -> datetime:
    """Return what a clock in `zone` shows at `moment`, naive."""
    return moment.astimezone(zone_named(zone)).replace(tzinfo=None)


def ends(moment: datetime, minutes: int) -> datetime:
    """Return the instant so many minutes later; a night with 23 or 25 hours changes nothing."""
    return moment + timedelta(minutes=minutes)
