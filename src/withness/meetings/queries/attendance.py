"""Who is or was there, and who is missing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.access import policy
from withness.meetings import models
from withness.meetings import policy as rights
from withness.meetings.rules import life
from withness.meetings.rules.states import Came
from withness.people.models import Person
from withness.sealing.models import field
from withness.values.rules.viewer import Viewer

open_person = field.opener(Person, "name")
COLUMNS = (
    "meeting_id", "meeting__network_id", "person_id", "person__name", "practitioner_id",
    "practitioner__is_peer", "came", "at",
)  # fmt: skip


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
    """Return the same for several meetings, in two queries at most."""
    came = models.Attendance.objects.filter(meeting_id__in=ids).order_by("at", "id")
    rows = list(came.values_list(*COLUMNS))
    sees = {row[0] for row in rows if rights.takes_part_by_belonging(viewer, row[1])}
    others = {row[0] for row in rows} - sees
    if others:
        these = models.Meeting.objects.filter(pk__in=others)
        seen = policy.open_to(viewer, "meetings.see_asked", these)
        sees |= set(seen.values_list("id", flat=True))
    found: dict[UUID, tuple[CameFact, ...]] = {}
    for meeting_id, _network, person_id, name, practitioner_id, is_peer, how, at in rows:
        if meeting_id in sees:
            fact = CameFact(
                person_id,
                open_person(person_id, name),
                practitioner_id,
                bool(is_peer),
                Came(how),
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
