"""Where a line is in its life, who reads it, and how its speaker said yes."""

from enum import StrEnum


class Circle(StrEnum):
    """Who reads a line. Everyone in the circle, and its speaker always."""

    ONLY_ME = "only_me"
    TWO = "two"  # the two who spoke, on the telephone
    ROOM = "room"  # those who were there, and the person at the centre: the default
    NETWORK = "network"  # everyone in the network who had joined by then
    PRACTITIONERS = "practitioners"  # the network's practitioners
    NAMED = "named"  # those whom its speaker names, one by one


class As(StrEnum):
    """As whom a line's owner opened it to one more person, by name."""

    NAMED = "named"
    JOINER = "joiner"  # who joined later, and asked
    SPOKEN_OF = "spoken_of"  # whom the line speaks about


class Answer(StrEnum):
    """What a speaker answers when somebody who joined later would read earlier words.

    No row is no answer, and no answer is not a yes.
    """

    YES = "yes"
    NO = "no"
    NOT_NOW = "not_now"


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


class Said(StrEnum):
    """What somebody said on the telephone about their own words."""

    TAKE_BACK = "take_back"
    CIRCLE = "circle"
    OPEN_TO = "open_to"
    CLOSE_TO = "close_to"
    ABOUT = "about"
    ANSWER = "answer"
