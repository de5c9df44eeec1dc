"""By which way a message goes, and where it stands."""

from enum import StrEnum

from withness.people.rules import ReachKind
from withness.values.rules.refusals import Refusal


class Way(StrEnum):
    """How a message reaches somebody."""

    MAIL = "mail"
    SMS = "sms"
    LETTER = "letter"
    TOLD = "told"


WAYS = {ReachKind.MAIL: Way.MAIL, ReachKind.PHONE: Way.SMS}


class State(StrEnum):
    """The life of a message."""

    WAITING = "waiting"
    SENDING = "sending"  # taken by a worker; if the worker dies here, a person looks at it
    SENT = "sent"
    UNSURE = "unsure"  # the worker died while sending: perhaps it went, so it is not sent again
    FAILED = "failed"  # every attempt was refused
    CALLED_OFF = "called_off"


class AlreadyGone(Refusal):
    """The message went out meanwhile, or somebody settled it."""

    code = "already_gone"


class NothingToSend(Refusal):
    """The words of the message were emptied; only a person can tell them now."""

    code = "nothing_to_send"
