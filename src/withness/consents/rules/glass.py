"""Breaking the glass: one practitioner, one network, one hour, with a reason, told to everyone.

Pure. The hour cannot be made longer: another breaking is another telling.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from withness.values.rules import text
from withness.values.rules.refusals import Refusal

HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)
LETTERS = 12  # fewer say nothing to whoever reads them
LOOKED_AT = 3  # so many by one practitioner in a day, and data protection is asked to look
MOST_A_DAY = 6  # then a colleague is asked instead


class ReasonWanted(Refusal):
    """Nobody opens a network they do not belong to without saying why, in words."""

    code = "reason_wanted"


class OpenAlready(Refusal):
    """This practitioner opened this network within the hour; it is open, and told."""

    code = "open_already"


class TooManyToday(Refusal):
    """One practitioner opened so many networks in a day that a colleague should be asked."""

    code = "too_many_today"


class ClosedAlready(Refusal):
    """The hour is over, or was ended before."""

    code = "closed_already"


def reason(typed: str) -> str:
    """Return a reason as it was typed, or raise `ReasonWanted`, `TooLong`."""
    kept = text.kept(typed, text.SHORT)
    if sum(letter.isalpha() for letter in kept) < LETTERS:
        raise ReasonWanted(least=LETTERS)
    return kept


def ends(begun_at: datetime) -> datetime:
    """Return when the glass closes by itself."""
    return begun_at + HOUR


def is_open(
    begun_at: datetime, ends_at: datetime, closed_at: datetime | None, now: datetime
) -> bool:
    """Whether it is open at that instant; never longer than an hour, whatever is written."""
    return closed_at is None and begun_at <= now < min(ends_at, ends(begun_at))


def until(ends_at: datetime, closed_at: datetime | None) -> datetime:
    """Return until when it was open."""
    return ends_at if closed_at is None else min(ends_at, closed_at)


def may_open(earlier: Iterable[datetime], now: datetime) -> None:
    """Do nothing, or raise `TooManyToday`; given when the same practitioner broke it before."""
    if _within_a_day(earlier, now) >= MOST_A_DAY:
        raise TooManyToday(most=MOST_A_DAY)


def is_unusual(times: Iterable[datetime], now: datetime) -> bool:
    """Whether one practitioner broke it so often in a day that somebody should look."""
    return _within_a_day(times, now) >= LOOKED_AT


def _within_a_day(times: Iterable[datetime], now: datetime) -> int:
    return sum(now - DAY < one <= now for one in times)
