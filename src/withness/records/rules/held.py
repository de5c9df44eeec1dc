"""Entries that a practitioner holds back in the open (promises 1 and 15)."""

from datetime import date, timedelta

from withness.values.rules.refusals import Refusal

LONGEST = 92  # days until it is looked at again, where the law of the place says no other


class NoSuchGround(Refusal):
    """An entry is held back on a ground that the service's jurisdiction knows, and on no other."""

    code = "no_such_ground"


class LookSooner(Refusal):
    """An entry is looked at again on a day to come, and before too long. `most`: in days."""

    code = "look_sooner"


def again_on(chosen: date, *, today: date, longest: int = LONGEST) -> date:
    """Return the day on which an entry is looked at again, or raise `LookSooner`."""
    if not today < chosen <= today + timedelta(days=longest):
        raise LookSooner(most=longest)
    return chosen


def is_overdue(again: date, *, today: date) -> bool:
    """Whether the day for looking again has passed. On the day itself it has not."""
    return again < today


def is_offered(*, is_peer: bool, takes_on: bool) -> bool:
    """Whether the form is offered: a duty under law to a peer only where they chose it."""
    return takes_on or not is_peer
