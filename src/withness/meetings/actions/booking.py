"""Booking practitioners, one at a time: whoever holds their rows decides."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from withness.access.rules import NotAllowed
from withness.meetings.queries import bookings
from withness.meetings.rules import clash
from withness.meetings.rules.states import Where
from withness.teams.models import Practitioner
from withness.teams.queries import free
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Viewer

AROUND = timedelta(minutes=clash.MOST_TRAVEL) + clash.NEAR


def locked(practitioner_ids: Collection[UUID], at: datetime) -> tuple[Practitioner, ...]:
    """Return those practitioners, their rows locked in the order of their ids.

    Two people who arrange the same hour wait for each other here, so that the second finds the
    first one's booking. SQLite locks the whole file when the transaction begins. Somebody who will
    not work here then is refused: `NotAllowed`.
    """
    still = Q(left_on=None) | Q(left_on__gt=at.date())
    rows = (
        Practitioner.objects.select_for_update(of=("self",), no_key=True)
        .filter(still, pk__in=practitioner_ids)
        .order_by("pk")
    )
    found = tuple(rows)
    if len(found) != len(set(practitioner_ids)):
        raise NotAllowed
    return found


def way_for(
    practitioner_ids: Collection[UUID],
    span: Span,
    *,
    asked: int | None,
    where: Where,
    usual: int,
    but: UUID | None = None,
) -> int:
    """Return the minutes of travel to keep free on both sides; raise `TravelWanted`."""
    booked = bookings.booked(practitioner_ids, _around(span), but)
    return clash.travel(asked, where=where, span=span, booked=booked, usual=usual)


def may_be_booked(
    practitioner_ids: Collection[UUID],
    span: Span,
    *,
    travel_minutes: int,
    by: Viewer,
    but: UUID | None = None,
) -> Span:
    """Return the span to book, the way included, or raise `Taken` or `NotFree`.

    Nobody is booked twice, whoever arranges. Outside somebody's hours, or while they are away or
    busy, only they themselves may book their own time.
    """
    with_way = clash.with_way(span, travel_minutes)
    wanted = [clash.Booking(one, span, with_way) for one in practitioner_ids]
    twice = clash.taken(wanted, bookings.booked(practitioner_ids, _around(span), but))
    if twice:
        raise clash.Taken(who=twice)
    others = [one for one in practitioner_ids if one != by.practitioner_id]
    free_then = free.free(others, span)
    away = tuple(
        one for one in others if not any(is_free.holds(span) for is_free in free_then[one])
    )
    if away:
        raise clash.NotFree(who=away)
    return with_way


def _around(span: Span) -> Span:
    return Span(span.start - AROUND, span.end + AROUND)
