"""The life of a network, whose word somebody belongs by, and why it has no peer yet."""

from enum import StrEnum


class State(StrEnum):
    """Where a network is in its life."""

    GATHERING = "gathering"  # before the first meeting
    MEETING = "meeting"
    RESTING = "resting"
    ENDED = "ended"  # by the person at the centre alone


class WhoseReason(StrEnum):
    """Whose reason it is that a network has no peer practitioner."""

    NETWORK = "network"  # the network's own wish: no reason is asked
    STAFF = "staff"  # a reason in words, which the peers can see


class Said(StrEnum):
    """How the person at the centre said it."""

    THEMSELVES = "themselves"  # on their own page
    ROOM = "room"  # aloud, when people sat together; a practitioner wrote it down
    TELEPHONE = "telephone"  # on the telephone; a practitioner wrote it down
    OFFERED = "offered"  # not said yet: the team offers a practitioner while the network gathers
