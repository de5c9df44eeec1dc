"""By which way a message goes, and where it stands."""

from enum import StrEnum


class Way(StrEnum):
    """How a message reaches somebody."""

    MAIL = "mail"
    SMS = "sms"
    LETTER = "letter"
    TOLD = "told"


class State(StrEnum):
    """The life of a message."""

    WAITING = "waiting"
    SENDING = "sending"  # taken by a worker; if the worker dies here, a person looks at it
    SENT = "sent"
    UNSURE = "unsure"  # the worker died while sending: perhaps it went, so it is not sent again
    FAILED = "failed"  # every attempt was refused
    CALLED_OFF = "called_off"
