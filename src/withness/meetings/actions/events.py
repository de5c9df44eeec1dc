"""Numbering what happens in a meeting."""

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from withness.access.rules import NotAllowed
from withness.meetings import models
from withness.meetings.rules.channel import CHANNEL


def happened(*, meeting_id: UUID, kind: str, about_id: UUID | None = None) -> int:
    """Write down that something happened in a meeting and return its number.

    Numbers rise by one without gaps: the meeting's row is locked until the caller's transaction
    ends, and whatever rolls back takes its number with it. Ids only, never words.
    """
    with transaction.atomic():
        meeting = (
            models.Meeting.objects.select_for_update(of=("self",))
            .only("id", "service_id", "events")
            .filter(pk=meeting_id)
            .first()
        )
        if meeting is None:
            raise NotAllowed
        meeting.events += 1
        meeting.save(update_fields=["events"])
        models.Event(
            service_id=meeting.service_id,
            meeting_id=meeting_id,
            number=meeting.events,
            kind=kind,
            about_id=about_id,
            at=timezone.now(),
        ).save(force_insert=True)
        _ring(meeting_id)
        return meeting.events


def _ring(meeting_id: UUID) -> None:
    """Wake those who wait at this meeting once the transaction is through; SQLite needs no bell."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(meeting_id)])
