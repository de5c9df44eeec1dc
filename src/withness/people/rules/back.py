"""Getting back in after everything was lost: by which way, from when, and who can stop it.

Two ways. People whom one named oneself, beforehand, tell a code by voice; or a practitioner of the
network says that they know the person and spoke with them. Both only make a new way in, both wait,
both are told on every other way there is, and everybody who is told can stop them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from withness.values.rules.refusals import Refusal

MOST_NAMED = 3
ASKING_LASTS = timedelta(hours=24)  # so long the named people can be rung
MOST_WRONG = 5  # tries at the codes of one asking


class Way(StrEnum):
    """How somebody gets back in."""

    NAMED = "named"
    KNOWN = "known"  # by a practitioner who knows them


class State(StrEnum):
    """Where getting back in stands."""

    ASKING = "asking"  # the named people have not said yes yet
    WAITING = "waiting"  # enough said yes; everybody can stop it
    GOOD = "good"  # the waiting is over
    STOPPED = "stopped"
    DONE = "done"
    OVER = "over"  # nobody said yes in time


class Stop(StrEnum):
    """Who stopped it."""

    SELF = "self"
    CHANNEL = "channel"  # whoever reads one of the other ways to reach the person
    NAMED = "named"
    PRACTITIONER = "practitioner"


class EnoughNamed(Refusal):
    """Three people are named already."""

    code = "enough_named"


class NotThatMany(Refusal):
    """One or two must say yes, and no more than are named."""

    code = "not_that_many"


class UnderWay(Refusal):
    """Somebody is getting back in already."""

    code = "back_under_way"


class NotOver(Refusal):
    """It is stopped, done or over: there is nothing to stop or to say yes to."""

    code = "back_over"


class NobodyToTell(Refusal):
    """There is no other way and nobody else in the network who would hear of it."""

    code = "nobody_to_tell"


class NotYourself(Refusal):
    """Whoever said it first cannot be the second one, too."""

    code = "not_yourself"


@dataclass(frozen=True, slots=True)
class Back:
    """What a row says about getting back in.

    `yes` of `needs` have said yes. `good_from`: None while not enough did.
    """

    way: Way
    asked_at: datetime
    needs: int
    yes: int
    good_from: datetime | None
    stopped: bool = False
    done: bool = False


def state(back: Back, now: datetime) -> State:
    """Return where getting back in stands at a moment."""
    if back.stopped:
        return State.STOPPED
    if back.done:
        return State.DONE
    if back.good_from is not None:
        return State.GOOD if now >= back.good_from else State.WAITING
    return State.OVER if now >= back.asked_at + ASKING_LASTS else State.ASKING


def goes_on(back: Back, now: datetime) -> bool:
    """Whether it can still end in a new way in; so long whoever is told may stop it."""
    return state(back, now) in (State.ASKING, State.WAITING, State.GOOD)


def after_a_yes(back: Back, now: datetime, grace: timedelta) -> datetime | None:
    """Return from when it is good once enough have said yes; None while more must."""
    return back.good_from or (now + grace if back.yes >= back.needs else None)


def needed(named: int, wanted: int) -> int:
    """Return how many of the named people must say yes, or raise `NotThatMany`."""
    if wanted not in (1, 2) or wanted > named:
        raise NotThatMany
    return wanted


def practitioners_needed(channels: Iterable[object], others: int) -> int:
    """Return how many practitioners must say that they know the person: one, or two.

    One is enough where some other way to the person hears of it. Where there is none, a second
    practitioner of the network must say so, too; with nobody else there it is `NobodyToTell`.
    """
    if any(True for _ in channels):
        return 1
    if others == 0:
        raise NobodyToTell
    return 2
