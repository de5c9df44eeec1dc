"""Keeping a practitioner's own calendar as busy time, and nothing else of it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.teams import models
from withness.teams.rules import posts
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Viewer

NAME = 100


def put(
    *,
    practitioner_id: UUID,
    name: str,
    busy: Iterable[Span] = (),
    feed: str | None = None,
    by: Viewer,
) -> UUID:
    """Keep a calendar of one's own and return its id.

    A file brings its busy times at once. A feed (an address) brings none: the worker reads it.
    A file of the same name takes the place of the earlier one, so sending it twice is harmless.
    """
    with transaction.atomic():
        post = models.Practitioner.objects.select_for_update().filter(pk=practitioner_id).first()
        if post is None:
            raise NotAllowed
        right = policy.require(by, "teams.add_calendar", post)
        called = text.kept(name, NAME)
        mine = models.Calendar.objects.filter(practitioner_id=practitioner_id, name=called)
        mine.filter(feed__isnull=feed is None).delete()
        now = timezone.now()
        calendar = models.Calendar(
            service_id=by.service_id,
            practitioner_id=practitioner_id,
            name=called,
            feed=feed,
            read_at=None if feed else now,
            next_read_at=now if feed else None,
        )
        calendar.save(force_insert=True)
        _fill(calendar, busy)
        trail.did("teams.add_calendar", by=by, right=right, about=calendar.pk)
    return calendar.pk


def end(*, calendar_id: UUID, by: Viewer) -> None:
    """Take a calendar of one's own away, and every busy time that came from it."""
    with transaction.atomic():
        calendar = models.Calendar.objects.filter(pk=calendar_id).first()
        if calendar is None:
            raise NotAllowed
        right = policy.require(by, "teams.end_calendar", calendar)
        calendar.delete()
        trail.did("teams.end_calendar", by=by, right=right, about=calendar_id)


def claim(*, calendar_id: UUID, now: datetime) -> bool:
    """Say that a worker reads this feed now; False where another was first, or it is not due."""
    due = models.Calendar.objects.filter(pk=calendar_id, next_read_at__lte=now)
    return bool(due.update(next_read_at=now + posts.FIRST_PAUSE))


def was_read(*, calendar_id: UUID, busy: Iterable[Span], now: datetime) -> None:
    """Put what a feed brought in the place of what it brought before."""
    with transaction.atomic():
        calendar = models.Calendar.objects.select_for_update().filter(pk=calendar_id).first()
        if calendar is None:
            return
        models.Busy.objects.filter(calendar_id=calendar_id).delete()
        _fill(calendar, busy)
        calendar.read_at, calendar.trouble = now, ""
        calendar.next_read_at = now + posts.BETWEEN_READINGS
        calendar.save(update_fields=["read_at", "trouble", "next_read_at"])


def had_trouble(*, calendar_id: UUID, code: str, now: datetime) -> None:
    """Keep why a feed was not read, and try again after a growing pause.

    What it brought before stays: a gap would look like free time.
    """
    row = models.Calendar.objects.filter(pk=calendar_id).values_list("read_at").first()
    if row is not None:
        last_good = row[0] or _made_at(calendar_id, now)
        models.Calendar.objects.filter(pk=calendar_id).update(
            trouble=code[:60], next_read_at=now + posts.pause(now, last_good)
        )


def _made_at(calendar_id: UUID, now: datetime) -> datetime:
    """Return when the row was made: a UUIDv7 begins with it, in milliseconds."""
    return datetime.fromtimestamp((calendar_id.int >> 80) / 1000, tz=now.tzinfo)


def _fill(calendar: models.Calendar, busy: Iterable[Span]) -> None:
    models.Busy.objects.bulk_create(
        (
            models.Busy(
                service_id=calendar.service_id,
                practitioner_id=calendar.practitioner_id,
                calendar_id=calendar.pk,
                starts_at=span.start,
                ends_at=span.end,
            )
            for span in busy
        ),
        batch_size=500,
    )
