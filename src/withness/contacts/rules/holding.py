"""Who holds a promise: exactly one at any time, and it passes on only when somebody takes it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.values.rules.refusals import Refusal


class TakenMeanwhile(Refusal):
    """Somebody else took it since the page was read."""

    code = "taken_meanwhile"


@dataclass(frozen=True, slots=True)
class Held:
    """One stretch of holding: who, from, until; None for still."""

    holder_id: UUID
    from_at: datetime
    until_at: datetime | None = None


def taken(stretches: tuple[Held, ...], *, by: UUID, at: datetime) -> tuple[Held, ...]:
    """Return the stretches after somebody takes the promise; whoever has it keeps it.

    The old stretch ends at the instant the new one begins, so that no moment has two holders or
    none. An instant before the last stretch began counts as that beginning.
    """
    *before, last = stretches
    if last.holder_id == by:
        return stretches
    moment = max(at, last.from_at)
    return (*before, Held(last.holder_id, last.from_at, moment), Held(by, moment))


def holder_at(stretches: tuple[Held, ...], at: datetime) -> UUID | None:
    """Return who held it at an instant, None before anybody asked or after it ended."""
    for one in stretches:
        if one.from_at <= at and (one.until_at is None or at < one.until_at):
            return one.holder_id
    return None
