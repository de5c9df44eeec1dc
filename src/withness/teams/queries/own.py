"""A practitioner's own times: hours, absences, calendars. And the feeds the worker reads."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from withness.access.rules import NotAllowed
from withness.sealing.models import field
from withness.teams import models
from withness.teams.rules.hours import Weekly
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Viewer, Way

open_feed = field.opener(models.Calendar, "feed")


@dataclass(frozen=True, slots=True)
class AbsenceFact:
    """Time away."""

    id: UUID
    span: Span


@dataclass(frozen=True, slots=True)
class CalendarFact:
    """A calendar of one's own, and how reading it goes. `trouble` is a refusal's code."""

    id: UUID
    name: str
    is_feed: bool
    read_at: datetime | None
    next_read_at: datetime | None
    trouble: str


@dataclass(frozen=True, slots=True)
class OwnFact:
    """What one keeps about one's own work."""

    practitioner_id: UUID
    team_id: UUID
    zone: str
    hours: tuple[Weekly, ...]
    absences: tuple[AbsenceFact, ...]
    calendars: tuple[CalendarFact, ...]


@dataclass(frozen=True, slots=True)
class FeedFact:
    """A feed that is due, with the zone in which its floating times are read."""

    id: UUID
    address: str
    zone: str


def times(viewer: Viewer, today: date, now: datetime) -> OwnFact:
    """Return one's own hours from today on, absences that are not over, and calendars.

    Raises `NotAllowed` for whoever does not work here.
    """
    own = viewer.practitioner_id
    if own is None or viewer.way != Way.SIGNED_IN:
        raise NotAllowed
    row = models.Practitioner.objects.filter(pk=own).values_list("team_id", "team__zone").first()
    if row is None:
        raise NotAllowed
    return OwnFact(own, row[0], row[1], hours_of(own, today), _absences(own, now), _calendars(own))


def hours_of(practitioner_id: UUID, today: date) -> tuple[Weekly, ...]:
    """Return somebody's hours that hold today or later, by day and time."""
    rows = models.Hours.objects.filter(practitioner_id=practitioner_id).exclude(until_on__lt=today)
    every = rows.values_list("weekday", "begins", "ends", "from_on", "until_on")
    found = [
        Weekly(weekday, begins, ends, first, last) for weekday, begins, ends, first, last in every
    ]
    return tuple(sorted(found, key=lambda one: (one.from_on or date.min, one.weekday, one.begins)))


def feeds_due(now: datetime) -> tuple[FeedFact, ...]:
    """Return the feeds of the service in scope that are due, for the worker alone."""
    rows = models.Calendar.objects.filter(feed__isnull=False, next_read_at__lte=now)
    return tuple(
        FeedFact(row_id, open_feed(row_id, sealed), zone)
        for row_id, sealed, zone in rows.order_by("next_read_at").values_list(
            "id", "feed", "practitioner__team__zone"
        )
    )


def _absences(own: UUID, now: datetime) -> tuple[AbsenceFact, ...]:
    rows = models.Absence.objects.filter(practitioner_id=own, ends_at__gt=now)
    return tuple(
        AbsenceFact(row_id, Span(start, end))
        for row_id, start, end in rows.order_by("starts_at").values_list(
            "id", "starts_at", "ends_at"
        )
    )


def _calendars(own: UUID) -> tuple[CalendarFact, ...]:
    rows = models.Calendar.objects.filter(practitioner_id=own).order_by("name", "id")
    return tuple(
        CalendarFact(row_id, name, sealed is not None, read_at, next_at, trouble)
        for row_id, name, sealed, read_at, next_at, trouble in rows.values_list(
            "id", "name", "feed", "read_at", "next_read_at", "trouble"
        )
    )
