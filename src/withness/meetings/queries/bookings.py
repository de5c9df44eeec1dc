"""When practitioners are booked for meetings, the way included."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from withness.meetings import models
from withness.meetings.rules import clash
from withness.meetings.rules.states import State, Where
from withness.teams.queries import free as hours
from withness.values.rules import spans
from withness.values.rules.spans import Span

BOOKED = (State.AGREED, State.UNDER_WAY)


def taken(
    practitioner_ids: Iterable[UUID], window: Span, but: UUID | None = None
) -> dict[UUID, tuple[Span, ...]]:
    """Return when each is booked inside the window, with the way, sorted and joined.

    `but`: a meeting to leave out (the one that moves). One query. Every id is answered.
    """
    ids = set(practitioner_ids)
    found: dict[UUID, list[Span]] = defaultdict(list)
    for booking in booked(ids, window, but):
        cut = booking.with_way.clipped(window)
        if cut is not None:
            found[booking.practitioner_id].append(cut)
    return {one: spans.merged(found[one]) for one in ids}


def booked(
    practitioner_ids: Iterable[UUID], window: Span, but: UUID | None = None
) -> tuple[clash.Booking, ...]:
    """Return the bookings that touch the window, each with and without the way; one query."""
    wide = Span(window.start - WAY, window.end + WAY)
    rows = (
        models.Invitation.objects.filter(
            practitioner_id__in=set(practitioner_ids),
            called_off_at=None,
            meeting__state__in=BOOKED,
            starts_at__lt=wide.end,
            ends_at__gt=wide.start,
        )
        .exclude(Q(pk__in=()) if but is None else Q(meeting_id=but))
        .values_list(
            "practitioner_id", "starts_at", "ends_at", "meeting__starts_at", "meeting__ends_at",
            "meeting__where",
        )
    )  # fmt: skip
    return tuple(
        clash.Booking(one, Span(begins, ends), Span(starts_at, ends_at), Where(where))
        for one, starts_at, ends_at, begins, ends, where in rows
    )


def free(
    practitioner_ids: Iterable[UUID], window: Span, but: UUID | None = None
) -> dict[UUID, tuple[Span, ...]]:
    """Return when each could meet: hours, without absence, busy times and agreed meetings."""
    ids = set(practitioner_ids)
    here = hours.free(ids, window)
    away = taken(ids, window, but)
    return {one: spans.without(here[one], away[one]) for one in ids}


WAY = timedelta(minutes=clash.MOST_TRAVEL)
