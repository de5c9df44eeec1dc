"""Asking to be forgotten: by category, what becomes of each, and until when.

UK GDPR, Article 17, gives the right, and Article 17(3) its limits; how long a record must be kept
is a fact of the place, not of this file. Other people's words stay whole (promise 21).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from withness.values.rules.refusals import Refusal

PAUSE = timedelta(days=7)  # to think again, and for somebody whose link was stolen to hear of it


class Category(StrEnum):
    """What somebody can ask to have forgotten, in the order in which it is carried out."""

    CALL = "call"  # one's own words when asking for help
    WORDS = "words"  # one's own lines
    ANSWERS = "answers"  # what one wrote to invitations
    MESSAGES = "messages"  # what was sent to one
    CALENDAR = "calendar"  # a practitioner's own calendars
    REACH = "reach"  # mail addresses and telephone numbers
    NAME = "name"
    LINK = "link"  # the last: afterwards nobody comes in


class Fate(StrEnum):
    """What becomes of a category."""

    GONE = "gone"  # destroyed at once
    SEALED = "sealed"  # read by nobody, and destroyed on a day the law of the place gives
    KEPT = "kept"  # stays, and the page says why


class Because(StrEnum):
    """Why something stays as it is."""

    CORRECTED = "corrected"  # practitioners correct their words and remove none (promise 21)
    PROMISED = "promised"  # a promise of a first meeting stands: somebody must reach them
    BELONGS = "belongs"  # a name is wanted where somebody still belongs
    WORKS_HERE = "works_here"  # who did what for a network stays to be seen (promise 19)


@dataclass(frozen=True, slots=True)
class Whose:
    """What decides about somebody's wish."""

    works_here: bool = False
    belongs: bool = False
    is_promised: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one category, and why, where it stays."""

    fate: Fate
    because: Because | None = None


class NothingChosen(Refusal):
    """No category was chosen."""

    code = "nothing_chosen"


class WaitsAlready(Refusal):
    """A wish of the same person waits already."""

    code = "waits_already"


class TooLate(Refusal):
    """The wish was carried out, or called off, already."""

    code = "too_late"


SEALED = frozenset({Category.CALL, Category.WORDS, Category.NAME})


def outcome(category: Category, whose: Whose) -> Outcome:
    """Return what becomes of a category if it were forgotten now."""
    because = _because(category, whose)
    if because is not None:
        return Outcome(Fate.KEPT, because)
    return Outcome(Fate.SEALED if category in SEALED else Fate.GONE)


def _because(category: Category, whose: Whose) -> Because | None:
    match category:
        case Category.CALL | Category.REACH if whose.is_promised:
            return Because.PROMISED
        case Category.WORDS if whose.works_here:
            return Because.CORRECTED
        case Category.NAME if whose.works_here:
            return Because.WORKS_HERE
        case Category.NAME if whose.belongs:
            return Because.BELONGS
        case _:
            return None


def offered(whose: Whose) -> tuple[Category, ...]:
    """Return the categories that mean anything for somebody."""
    return tuple(one for one in Category if one != Category.CALENDAR or whose.works_here)


def chosen(codes: list[str], whose: Whose) -> tuple[Category, ...]:
    """Return the categories named that would change anything, or raise `NothingChosen`."""
    found = tuple(
        one for one in offered(whose) if one in codes and outcome(one, whose).fate != Fate.KEPT
    )
    if not found:
        raise NothingChosen
    return found


def due(asked_at: datetime) -> datetime:
    """Return when a wish is carried out."""
    return asked_at + PAUSE


def destroyed_on(sealed_on: date, days: int | None) -> date | None:
    """Return when what is sealed is destroyed; None while the law of the place says nothing."""
    return None if days is None else sealed_on + timedelta(days=days)
