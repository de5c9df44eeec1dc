"""What happened in a meeting, by number."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.meetings import models


@dataclass(frozen=True, slots=True)
class EventFact:
    """One thing that happened. Ids only; whoever reads asks for the words themselves."""

    number: int
    kind: str
    about_id: UUID | None
    at: datetime


def since(meeting_id: UUID, number: int) -> tuple[EventFact, ...]:
    """Return what happened after that number, in order. The caller has asked who may know."""
    rows = models.Event.objects.filter(meeting_id=meeting_id, number__gt=number)
    columns = rows.order_by("number").values_list("number", "kind", "about_id", "at")
    return tuple(EventFact(*row) for row in columns)


def last(meeting_id: UUID) -> int:
    """Return the number of the last event, nought before the first."""
    return (
        models.Meeting.objects.filter(pk=meeting_id).values_list("events", flat=True).first() or 0
    )
