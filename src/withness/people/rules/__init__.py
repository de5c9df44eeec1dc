"""Ways to reach somebody, when a personal link still opens, and how many tries there are."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from withness.values.rules.refusals import Refusal


class ReachKind(StrEnum):
    """How a person can be reached."""

    MAIL = "mail"
    PHONE = "phone"


class Purpose(StrEnum):
    """What a personal link was made for."""

    CALLER = "caller"  # opens the caller's page of a contact
    MEMBER = "member"  # opens a member's own page of a network
    INVITATION = "invitation"  # opens one invitation, and the member's page with it


class LinkClosed(Refusal):
    """A link that was revoked, has ended or never was: all three look the same."""

    code = "link_closed"


class NotAMailAddress(Refusal):
    """Not a mail address."""

    code = "not_a_mail_address"


class NotATelephone(Refusal):
    """Not a telephone number."""

    code = "not_a_telephone"


class AddressElsewhere(Refusal):
    """Somebody signs in with this address already."""

    code = "address_elsewhere"


class TooOften(Refusal):
    """Something that can be guessed was tried too often in a short time."""

    code = "too_often"


def stretch(now: float, seconds: int) -> int:
    """Return the number of the stretch of `seconds` in which a moment (epoch seconds) lies.

    Tries are counted within one stretch; at its border twice as many fit, which changes the cost
    of guessing by a factor of two and nothing else.
    """
    return int(now // seconds)


@dataclass(frozen=True, slots=True)
class LinkState:
    """What a link's row says about its life."""

    ends_at: datetime
    revoked_at: datetime | None


def opens(link: LinkState, now: datetime) -> bool:
    """Whether a link still opens."""
    return link.revoked_at is None and now < link.ends_at


LONGEST_MAIL = 254  # RFC 5321
MAIL = re.compile(
    r"[^@\s\x00-\x1f<>,;:\"\\]+@[^@\s\x00-\x1f<>,;:\"\\.]+(?:\.[^@\s\x00-\x1f<>,;:\"\\.]+)+"
)
PHONE = re.compile(r"\+?[0-9]{3,20}")


def mail_address(typed: str) -> str:
    """Return a mail address with a small-letter host, or raise `NotAMailAddress`."""
    address = typed.strip()
    if len(address) > LONGEST_MAIL or not MAIL.fullmatch(address):
        raise NotAMailAddress
    local, _, host = address.rpartition("@")
    return f"{local}@{host.lower()}"


def telephone(typed: str) -> str:
    """Return a telephone number without blanks and hyphens, or raise `NotATelephone`."""
    number = re.sub(r"[\s\-./()\u00a0\u2011\u2013]", "", typed.strip())
    number = "+" + number[2:] if number.startswith("00") else number
    if not PHONE.fullmatch(number):
        raise NotATelephone
    return number


def reach_in(typed: str) -> tuple[ReachKind, str] | None:
    """Return the kind and value found in what somebody typed, None where it is neither.

    "ring my friend Mia" is a perfectly good answer; only a person can use it.
    """
    for kind, read in ((ReachKind.MAIL, mail_address), (ReachKind.PHONE, telephone)):
        try:
            return kind, read(typed)
        except (NotAMailAddress, NotATelephone):
            continue
    return None
