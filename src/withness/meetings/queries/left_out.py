"""Who left a peer out of a meeting, and why (promise 10)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.meetings import models
from withness.meetings.rules.peer import Whose
from withness.meetings.rules.states import State
from withness.people.models import Person
from withness.sealing.models import field
from withness.values.rules.viewer import Viewer

open_person = field.opener(Person, "name")
open_reason = field.opener(models.LeftOut, "reason")
open_answer = field.opener(models.LeftOut, "answer")


@dataclass(frozen=True, slots=True)
class LeftOutFact:
    """One peer who is left out, or (`peer_name` "") that no peer comes.

    `decided_by` and `reason` are empty where it is the network's own wish: the peer sees only that.
    `answer` is the peer's, empty where they keep it to themselves.
    """

    id: UUID
    meeting_id: UUID
    starts_at: datetime
    zone: str
    peer_name: str
    whose: Whose
    decided_by: str
    reason: str
    said_at: datetime
    answer: str
    team_may_read: bool
    is_own: bool


COLUMNS = (
    "id", "meeting_id", "meeting__starts_at", "meeting__zone", "peer_id", "peer__person_id",
    "peer__person__name", "whose", "decided_by_id", "decided_by__name", "reason", "said_at",
    "answer", "team_may_read",
)  # fmt: skip


def mine(viewer: Viewer) -> tuple[LeftOutFact, ...]:
    """Return where a peer was left out and has not answered yet, soonest meeting first."""
    if viewer.practitioner_id is None:
        return ()
    rows = models.LeftOut.objects.filter(peer_id=viewer.practitioner_id, answered_at=None)
    return _facts(viewer, rows.exclude(meeting__state=State.CALLED_OFF))


def without_any(viewer: Viewer) -> tuple[LeftOutFact, ...]:
    """Return the coming meetings to which no peer comes, for the peers; soonest first."""
    if not viewer.is_peer:
        return ()
    return _facts(viewer, models.LeftOut.objects.filter(peer=None, meeting__state=State.AGREED))


def of_meeting(viewer: Viewer, meeting_id: UUID) -> tuple[LeftOutFact, ...]:
    """Return who is left out of one meeting, as far as the viewer may read it."""
    return _facts(viewer, models.LeftOut.objects.filter(meeting_id=meeting_id))


def one(viewer: Viewer, left_out_id: UUID) -> LeftOutFact:
    """Return one of them that the viewer may answer, or raise `NotAllowed`."""
    rows = models.LeftOut.objects.filter(pk=left_out_id)
    found = _facts(viewer, policy.open_to(viewer, "meetings.answer_left_out", rows))
    if not found:
        raise NotAllowed
    return found[0]


def _facts(viewer: Viewer, rows: "QuerySet[models.LeftOut]") -> tuple[LeftOutFact, ...]:
    reads = set(policy.open_to(viewer, "meetings.read_left_out", rows).values_list("id", flat=True))
    beside = set(
        policy.open_to(viewer, "meetings.read_peers_answer", rows).values_list("id", flat=True)
    )
    listed = rows.order_by("meeting__starts_at", "id").values_list(*COLUMNS)
    return tuple(
        _fact(viewer, row, reads=row[0] in reads)
        for row in listed
        if row[0] in reads or (row[0] in beside and row[13])
    )


def _fact(viewer: Viewer, row: tuple[Any, ...], *, reads: bool) -> LeftOutFact:
    (
        pk, meeting_id, starts_at, zone, peer_id, peer_person_id, peer_name, whose, by_id, by_name,
        reason, said_at, answer, team_may_read,
    ) = row  # fmt: skip
    own = peer_id is not None and peer_id == viewer.practitioner_id
    by_staff = whose == Whose.STAFF and reads
    return LeftOutFact(
        pk,
        meeting_id,
        starts_at,
        zone,
        open_person(peer_person_id, peer_name) if peer_id else "",
        Whose(whose),
        open_person(by_id, by_name) if by_staff else "",
        open_reason(pk, reason) if by_staff else "",
        said_at,
        open_answer(pk, answer) if own or team_may_read else "",
        team_may_read,
        own,
    )
