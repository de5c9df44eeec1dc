"""What a service may set, and what a sender's name must not give away."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from withness.values.rules.refusals import Refusal

PROMISE_HOURS = 24  # first meeting within a day: Seikkula et al., 2006
LINK_DAYS = 180
TRAVEL_MINUTES = 20
LANGUAGES = ("en", "de", "it")
MOST_NUMBER = 40


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


class NotDialled(Refusal):
    """Not a number that a telephone can ring."""

    code = "not_dialled"


class NoLanguage(Refusal):
    """A service speaks at least one language of the house."""

    code = "no_language"


class OutOfBounds(Refusal):
    """A setting outside what is sensible; carries `least` and `most`."""

    code = "out_of_bounds"


class NotATerm(Refusal):
    """A word that the field does not have; carries `key`."""

    code = "not_a_term"


class NotASlug(Refusal):
    """A short name is 2 to 40 small letters, digits and hyphens."""

    code = "not_a_slug"


BOUNDS = {  # least and most of each number that a service may set
    "promise_hours": (1, 24 * 14),
    "warn_hours": (1, 24 * 14),
    "link_days": (1, 730),
    "travel_minutes": (0, 240),
}
MOST_WARNINGS = 5

# The field's words that a service may say in its own way; `words.TERMS` has ours.
TERMS = (
    "network", "network meeting", "first meeting", "practitioner", "peer practitioner",
    "the person we meet for", "promise", "line", "agreement", "open question", "place", "team",
)  # fmt: skip

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


def address_tells(text: str) -> bool:
    """Whether a short name or a host has such a word, also inside a longer one.

    "opendialogue" is one word for a machine and two for whoever reads it.
    """
    plain = text.casefold().replace("-", "")
    return any(word.replace(" ", "") in plain for word in TELLING)


def neutral(text: str) -> str:
    """Return the text, or raise `TellsTooMuch`."""
    if tells_too_much(text):
        raise TellsTooMuch
    return text


def dialled(typed: str) -> str:
    """Return a telephone number as typed, once it holds 2 to 20 digits, or raise `NotDialled`."""
    number = typed.strip()
    digits = re.sub(r"[\s\-./()\u00a0\u2011\u2013]", "", number)
    if len(number) > MOST_NUMBER or not re.fullmatch(r"\+?[0-9*#]{2,20}", digits):
        raise NotDialled
    return number


def within(setting: str, value: int) -> int:
    """Return a number that a service may set, or raise `OutOfBounds`."""
    least, most = BOUNDS[setting]
    if not least <= value <= most:
        raise OutOfBounds(setting=setting, least=least, most=most)
    return value


def warnings(hours: Iterable[int], promise_hours: int) -> list[int]:
    """Return the warnings of a promise: whole hours before its end, the earliest first.

    Those that would come before the promise begins are left out.
    """
    wanted = sorted({within("warn_hours", one) for one in hours}, reverse=True)
    return [one for one in wanted if one < promise_hours][:MOST_WARNINGS]


def spoken(codes: Iterable[str]) -> list[str]:
    """Return the languages of a service, each once and only those of the house."""
    known = [code for code in dict.fromkeys(codes) if code in LANGUAGES]
    if not known:
        raise NoLanguage
    return known


def slug(text: str) -> str:
    """Return a short name for addresses, or raise `NotASlug` or `TellsTooMuch`."""
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])", text) or text in RESERVED:
        raise NotASlug
    if address_tells(text):
        raise TellsTooMuch
    return text


RESERVED = frozenset({"static", "health", "metrics", "setup", "accounts", "leave", "language",
                      "live", "lookbook", "demo", "sign-in"})  # fmt: skip


def warnings_at() -> list[int]:
    """Return the hours before the end of a promise at which people are told."""
    return [6, 2]
