"""What became of one attempt to send."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The four ends of an attempt."""

    SENT = "sent"
    LATER = "later"  # surely not sent: try again after a pause
    REFUSED = "refused"  # surely not sent, and trying again would not help
    UNSURE = "unsure"  # perhaps sent: a person looks at it


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt ended, and a code for why. Never the words of the other side."""

    outcome: Outcome
    trouble: str = ""


SENT = Result(Outcome.SENT)


MAIL_TAKEN = range(200, 400)
MAIL_NOT_LET_IN = (530, 534, 535, 538)
MAIL_REFUSED = range(500, 600)
SMS_TAKEN = 201
SMS_NOT_LET_IN = 403  # our key or our clock: not the message's fault
SMS_BUSY = 429
SMS_REFUSED = range(400, 500)


def of_smtp(code: int, *, about_receiver: bool = False) -> Result:
    """Return what a mail server's reply means. Source: RFC 5321, section 4.2.1."""
    if code in MAIL_TAKEN:
        return SENT
    if code in MAIL_NOT_LET_IN:
        return Result(Outcome.LATER, "not_let_in")
    if code in MAIL_REFUSED:
        return Result(Outcome.REFUSED, "unknown_address" if about_receiver else "refused")
    return Result(Outcome.LATER, "busy")


def of_notify(status: int) -> Result:
    """Return what the status of GOV.UK Notify means. Source: its REST documentation, "Errors"."""
    if status == SMS_TAKEN:
        return SENT
    if status == SMS_NOT_LET_IN:
        return Result(Outcome.LATER, "not_let_in")
    if status == SMS_BUSY:
        return Result(Outcome.LATER, "busy")
    if status in SMS_REFUSED:
        return Result(Outcome.REFUSED, "refused")
    return Result(Outcome.LATER, "not_reached")
