"""By which way somebody asked, and how a promise ends."""

from enum import StrEnum


class Route(StrEnum):
    """How the call for help came in."""

    PAGE = "page"
    TELEPHONE = "telephone"
    REFERRAL = "referral"


class End(StrEnum):
    """How a promise ended. Only `HELD` counts as kept."""

    HELD = "held"
    NO = "no"  # the person said no
    LATER = "later"  # the person said later
    ELSEWHERE = "elsewhere"  # another named service took it up


class Caller(StrEnum):
    """Who asked."""

    SELF = "self"
    SOMEBODY = "somebody"  # for somebody they care about
    AGENCY = "agency"
