"""Where a meeting is in its life, where it takes place, and what people answer."""

from enum import StrEnum


class State(StrEnum):
    """The life of a meeting."""

    AGREED = "agreed"
    UNDER_WAY = "under_way"
    HELD = "held"
    CALLED_OFF = "called_off"


class Step(StrEnum):
    """Where a meeting is while people sit together (design, section 5)."""

    GATHERING = "gathering"
    OPENING = "opening"
    TALKING = "talking"
    REFLECTING = "reflecting"
    CLOSING = "closing"


class Where(StrEnum):
    """What kind of place."""

    HOME = "home"
    CLINIC = "clinic"
    WARD = "ward"
    ONLINE = "online"
    ELSEWHERE = "elsewhere"


class Answer(StrEnum):
    """What somebody who was asked says for themselves."""

    NONE = "none"
    COMING = "coming"
    ONLINE = "online"
    PART = "part"
    NOT_NOW = "not_now"


class Came(StrEnum):
    """How somebody was there."""

    ROOM = "room"
    ONLINE = "online"
    TELEPHONE = "telephone"
    MISSED = "missed"


class Kind(StrEnum):
    """What kind of meeting."""

    NETWORK = "network"
    ONE_TO_ONE = "one_to_one"
