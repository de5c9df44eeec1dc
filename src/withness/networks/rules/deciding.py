"""Who decides when it is hard: somebody young, somebody who cannot decide now, danger, a death.

Nobody here ever opens, changes or takes back what another person said: what is handed over is a
named scope until a named day, and nothing more.
"""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from withness.networks.rules.belonging import NoWord
from withness.networks.rules.states import Said
from withness.service.rules.law import Rule
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging

LONGEST = timedelta(days=731)  # then somebody looks whether it is still wanted
YOUNGEST_YEARS = timedelta(days=366 * 19)


class Scope(StrEnum):
    """What somebody may do for another. None of it opens or owns that person's words."""

    ARRANGING = "arranging"  # answer invitations, say when and where it suits
    RECEIVING = "receiving"  # be told when the person is asked to a meeting
    SHARING = "sharing"  # agree that something is told outside


class As(StrEnum):
    """As what somebody speaks for another."""

    NAMED = "named"  # by the person themselves, while they can
    PARENT = "parent"
    NOMINATED = "nominated"
    ATTORNEY = "attorney"
    DEPUTY = "deputy"


LAW = {
    As.PARENT: Rule.PARENT,
    As.NOMINATED: Rule.NOMINATED,
    As.ATTORNEY: Rule.ATTORNEY,
    As.DEPUTY: Rule.DEPUTY,
}
SPEAKS = frozenset({Belonging.MEMBER, Belonging.AGENCY})


class NotYoung(Refusal):
    """Nobody has written down that this person is under age: a parent speaks for no adult."""

    code = "not_young"


class LawSaysNot(Refusal):
    """The law of the place, as the service wrote it down, does not know this."""

    code = "law_says_not"


class EndWanted(Refusal):
    """Speaking for somebody has a named end: after today, at most two years ahead."""

    code = "end_wanted"


class ScopeWanted(Refusal):
    """Nothing was chosen that they may do."""

    code = "scope_wanted"


class ProofWanted(Refusal):
    """A practitioner who writes this down says what they saw."""

    code = "proof_wanted"


class SpeaksNot(Refusal):
    """Only somebody else who belongs to the network speaks for a person; no practitioner does."""

    code = "speaks_not"


class WhyWanted(Refusal):
    """Practitioners say why, in words that the person reads."""

    code = "why_wanted"


class WasRemoved(Refusal):
    """They were removed: only a word of the person at the centre lets them come back."""

    code = "was_removed"


class HasDied(Refusal):
    """Somebody wrote down that this person has died."""

    code = "has_died"


class NotToCome(Refusal):
    """A death lies in no day to come."""

    code = "not_to_come"


def comes_of_age(until: date, today: date) -> date:
    """Return the day from which somebody young decides alone, or raise `EndWanted`."""
    if not today < until <= today + YOUNGEST_YEARS:
        raise EndWanted
    return until


def speaks_until(until: date | None, today: date, *, young_until: date | None) -> date:
    """Return the last day on which somebody speaks for another, or raise `EndWanted`.

    A parent's word ends at the latest with the day before their child decides alone.
    """
    if until is None or not today <= until <= today + LONGEST:
        raise EndWanted
    if young_until is not None:
        return min(until, young_until - timedelta(days=1))
    return until


def named_by(kind: As, *, is_own: bool, law_says: bool, is_young: bool, proof: str) -> None:
    """Refuse what neither the person nor the law gives.

    A person who can decides themselves whom they name; everything else rests on law and on
    something that a practitioner saw. Raises `NoWord`, `NotYoung`, `LawSaysNot`, `ProofWanted`.
    """
    if kind == As.NAMED:
        return
    if is_own:
        raise NoWord
    if kind == As.PARENT and not is_young:
        raise NotYoung
    if not law_says:
        raise LawSaysNot
    if not proof:
        raise ProofWanted


def scopes(chosen: Collection[Scope]) -> frozenset[Scope]:
    """Return what somebody may do, or raise `ScopeWanted`."""
    if not chosen:
        raise ScopeWanted
    return frozenset(chosen)


def may_speak(belonging: Belonging | None, *, is_same: bool) -> None:
    """Refuse whoever does not belong, works here, or is the person: `SpeaksNot`."""
    if is_same or belonging not in SPEAKS:
        raise SpeaksNot


def removed(by: Belonging | None, reason: str) -> str:
    """Return the reason for a removal: none is asked of the person, words of practitioners."""
    if by == Belonging.CENTRE:
        return ""
    if by == Belonging.PRACTITIONER:
        if not reason:
            raise WhyWanted
        return reason
    raise NoWord


def ended_early(reason: str, *, by_practitioner: bool) -> str:
    """Return the reason for ending a proxy early: the two concerned give none."""
    if by_practitioner and not reason:
        raise WhyWanted
    return reason if by_practitioner else ""


def let_back(by: Belonging | None, said: Said | None) -> Said:
    """Return by whose word somebody removed may come back: only the person at the centre's."""
    if by == Belonging.CENTRE:
        return Said.THEMSELVES
    if by == Belonging.PRACTITIONER and said in {Said.ROOM, Said.TELEPHONE}:
        return Said(said)
    raise NoWord


def died_on(day: date, today: date) -> date:
    """Return the day of a death, or raise `NotToCome`."""
    if day > today:
        raise NotToCome
    return day
