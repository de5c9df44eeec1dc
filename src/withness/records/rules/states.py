"""Where a line is in its life, who reads it, and how its speaker said yes."""

from enum import StrEnum


class Circle(StrEnum):
    """Who reads a line. Everyone in the circle, and its speaker always."""

    ONLY_ME = "only_me"
    TWO = "two"  # the two who spoke, on the telephone
    ROOM = "room"  # those who were there, and the person at the centre: the default
    NETWORK = "network"  # everyone in the network who had joined by then
    PRACTITIONERS = "practitioners"  # the network's practitioners


class Yes(StrEnum):
    """How the speaker said yes to a line. Silence is not a yes."""

    WROTE = "wrote"  # wrote it themselves
    ROOM = "room"
    TELEPHONE = "telephone"
    PAGE = "page"
    NOT_YET = "not_yet"


class Outcome(StrEnum):
    """What a meeting ended with; each is a full outcome (promise 17)."""

    AGREED = "agreed"
    NO_DECISION = "no_decision"
