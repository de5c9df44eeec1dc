"""Whether two meetings of one practitioner clash, the way between them included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from withness.meetings.rules.states import Where
from withness.values.rules.refusals import Refusal
from withness.values.rules.spans import Span

AWAY = frozenset({Where.HOME, Where.WARD, Where.ELSEWHERE})
MOST_TRAVEL = 4 * 60
NEAR = timedelta(hours=3)  # meetings so close follow each other


class Taken(Refusal):
    """Somebody has another meeting then; carries `who`, the practitioners' ids."""

    code = "taken"


class NotFree(Refusal):
    """Somebody does not work then, is away, or is busy; carries `who`, the practitioners' ids."""

    code = "not_free"


class TravelWanted(Refusal):
    """Meetings away from the base follow each other: how long is the way?"""

    code = "travel_wanted"


class TooFarAway(Refusal):
    """The way takes longer than anybody travels to a meeting."""

    code = "too_far_away"


@dataclass(frozen=True, slots=True)
class Booking:
    """One practitioner's time in one meeting: the meeting itself, and with the way."""

    practitioner_id: UUID
    span: Span
    with_way: Span
    where: Where = Where.CLINIC


def with_way(span: Span, travel_minutes: int) -> Span:
    """Return the span with the way kept free before and after."""
    way = timedelta(minutes=travel_minutes)
    return Span(span.start - way, span.end + way)


def clash(one: Booking, other: Booking) -> bool:
    """Whether one practitioner cannot do both: the pause must hold the longer of the two ways."""
    if one.practitioner_id != other.practitioner_id:
        return False
    return one.with_way.overlaps(other.span) or one.span.overlaps(other.with_way)


def taken(wanted: Iterable[Booking], booked: Iterable[Booking]) -> tuple[UUID, ...]:
    """Return the practitioners who are booked already, in the order of `wanted`."""
    known = tuple(booked)
    return tuple(one.practitioner_id for one in wanted if any(clash(one, other) for other in known))


def travel(
    asked: int | None, *, where: Where, span: Span, booked: Iterable[Booking], usual: int
) -> int:
    """Return the minutes to keep free on both sides.

    Nothing for a meeting online. Where nobody said how long the way is, it is the service's usual
    one away from the base and none at a place of our own; but where another meeting away from the
    base comes close before or after, the arranger is asked: `TravelWanted`.
    """
    if where == Where.ONLINE:
        return 0
    if asked is not None:
        if not 0 <= asked <= MOST_TRAVEL:
            raise TooFarAway(most=MOST_TRAVEL)
        return asked
    if where not in AWAY:
        return 0
    near = Span(span.start - NEAR, span.end + NEAR)
    if any(_follows(other, span, near) for other in booked):
        raise TravelWanted(usual=usual)
    return usual


def _follows(other: Booking, span: Span, near: Span) -> bool:
    """Whether another meeting away from the base comes close; one at the same time is a clash."""
    return other.where in AWAY and other.span.overlaps(near) and not other.span.overlaps(span)
