"""What the law of a place says, as dated facts: which kinds there are, and which holds on a day.

Nothing of it is written into the logic of a room. Where no fact is in force the answer is None:
nothing is said, and whoever asked does what destroys nothing and opens nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import ceil
from uuid import UUID

from withness.values.rules import wall
from withness.values.rules.refusals import Refusal

LOOK_AGAIN_DAYS = 365  # a fact that nobody looked at for a year is to be looked at again
MOST_WORDS = 2_000
MOST_ITEM = 40
YEAR = 365.25
SHORTEST_MONTH = 28
MOST_NUMBER = 40_000


class Kind(StrEnum):
    """What a fact's value is."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    AGE = "age"  # in years
    YES_NO = "yes_no"
    WORDS = "words"


class Rule(StrEnum):
    """What can be asked of the law of a place. The last four are lists, one fact an item."""

    KEEP_RECORD = "retention.record"
    KEEP_AFTER_DEATH = "retention.record_after_death"
    KEEP_TAKEN_BACK = "retention.taken_back"
    KEEP_NEVER_MET = "retention.contact_never_met"
    KEEP_TRAIL = "retention.trail"
    KEEP_MESSAGES = "retention.messages"
    AGE_DECIDES = "age.decides"
    AGE_ADULT = "age.adult"
    COMPETENCE = "age.competence_below"
    CAPACITY_PRESUMED = "capacity.presumed"
    CAPACITY_BY_DECISION = "capacity.by_decision_and_time"
    PARENT = "proxy.parent"
    NOMINATED = "proxy.nominated_person"
    ATTORNEY = "proxy.attorney"
    DEPUTY = "proxy.deputy"
    SAFEGUARDING = "duty.safeguarding"
    ACCESS_WITHIN = "access.within"
    GROUND = "ground"  # on which an entry may be held back; "yes" where a statute gives it
    DEMAND = "demand"  # who may demand to see something
    BASIS = "basis"  # on which personal data are used


LISTS = frozenset({Rule.GROUND, Rule.DEMAND, Rule.BASIS})
TIMES = frozenset({Kind.DAYS, Kind.MONTHS, Kind.YEARS})
KINDS = {
    **{rule: (Kind.DAYS, Kind.MONTHS, Kind.YEARS) for rule in Rule if "retention" in rule},
    Rule.ACCESS_WITHIN: (Kind.DAYS, Kind.MONTHS),
    Rule.AGE_DECIDES: (Kind.AGE,),
    Rule.AGE_ADULT: (Kind.AGE,),
}


class NotOfThatKind(Refusal):
    """A value that does not fit what is asked: no number where one belongs, or too large."""

    code = "not_of_that_kind"


class SourceWanted(Refusal):
    """A fact of the law says where it stands written."""

    code = "source_wanted"


class InThePast(Refusal):
    """What held in the past stays as it was written down; a change begins today or later."""

    code = "in_the_past"


class SaidAlready(Refusal):
    """The facts of a place are there already."""

    code = "said_already"


class NoSuchPlace(Refusal):
    """We bring no facts for that place."""

    code = "no_such_place"


@dataclass(frozen=True, slots=True)
class Given:
    """One fact as it is written down. `item`: a code inside a list, "" elsewhere.

    `number` for times and ages; `yes` for yes or no, and for a ground whether it is statutory.
    `until` is the first day on which it no longer holds.
    """

    rule: Rule
    kind: Kind
    source: str
    since: date
    item: str = ""
    number: int | None = None
    yes: bool | None = None
    words: str = ""
    link: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact with its id and the instant it was written down."""

    id: UUID
    given: Given
    made_at: datetime


def kinds_of(rule: Rule) -> tuple[Kind, ...]:
    """Return of which kinds a rule's value may be."""
    return KINDS.get(rule, (Kind.WORDS,) if rule in LISTS else (Kind.YES_NO,))


def checked(given: Given) -> Given:
    """Return the fact, or raise `NotOfThatKind` or `SourceWanted`."""
    fits = given.kind in kinds_of(given.rule) and bool(given.item) == (given.rule in LISTS)
    if given.kind in TIMES or given.kind == Kind.AGE:
        fits = fits and given.number is not None and 0 < given.number <= MOST_NUMBER
    if given.kind == Kind.YES_NO:
        fits = fits and given.yes is not None
    if given.kind == Kind.WORDS:
        fits = fits and bool(given.words.strip())
    if not fits or (given.until is not None and given.until <= given.since):
        raise NotOfThatKind
    if not given.source.strip():
        raise SourceWanted
    return given


def begins(since: date, today: date) -> date:
    """Return the day from which a changed fact holds, or raise `InThePast`."""
    if since < today:
        raise InThePast
    return since


def day(at: date | datetime, zone: str) -> date:
    """Return the day that an instant falls on where the service is."""
    return wall.wall_time(at, zone).date() if isinstance(at, datetime) else at


def in_force(facts: Iterable[Dated], on: date) -> tuple[Dated, ...]:
    """Return what holds on that day: of each rule and item the one that began last.

    Two that began on the same day: the one written down later. What ended before holds no more,
    and what began before it does not come back.
    """
    last: dict[tuple[Rule, str], Dated] = {}
    for one in facts:
        if one.given.since > on:
            continue
        key = (one.given.rule, one.given.item)
        known = last.get(key)
        if known is None or (known.given.since, known.made_at, known.id) < (
            one.given.since,
            one.made_at,
            one.id,
        ):
            last[key] = one
    found = [one for one in last.values() if one.given.until is None or on < one.given.until]
    order = list(Rule)
    return tuple(sorted(found, key=lambda one: (order.index(one.given.rule), one.given.item)))


def in_days(given: Given) -> int | None:
    """Return a time in whole days, None for anything else.

    Years are rounded up, so that nothing is destroyed early; months are counted as the shortest
    one, so that nobody waits longer than the law lets them.
    """
    if given.number is None:
        return None
    match given.kind:
        case Kind.DAYS:
            return given.number
        case Kind.MONTHS:
            return given.number * SHORTEST_MONTH
        case Kind.YEARS:
            return ceil(given.number * YEAR)
        case _:
            return None


def is_overdue(reviewed_on: date | None, today: date) -> bool:
    """Whether somebody should look at a fact again: never looked at here, or a year ago."""
    return reviewed_on is None or (today - reviewed_on).days >= LOOK_AGAIN_DAYS
