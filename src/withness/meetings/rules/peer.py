"""A meeting without a peer asks why (promise 9); who left a peer out is said (promise 10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from withness.values.rules.refusals import Refusal

LEAST = 2  # practitioners in a network meeting


class Whose(StrEnum):
    """Whose reason it is that a peer is not asked."""

    NETWORK = "network"  # the network's own wish: no reason is asked or shown
    STAFF = "staff"  # a reason in words, which the peer reads


class ReasonWanted(Refusal):
    """Staff who leave a peer out say why, in words."""

    code = "why_no_peer"


class TooFewPractitioners(Refusal):
    """A network meeting has at least two practitioners."""

    code = "two_practitioners"


class NobodyOfTheNetwork(Refusal):
    """What concerns a network is not decided without it (promise 7)."""

    code = "nobody_of_network"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Which peers are left out: those who belong and are not asked; `any_peer` if none comes."""

    peers: tuple[UUID, ...]
    any_peer: bool

    @property
    def asks_why(self) -> bool:
        """Whether a reason has to be given."""
        return bool(self.peers) or self.any_peer


def left_out(*, belonging: Iterable[UUID], asked: Iterable[UUID], peers: Iterable[UUID]) -> LeftOut:
    """Return which peers a meeting leaves out.

    `belonging`: practitioners of the network; `asked`: practitioners of the meeting; `peers`: those
    of all of them who are peers. A peer who belongs is not replaced by another peer: that is cover.
    """
    are_peers, there = set(peers), set(asked)
    missing = tuple(one for one in belonging if one in are_peers and one not in there)
    return LeftOut(missing, any_peer=not are_peers & there and not missing)


def reason(out: LeftOut, whose: Whose | None, words: str) -> tuple[Whose, str] | None:
    """Return whose reason to keep with its words, None where no peer is left out.

    The network's wish needs no words, and none are kept; staff's reason needs some: `ReasonWanted`.
    """
    if not out.asks_why:
        return None
    if whose == Whose.NETWORK:
        return Whose.NETWORK, ""
    if not words.strip():
        raise ReasonWanted
    return Whose.STAFF, words


def covers(asked: Iterable[UUID], belonging: Iterable[UUID]) -> frozenset[UUID]:
    """Return those who stand in from outside the network: cover, not coverage (promise 16)."""
    return frozenset(asked) - frozenset(belonging)
