"""What a service may set, and what a sender's name must not give away."""

import re
import unicodedata
from enum import StrEnum

from withness.values.rules.refusals import Refusal

PROMISE_HOURS = 24  # first meeting within a day: Seikkula et al., 2006
LINK_DAYS = 180
TRAVEL_MINUTES = 20
LANGUAGES = ("en", "de", "it")


class NumberKind(StrEnum):
    """What a telephone number is for."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    SERVICE = "service"


class TellsTooMuch(Refusal):
    """The name of a sender or place would give away what this is about (promise 20)."""

    code = "tells_too_much"


class SlugTaken(Refusal):
    """Another service has this short name."""

    code = "slug_taken"


class NotASlug(Refusal):
    """A short name is 2 to 40 small letters, digits and hyphens."""

    code = "not_a_slug"


# The beginnings of words that tell a stranger what the letter is about; en, de, it.
TELLING = (
    "mental", "psych", "psich", "psyc", "crisis", "krise", "crisi", "suicid", "suizid",
    "dialog", "nervenklinik", "asylum", "therap", "terap", "addict", "sucht", "distress",
    "open dialogue", "hearing voices", "recovery", "genesung",
)  # fmt: skip


def tells_too_much(text: str) -> bool:
    """Whether a name that leaves the house has a word that speaks of mental health."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )
    return any(re.search(rf"\b{re.escape(word)}", plain) for word in TELLING)


def neutral(text: str) -> str:
    """Return the text, or raise `TellsTooMuch`."""
    if tells_too_much(text):
        raise TellsTooMuch
    return text


def slug(text: str) -> str:
    """Return a short name for addresses, or raise `NotASlug`."""
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])", text) or text in RESERVED:
        raise NotASlug
    return text


RESERVED = frozenset({"static", "health", "metrics", "setup", "accounts", "leave", "language",
                      "live", "lookbook", "demo", "sign-in"})  # fmt: skip


def warnings_at() -> list[int]:
    """Return the hours before the end of a promise at which people are told."""
    return [6, 2]
