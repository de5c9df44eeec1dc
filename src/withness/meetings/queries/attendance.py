"""Who is or was there, and who is missing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.access import policy
from withness.meetings import models
from withness.meetings.rules import life
from withness.meetings.rules.states import Came
from withness.people.models import Person
from withness.sealing.models import field
from withness.values.rules.viewer import Viewer

open_person = field.opener(Person, "name")


@dataclass(frozen=True, slots=True)
class CameFact:
    """How one person was there. All stand alike, practitioners among the others."""

    person_id: UUID
    name: str
    practitioner_id: UUID | None
    is_peer: bool
    came: Came
    at: datetime

    @property
    def was_there(self) -> bool:
        """Whether they were there, in whatever way."""
        return life.is_there(self.came)


def of(viewer: Viewer, meeting_id: UUID) -> tuple[CameFact, ...]:
    """Return who came and who was missing, in order of coming; nobody where it is not open."""
    return of_meetings(viewer, [meeting_id]).get(meeting_id, ())


def of_meetings(viewer: Viewer, ids: list[UUID]) -> dict[UUID, tuple[CameFact, ...]]:
    """Return the same for several meetings, in one query."""
    meetings = policy.open_to(
        viewer, "meetings.see_asked", models.Meeting.objects.filter(pk__in=ids)
    )
    rows = (
        models.Attendance.objects.filter(meeting__in=meetings)
        .order_by("at", "id")
        .values_list(
            "meeting_id", "person_id", "person__name", "practitioner_id",
            "practitioner__is_peer", "came", "at",
        )
    )  # fmt: skip
    found: dict[UUID, tuple[CameFact, ...]] = {}
    for meeting_id, person_id, name, practitioner_id, is_peer, came, at in rows:
        fact = CameFact(
            person_id,
            open_person(person_id, name),
            practitioner_id,
            bool(is_peer),
            Came(came),
            at,
        )
        found[meeting_id] = (*found.get(meeting_id, ()), fact)
    return found


def was_at(person_id: UUID | None, meeting_id: UUID) -> bool:
    """Whether that person was at that meeting."""
    if person_id is None:
        return False
    rows = models.Attendance.objects.filter(meeting_id=meeting_id, person_id=person_id)
    return rows.exclude(came=Came.MISSED).exists()
