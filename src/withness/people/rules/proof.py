"""The one proof behind a personal link: which ways there are, what passes, how long it lasts."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from withness.people.rules import Purpose, ReachKind
from withness.values.rules.refusals import Refusal

DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
MOST_WRONG = 3  # tries at one code
UNPROVED_LASTS = timedelta(minutes=30)  # so long an opened link waits for its proof
SEEN_EVERY = timedelta(minutes=1)  # a visit's last look is written down no oftener
LEAST_WORD, MOST_WORD = 6, 100
LEAST_LETTERS = 3  # different ones: "aaaaaa" is no word
VISIT_DAYS, BORROWED_MINUTES, GRACE_HOURS = 7, 20, 24
A_NEW_REACH_WAITS = timedelta(hours=48)  # where there was another way already


class Way(StrEnum):
    """How somebody proves that a link is theirs."""

    CODE = "code"  # six digits, sent to a way to reach them that was there before
    WORD = "word"  # agreed on the telephone, or chosen by themselves
    ASKED = "asked"  # they asked for help on this very device a moment ago
    NOTHING = "nothing"  # there is no other way, and the service lets the link alone be enough


class Without(StrEnum):
    """Whose link alone is enough where there is neither a reach nor a word."""

    NOBODY = "nobody"
    CALLERS = "callers"  # whoever asked for help, for the page of their request
    EVERYBODY = "everybody"


class Device(StrEnum):
    """What a link was opened on, as roughly as helps to know it again."""

    TELEPHONE = "telephone"
    TABLET = "tablet"
    COMPUTER = "computer"
    UNKNOWN = "unknown"


class Expired(Refusal):
    """The visit waited too long for its proof, or is over."""

    code = "visit_over"


class NotThat(Refusal):
    """Not these digits, or not this word; which of both, and why, is not said."""

    code = "not_that"


class CodeOver(Refusal):
    """A code that was tried three times, was used, or is older than ten minutes."""

    code = "code_over"


class WordTooShort(Refusal):
    """A word that is guessed too easily; carries `least`."""

    code = "word_too_short"


@dataclass(frozen=True, slots=True)
class Door:
    """What a service sets about links. Days, minutes and hours are whole numbers."""

    without: Without = Without.CALLERS
    visit_days: int = VISIT_DAYS  # so long a proof counts on one's own device
    borrowed_minutes: int = BORROWED_MINUTES  # without a press, on a device that is not one's own
    grace_hours: int = GRACE_HOURS  # so long a new way in waits after everything was lost


BOUNDS = {"visit_days": (1, 60), "borrowed_minutes": (5, 120), "grace_hours": (12, 168)}


@dataclass(frozen=True, slots=True)
class Reachable:
    """One way to reach somebody, as far as a code goes there. `good_from` None: always was."""

    id: UUID
    kind: ReachKind
    may_write: bool
    good_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to prove: a code to a reach, or the word."""

    way: Way
    reach_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit's row says about its life."""

    ends_at: datetime
    seen_at: datetime
    proved: bool
    idle: timedelta | None = None  # None: no limit between two looks
    ended: bool = False


def choices(
    reaches: Iterable[Reachable],
    *,
    has_word: bool,
    chosen: Choice | None,
    sent: frozenset[ReachKind],
    now: datetime,
) -> tuple[Choice, ...]:
    """Return the ways in which somebody can prove that it is them, the one they chose first.

    `sent`: by which kinds this house can write at all. A reach that was added later is good only
    after its waiting time, and never one that was typed on the way in.
    """
    found = [
        Choice(Way.CODE, one.id)
        for one in reaches
        if one.may_write and one.kind in sent and (one.good_from is None or one.good_from <= now)
    ]
    if has_word:
        found.append(Choice(Way.WORD))
    return tuple(sorted(found, key=lambda one: one != chosen))


def enough_alone(
    without: Without, purpose: Purpose, ways: Iterable[Choice], *, belongs: bool = False
) -> bool:
    """Whether the link alone is enough: only where there is no way at all, and the service says.

    `belongs`: to a network, or once did. A caller's link alone opens the page of their request;
    behind it stands a record by then.
    """
    if any(True for _ in ways):
        return False
    return without == Without.EVERYBODY or (
        without == Without.CALLERS and purpose == Purpose.CALLER and not belongs
    )


def lives(visit: Visit, now: datetime) -> bool:
    """Whether a visit still goes on."""
    if visit.ended or now >= visit.ends_at:
        return False
    return visit.idle is None or now < visit.seen_at + visit.idle


def good_from(*, is_first: bool, now: datetime) -> datetime | None:
    """Return from when a new reach takes codes; None at once, where there was no other way.

    What somebody adds on their own page waits, too: whoever found an open page, or writes people
    down here, must not make it theirs.
    """
    return None if is_first else now + A_NEW_REACH_WAITS


def plain(word: str) -> str:
    """Return a word as it is compared: capitals, blanks and full stops do not count."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    return "".join(one for one in folded if unicodedata.category(one)[0] not in "PZC")


def word(typed: str) -> str:
    """Return a word that can be agreed on, or raise `WordTooShort`."""
    clean = plain(typed)[:MOST_WORD]
    if len(clean) < LEAST_WORD or len(set(clean)) < LEAST_LETTERS:
        raise WordTooShort(least=LEAST_WORD)
    return clean


def digits(typed: str) -> str:
    """Return what was typed as digits alone: people write 123 456, and other scripts' digits."""
    return "".join(str(unicodedata.digit(one)) for one in typed if one.isdecimal())[: DIGITS + 1]


def hint(kind: ReachKind, value: str) -> str:
    """Return as much of a reach as its owner knows again, and a stranger learns nothing from."""
    if kind == ReachKind.MAIL:
        return f"{value[:1]}…"
    return f"…{value[-2:]}"


def device(agent: str) -> Device:
    """Return what kind of device a browser says it is on; nothing else of it is kept."""
    if re.search(r"iPad|Tablet|Kindle|Silk", agent) or (
        "Android" in agent and "Mobile" not in agent
    ):
        return Device.TABLET
    if re.search(r"iPhone|iPod|Mobile|Android", agent):
        return Device.TELEPHONE
    return Device.COMPUTER if re.search(r"Windows|Macintosh|X11|CrOS", agent) else Device.UNKNOWN
