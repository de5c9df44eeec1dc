"""What the one who asked may see of the promise (promise 8)."""

from enum import StrEnum

from withness.contacts.rules.states import End


class Sees(StrEnum):
    """How much a caller sees."""

    PROMISE = "promise"  # who holds it, until when, what next, how it ended
    TAKEN_UP = "taken_up"  # that it was taken up, and help for themselves


def sees(*, is_centre: bool, reached: bool, ended: bool, may_know: bool) -> Sees:
    """Return how much the caller sees.

    `is_centre`: the caller asked for themselves. `reached`: the person at the centre was reached.
    `may_know`: that person said the caller may be told more. An ended promise counts as reached,
    so that a "no" looks like everything else.
    """
    if is_centre or may_know or not (reached or ended):
        return Sees.PROMISE
    return Sees.TAKEN_UP


def told_end(end: End | None, *, is_centre: bool) -> End | None:
    """Return the end a caller is told who sees the promise.

    How somebody else said no, or where they went instead, is theirs to tell: a caller who may
    know more still hears only of a meeting that was held.
    """
    return end if is_centre or end == End.HELD else None


def may_take_back(*, is_centre: bool, ended: bool) -> bool:
    """Whether the caller's own word ends the promise; others may only ask not to be rung."""
    return is_centre and not ended
