"""The promise of a first meeting: until when, how long is left, who is told, and how it may end.

It runs from the moment somebody asked, in instants: it never pauses, and a night of 23 or 25 hours
changes nothing (promise 8). Source: first meeting within 24 hours, Seikkula et al., 2006.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from withness.contacts.rules.states import End
from withness.values.rules.refusals import Refusal

MINUTE = timedelta(minutes=1)
OVER = 0  # the mark of the last warning: the promise has run out


class AlreadyEnded(Refusal):
    """The promise has ended; how it ended stands."""

    code = "already_ended"


class NotReached(Refusal):
    """Only the person themselves says no or later, and nobody has reached them yet."""

    code = "not_reached"


class NotNamed(Refusal):
    """Another service takes it up only under its name."""

    code = "not_named"


class OnlyByMeeting(Refusal):
    """A promise is kept by a meeting that was held, and by nothing else."""

    code = "only_by_meeting"


@dataclass(frozen=True, slots=True)
class Left:
    """How long is left, without words: whole days, hours and minutes, or how long it is over."""

    over: bool
    days: int
    hours: int
    minutes: int


def until(asked_at: datetime, hours: int) -> datetime:
    """Return the instant at which the promise runs out."""
    return asked_at + timedelta(hours=hours)


def left(promised_until: datetime, now: datetime) -> Left:
    """Return how long is left; a minute begun counts as a minute."""
    rest = promised_until - now
    over = rest <= timedelta(0)
    minutes = -(-abs(rest) // MINUTE) if not over else abs(rest) // MINUTE
    return Left(over, minutes // 1440, minutes % 1440 // 60, minutes % 60)


def share_run(asked_at: datetime, promised_until: datetime, now: datetime) -> int:
    """Return how much of the promise has run, in whole per cent from 0 to 100."""
    whole = promised_until - asked_at
    if whole <= timedelta(0):
        return 100
    return max(0, min(100, (now - asked_at) * 100 // whole))


def nearest_first(promised_until: datetime, contact_id: UUID) -> tuple[datetime, UUID]:
    """Return what to order open promises by: the one that runs out first stands first."""
    return promised_until, contact_id


@dataclass(frozen=True, slots=True)
class Due:
    """Which warning is given now, and which marks it settles.

    `mark`: hours before the end, or `OVER`. `everyone`: all on duty hear it, not the holder alone.
    `settled`: every mark whose time has come, so that a worker that slept speaks once.
    """

    mark: int
    everyone: bool
    settled: tuple[int, ...]


def warning(
    asked_at: datetime,
    promised_until: datetime,
    now: datetime,
    *,
    hours: Iterable[int],
    told: Iterable[int],
) -> Due | None:
    """Return the warning that is due at `now`, or None.

    `hours`: the service's hours before the end; those longer than the promise itself are left out.
    `told`: marks of warnings already given. The first hour is for the holder, later ones and the
    end are for all on duty.
    """
    marks = {h for h in hours if h > OVER and promised_until - timedelta(hours=h) > asked_at}
    come = {h for h in marks | {OVER} if promised_until - timedelta(hours=h) <= now}
    new = come - set(told)
    if not new:
        return None
    mark = min(come)
    if mark not in new:
        return None
    return Due(mark, mark != max(marks, default=None), tuple(sorted(come, reverse=True)))


def may_end(end: End, *, ended: bool, reached: bool, words: str) -> None:
    """Do nothing where a promise may end so by somebody's word, else raise why not."""
    if ended:
        raise AlreadyEnded
    if end == End.HELD:
        raise OnlyByMeeting
    if end in (End.NO, End.LATER) and not reached:
        raise NotReached
    if end == End.ELSEWHERE and not words:
        raise NotNamed


def is_kept(end: End | None) -> bool:
    """Whether a promise was kept: only a meeting held keeps it."""
    return end == End.HELD
