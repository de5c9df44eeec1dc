"""The life of a network, and why it has no peer yet."""

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
