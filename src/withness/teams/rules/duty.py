"""Duty: who answers first contacts. Somebody always does."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from withness.values.rules import spans
from withness.values.rules.refusals import Refusal
from withness.values.rules.spans import Span

LONGEST = timedelta(days=31)


class NobodyWorksHere(Refusal):
    """The service has no practitioner who could hold anything."""

    code = "nobody_works_here"


class TurnTooLong(Refusal):
    """A turn that ends when it begins, before, or after more than a month."""

    code = "turn_too_long"


class TurnTwice(Refusal):
    """The same person has a turn at that time already."""

    code = "turn_twice"


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn on duty of one practitioner."""

    id: UUID
    practitioner_id: UUID
    span: Span


@dataclass(frozen=True, slots=True)
class Overlap:
    """A time at which several people are on duty together."""

    span: Span
    practitioner_ids: tuple[UUID, ...]


def on_duty(turns: Iterable[Turn], at: datetime) -> tuple[UUID, ...]:
    """Return who is on duty at that instant, whoever began first before the others."""
    now = [one for one in turns if one.span.start <= at < one.span.end]
    now.sort(key=lambda one: (one.span.start, one.id))
    return tuple(dict.fromkeys(one.practitioner_id for one in now))


def next_turn(turns: Iterable[Turn], at: datetime) -> Turn | None:
    """Return the first turn that begins after that instant, or None."""
    coming = [one for one in turns if one.span.start > at]
    return min(coming, key=lambda one: (one.span.start, one.id), default=None)


def holder(
    turns: Sequence[Turn],
    at: datetime,
    *,
    away: frozenset[UUID] = frozenset(),
    keepers: Sequence[UUID] = (),
    anybody: Sequence[UUID] = (),
) -> UUID:
    """Return who holds what comes in at that instant: there is always exactly one.

    On duty now; else whose turn is next; else whoever keeps the rota; else anybody. Within each,
    those who are not away come first. Raises `NobodyWorksHere` where there is no one at all.
    """
    now = on_duty(turns, at)
    coming = next_turn(turns, at)
    following = (coming.practitioner_id,) if coming else ()
    every: list[UUID] = [*now, *following, *keepers, *anybody]
    for one in every:
        if one not in away:
            return one
    if not every:
        raise NobodyWorksHere
    return every[0]


def gaps(turns: Iterable[Turn], window: Span) -> tuple[Span, ...]:
    """Return when nobody is on duty inside the window."""
    return spans.without([window], [one.span for one in turns])


def overlaps(turns: Iterable[Turn], window: Span) -> tuple[Overlap, ...]:
    """Return when more than one person is on duty inside the window, by time.

    Neighbouring stretches with the same people are one.
    """
    inside = [(one, cut) for one in turns if (cut := one.span.clipped(window)) is not None]
    edges = sorted({moment for _, cut in inside for moment in (cut.start, cut.end)})
    found: list[Overlap] = []
    for start, end in itertools.pairwise(edges):
        here = sorted((one for one, cut in inside if cut.overlaps(Span(start, end))), key=_order)
        people = tuple(dict.fromkeys(one.practitioner_id for one in here))
        if len(people) > 1:
            last = found[-1] if found else None
            if last and last.span.end == start and last.practitioner_ids == people:
                found[-1] = Overlap(Span(last.span.start, end), people)
            else:
                found.append(Overlap(Span(start, end), people))
    return tuple(found)


def _order(turn: Turn) -> tuple[datetime, UUID]:
    return (turn.span.start, turn.id)


def checked(span_of: Span) -> Span:
    """Return the time of a turn, or raise `TurnTooLong`."""
    if not timedelta() < span_of.length <= LONGEST:
        raise TurnTooLong
    return span_of
