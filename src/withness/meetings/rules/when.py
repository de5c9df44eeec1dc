"""When a meeting takes place: wall time and zone as agreed, and the instants that follow."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from withness.values.rules import wall
from withness.values.rules.refusals import Refusal
from withness.values.rules.spans import Span

SHORTEST = 15
LONGEST = 8 * 60
USUAL = 90  # domain, section 5
FARTHEST = timedelta(days=2 * 366)
GRACE = timedelta(minutes=10)  # "now" takes a moment to type


class NotThen(Refusal):
    """That is no time for a meeting.

    Codes: `lasts_too_short`, `lasts_too_long`, `past`, `too_far`.
    """

    code = "not_then"


@dataclass(frozen=True, slots=True)
class Agreed:
    """A time that was agreed: wall time (naive), IANA zone, minutes, and the instants.

    `comes_twice`: the clocks go back and show this time twice; the first one is meant.
    """

    wall_start: datetime
    zone: str
    minutes: int
    span: Span
    comes_twice: bool = False


def agreed(*, wall_start: datetime, zone: str, minutes: int, now: datetime) -> Agreed:
    """Return the time of a meeting, or raise `NotThen`, `NotOnTheClock`, `UnknownZone`.

    `wall_start` naive; `minutes` elapsed time, so that a night with 23 or 25 hours shortens or
    lengthens nothing. Where a wall time comes twice the first one is meant.
    """
    if minutes < SHORTEST:
        raise NotThen("lasts_too_short", least=SHORTEST)
    if minutes > LONGEST:
        raise NotThen("lasts_too_long", most=LONGEST // 60)
    clean = wall_start.replace(second=0, microsecond=0)
    starts_at = _instant(clean, zone)
    if starts_at < now - GRACE:
        raise NotThen("past")
    if starts_at > now + FARTHEST:
        raise NotThen("too_far")
    span = Span(starts_at, wall.ends(starts_at, minutes))
    return Agreed(clean, zone, minutes, span, comes_twice(clean, zone))


def comes_twice(wall_start: datetime, zone: str) -> bool:
    """Whether the clocks of a zone show this wall time twice."""
    there = wall_start.replace(tzinfo=wall.zone_named(zone))
    return there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()


def ends_on_next_day(wall_start: datetime, zone: str, minutes: int) -> bool:
    """Whether a meeting goes past midnight."""
    over = wall.wall_time(wall.ends(wall.instant(wall_start, zone), minutes), zone)
    return over.date() > wall_start.date() and over.time() != over.min.time()


def _instant(wall_start: datetime, zone: str) -> datetime:
    try:
        return wall.instant(wall_start, zone)
    except OverflowError:
        raise NotThen("past" if wall_start.year < FIRST_YEAR else "too_far") from None


FIRST_YEAR = 2000
