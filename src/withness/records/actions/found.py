"""The meeting or line a deed is about, once the policy allowed the deed."""

from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.meetings import models as meetings
from withness.records import models
from withness.values.rules.viewer import Viewer

M = TypeVar("M", models.Line, models.HeldBack, models.Spoken)


def meeting(meeting_id: UUID, deed: str, by: Viewer) -> tuple[meetings.Meeting, policy.Row, UUID]:
    """Return the meeting, locked until the deed is done, the right, and the id of whoever acts.

    Raises `NotAllowed`. The lock makes what is sent twice at once be written once.
    """
    row = locked(meeting_id)
    if row is None or by.person_id is None:
        raise NotAllowed
    return row, policy.require(by, deed, row), by.person_id


def line(line_id: UUID, deed: str, by: Viewer) -> tuple[models.Line, policy.Row]:
    """Return the line, locked until the deed is done, and the right; raise `NotAllowed`.

    Its meeting is locked first, as everywhere: two deeds never wait for each other.
    """
    return one(models.Line.objects.filter(pk=line_id), deed, by)


def one(rows: "QuerySet[M]", deed: str, by: Viewer) -> tuple[M, policy.Row]:
    """Return the one row of a meeting among these, locked, and the right, as `line` does."""
    place = rows.values_list("meeting_id", flat=True).first()
    if place is None or locked(place) is None:
        raise NotAllowed
    row = rows.select_for_update().first()
    if row is None:
        raise NotAllowed
    return row, policy.require(by, deed, row)


def locked(meeting_id: UUID) -> meetings.Meeting | None:
    """Return a meeting, locked until the deed is done, or None."""
    return meetings.Meeting.objects.select_for_update().filter(pk=meeting_id).first()
