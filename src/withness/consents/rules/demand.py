"""A lawful demand (court, coroner, regulator): two named duties open a named scope together.

Pure. One proposes, another person with the other duty confirms; it is open in the named hours
alone, to those two alone, and never by a duty as such (promise 4).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Duty, Kind

LONGEST = timedelta(hours=72)  # of the hours that one demand may name
AHEAD = timedelta(days=90)  # the hours begin at most so far ahead
ASK_WITHIN = timedelta(days=366)  # whether it may be told is asked again at least so often
USUAL = (Duty.DATA_PROTECTION, Duty.ACCOUNTS)


class May(StrEnum):
    """Whether the order lets the network be told."""

    NOW = "now"
    FROM = "from"  # from a day on
    NOT_YET = "not_yet"  # it forbids it; asked again at a day


class Stand(StrEnum):
    """Where a demand stands."""

    WAITS = "waits"  # for the other duty
    LAPSED = "lapsed"  # nobody confirmed it before its hours were over
    AHEAD = "ahead"
    OPEN = "open"
    OVER = "over"
    ENDED = "ended"  # by one of the two, before its end


class ScopeWanted(Refusal):
    """A demand names a time in which something was said, and what of it is opened."""

    code = "scope_wanted"


class HoursWanted(Refusal):
    """A demand names the hours in which it is open: not past, and not longer than three days."""

    code = "hours_wanted"


class OrderWanted(Refusal):
    """A demand names who ordered it and by which reference."""

    code = "order_wanted"


class DayWanted(Refusal):
    """When the network may be told, or when to ask again, is a day to come."""

    code = "day_wanted"


class AnotherPerson(Refusal):
    """Nobody confirms what they proposed themselves, whatever duties they keep."""

    code = "another_person"


class TwoDuties(Refusal):
    """The two duties are two."""

    code = "two_duties"


class StandsOtherwise(Refusal):
    """It was confirmed, ended or told already, or its hours are over."""

    code = "stands_otherwise"


@dataclass(frozen=True, slots=True)
class Scope:
    """What is opened, of which time, in which hours."""

    said_from: datetime
    said_until: datetime
    kinds: frozenset[Kind]
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Telling:
    """Whether the network may be told; `day` is from when, or when to ask again."""

    may: May
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """What decides where a demand stands."""

    opens_at: datetime
    closes_at: datetime
    confirmed_at: datetime | None
    ended_at: datetime | None


def scope(given: Scope, now: datetime) -> Scope:
    """Return a scope that can be proposed, or raise `ScopeWanted`, `HoursWanted`."""
    if given.said_from >= given.said_until or not given.kinds:
        raise ScopeWanted
    length = given.closes_at - given.opens_at
    if not timedelta(0) < length <= LONGEST or given.closes_at <= now:
        raise HoursWanted
    if given.opens_at > now + AHEAD:
        raise HoursWanted
    return given


def telling(given: Telling, today: date) -> Telling:
    """Return whether it may be told, with its day, or raise `DayWanted`."""
    if given.may == May.NOW:
        return Telling(May.NOW)
    latest = today + ASK_WITHIN if given.may == May.NOT_YET else date.max
    if given.day is None or not today < given.day <= latest:
        raise DayWanted
    return given


def is_due(given: Telling, today: date) -> bool:
    """Whether the network is told now."""
    return given.may == May.NOW or (
        given.may == May.FROM and given.day is not None and given.day <= today
    )


def asks_again(given: Telling, today: date) -> bool:
    """Whether somebody asks now whether it may be told."""
    return given.may == May.NOT_YET and given.day is not None and given.day <= today


def pair(first: Duty, second: Duty) -> tuple[Duty, Duty]:
    """Return the two duties, or raise `TwoDuties`."""
    if first == second:
        raise TwoDuties
    return first, second


def proposer(duties: frozenset[Duty], two: tuple[Duty, Duty]) -> tuple[Duty, Duty] | None:
    """Return by which of the two somebody proposes and which one confirms; None: by neither."""
    first, second = two
    if first in duties:
        return first, second
    return (second, first) if second in duties else None


def stand(times: Times, now: datetime) -> Stand:
    """Return where a demand stands at that instant."""
    if times.ended_at is not None:
        return Stand.ENDED
    if times.confirmed_at is None:
        return Stand.WAITS if now < times.closes_at else Stand.LAPSED
    if now < times.opens_at:
        return Stand.AHEAD
    return Stand.OPEN if now < times.closes_at else Stand.OVER
