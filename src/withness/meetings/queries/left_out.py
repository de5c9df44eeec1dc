"""Who left a peer out of a meeting, and why (promise 10)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.meetings import models
from withness.meetings.rules.peer import Whose
from withness.meetings.rules.states import State
from withness.values.rules.viewer import Viewer


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
    joined = rows.select_related("meeting", "peer__person", "decided_by")
    facts = []
    for row in joined.order_by("meeting__starts_at", "id"):
        reads = policy.may(viewer, "meetings.read_left_out", row) is not None
        if reads or (row.team_may_read and policy.may(viewer, "meetings.read_peers_answer", row)):
            facts.append(_fact(viewer, row, reads=reads))
    return tuple(facts)


def _fact(viewer: Viewer, row: models.LeftOut, *, reads: bool) -> LeftOutFact:
    own = row.peer_id is not None and row.peer_id == viewer.practitioner_id
    by_staff = row.whose == Whose.STAFF and reads
    return LeftOutFact(
        row.pk,
        row.meeting_id,
        row.meeting.starts_at,
        row.meeting.zone,
        row.peer.person.name if row.peer else "",
        Whose(row.whose),
        row.decided_by.name if by_staff else "",
        (row.reason or "") if by_staff else "",
        row.said_at,
        (row.answer or "") if own or row.team_may_read else "",
        row.team_may_read,
        own,
    )
