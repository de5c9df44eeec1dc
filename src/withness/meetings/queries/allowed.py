"""What the viewer may do with a meeting, so that pages offer only that."""

from dataclasses import dataclass
from uuid import UUID

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.meetings import models
from withness.networks.models import Network
from withness.networks.rules.states import State as NetworkState
from withness.values.rules.viewer import Viewer

OFFERED = ("read_whole", "see_asked", "move", "call_off", "begin")


@dataclass(frozen=True, slots=True)
class Allowed:
    """The deeds that are open to the viewer, and the right by which they read the meeting."""

    deeds: frozenset[str]
    right: str


def of_meeting(viewer: Viewer, meeting_id: UUID) -> Allowed:
    """Return what the viewer may do with a meeting; raise `NotAllowed` where they know none."""
    row = models.Meeting.objects.filter(pk=meeting_id).first()
    if row is None:
        raise NotAllowed
    right = policy.require(viewer, "meetings.read", row)
    found = (name for name in OFFERED if policy.may(viewer, f"meetings.{name}", row))
    return Allowed(frozenset(found), right.name)


def arranges(viewer: Viewer, network_id: UUID, state: NetworkState) -> str:
    """Return the right by which the viewer arranges a network's meetings; raise `NotAllowed`."""
    network = Network(pk=network_id, state=state)
    return policy.require(viewer, "meetings.arrange", network).name
