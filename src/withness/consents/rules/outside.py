"""What may be told to whom outside, by each person about themselves: does this allow it now?

A consent is never a row that is overwritten. It is the sum of the words somebody said, one after
the other; `standing` adds them up. Wider needs the person's own yes; narrower counts at once,
whoever wrote it down (promise 3, decision 23).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from withness.values.rules import wall
from withness.values.rules.refusals import Refusal

MONTHS = 6  # after which it is looked at again, unless the service or the person says otherwise
MOST_MONTHS = 24
ASK_BEFORE = timedelta(days=14)
MATTER = 120  # characters of a service's own matter
MOST_MATTERS = 12
IN_THE_ROOM = timedelta(hours=12)  # since they met: after that it was no longer said in the room


class Kind(StrEnum):
    """Who outside."""

    DOCTOR = "doctor"
    AGENCY = "agency"
    FAMILY = "family"  # somebody of the family who does not belong to the network
    OTHER = "other"
    RECORD = "record"  # the health service's own record, which gets extracts


class Matter(StrEnum):
    """What may be told. There is none for what somebody has or might do (promise 6)."""

    THAT = "that"
    WHEN = "when"
    AGREED = "agreed"
    CONTACT = "contact"
    OWN_WORDS = "own_words"


class What(StrEnum):
    """What was said about a consent."""

    GIVEN = "given"
    CHANGED = "changed"
    LOOKED_AT = "looked_at"
    TAKEN_BACK = "taken_back"
    YES = "yes"  # to what somebody else wrote down
    NO = "no"


class How(StrEnum):
    """How the person said it."""

    THEMSELVES = "themselves"  # on their own page
    ROOM = "room"  # aloud, where people sat together; a practitioner wrote it down
    TELEPHONE = "telephone"  # a practitioner wrote it down: unconfirmed until they say yes
    PROXY = "proxy"  # somebody who speaks for them said it on a page of their own


class Way(StrEnum):
    """How something was told."""

    SPOKEN = "spoken"
    TELEPHONE = "telephone"
    LETTER = "letter"
    MAIL = "mail"
    EXTRACT = "extract"  # handed over to the health service's own record


class NoConsent(Refusal):
    """Nobody said yes to this; it is told with a reason that the network sees, or not at all."""

    code = "no_consent"


class NothingToTell(Refusal):
    """No matter was chosen."""

    code = "nothing_to_tell"


class NotAMatter(Refusal):
    """Something that is not among what may be told here."""

    code = "not_a_matter"


class TellsTooMuch(Refusal):
    """A matter that names what somebody has or might do: there is no such consent here."""

    code = "matter_tells_too_much"


class NobodyNamed(Refusal):
    """Nobody was named who may be told."""

    code = "nobody_named"


class NotThatDate(Refusal):
    """The day for looking again is over, or too far away."""

    code = "not_that_date"


class NotNarrower(Refusal):
    """Whoever speaks for another only makes less of what stands; what is new is named anew."""

    code = "not_narrower"


class OnlyTheirOwn(Refusal):
    """How somebody is, in their own words, is said by nobody else; nor is anything kept quiet."""

    code = "only_their_own"


class NotInTheRoom(Refusal):
    """The two did not sit together today."""

    code = "not_in_the_room"


class NothingWaits(Refusal):
    """There is nothing written down that waits for a yes."""

    code = "nothing_waits"


class IsTakenBack(Refusal):
    """It was taken back; a new yes is a new word."""

    code = "is_taken_back"


class OneEar(Refusal):
    """Whoever wrote a word from the telephone down does not also confirm it alone."""

    code = "one_ear"


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that was said about a consent. `until`: from this instant on it allows nothing."""

    number: int
    what: What
    how: How
    matters: frozenset[str] = frozenset()
    until: datetime | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What a consent comes to. `by`: number of the word it rests on; `waits`: one without a yes."""

    matters: frozenset[str] = frozenset()
    until: datetime | None = None
    quiet: bool = False
    by: int = 0
    waits: Word | None = None
    taken_back: bool = False


def standing(words: Iterable[Word]) -> Standing:
    """Return what all words together come to, in the order of their numbers."""
    now = Standing()
    for word in sorted(words, key=lambda one: one.number):
        now = _after(now, word)
    return now


def _after(now: Standing, word: Word) -> Standing:
    if word.what == What.TAKEN_BACK:
        return Standing(taken_back=True)
    if word.what == What.NO:
        return replace(now, waits=None)
    if word.what == What.YES:
        return _in_effect(now.waits) if now.waits else now
    if word.how == How.PROXY and word.what != What.GIVEN:
        return replace(_in_effect(word), waits=now.waits)  # what waits for the person still does
    if word.how == How.TELEPHONE:
        return replace(
            now,
            matters=now.matters & word.matters,
            until=min(now.until, word.until) if now.until and word.until else now.until,
            quiet=now.quiet or word.quiet,
            waits=word,
            taken_back=False,
        )
    return _in_effect(word)


def _in_effect(word: Word) -> Standing:
    return Standing(word.matters, word.until, word.quiet, word.number)


def is_over(now_stands: Standing, now: datetime) -> bool:
    """Whether its day for looking again has come. At the very instant it is over."""
    return now_stands.until is not None and now >= now_stands.until


def missing(now_stands: Standing, matters: Iterable[str], now: datetime) -> frozenset[str]:
    """Return those of the matters that this consent does not allow at this moment."""
    wanted = frozenset(matters)
    return wanted if is_over(now_stands, now) else wanted - now_stands.matters


def allows(now_stands: Standing, matters: Iterable[str], now: datetime) -> bool:
    """Whether all of the matters, at least one, may be told at this moment."""
    wanted = frozenset(matters)
    return bool(wanted) and not missing(now_stands, wanted, now)


def asks_again(now_stands: Standing, now: datetime) -> bool:
    """Whether it should be looked at again: from a fortnight before its day on."""
    return (
        bool(now_stands.matters)
        and now_stands.until is not None
        and now >= now_stands.until - ASK_BEFORE
    )


def for_another(matters: Iterable[str], *, own_words: str, quiet: bool) -> None:
    """Refuse what nobody says for another: how they are, and what the others do not see.

    Raises `OnlyTheirOwn`.
    """
    if own_words or quiet or Matter.OWN_WORDS in frozenset(matters):
        raise OnlyTheirOwn


def narrower(now_stands: Standing, matters: Iterable[str], until: datetime, now: datetime) -> None:
    """Refuse to make more of what stands, by a matter or by a day, or raise `NotNarrower`.

    Raises `IsTakenBack` where nothing stands.
    """
    if now_stands.taken_back or now_stands.until is None:
        raise IsTakenBack
    wider = not frozenset(matters) <= now_stands.matters
    if wider or until > now_stands.until or is_over(now_stands, now):
        raise NotNarrower


def look_again(day: date, zone: str, now: datetime) -> datetime:
    """Return the instant a chosen day begins where the network meets, or raise `NotThatDate`."""
    midnight = datetime.combine(day, time())
    try:
        at = wall.instant(midnight, zone)
    except wall.NotOnTheClock:
        at = wall.instant(midnight + timedelta(hours=1), zone)
    if not now < at <= now + timedelta(days=31 * MOST_MONTHS):
        raise NotThatDate
    return at


def day_in(months: int, today: date) -> date:
    """Return the day so many months after today; the last of the month where there is no such."""
    year, month = divmod(today.month - 1 + months, 12)
    first = date(today.year + year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(today.day, last.day))


# Pieces of words in English, German and Italian that name what somebody has or might do.
NOT_HERE = (
    "diagnos", "risk", "risik", "rischi", "symptom", "sintom", "medicat", "medikam", "farmac",
    "danger", "gefähr", "pericol", "illness", "krankheit", "malatti", "disorder", "störung",
    "disturb",
)  # fmt: skip


def own_matter(words: str) -> str:
    """Return a service's own matter, or raise `TellsTooMuch` (promise 6)."""
    if any(piece in words.casefold() for piece in NOT_HERE):
        raise TellsTooMuch
    return words
