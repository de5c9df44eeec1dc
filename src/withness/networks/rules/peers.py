"""A network without a peer is an open question, never a default (promise 9)."""

from dataclasses import dataclass

from withness.networks.rules.life import OPEN
from withness.networks.rules.states import State, WhoseReason
from withness.values.rules import figures
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging


class ReasonWanted(Refusal):
    """Staff who leave a peer out say why, in words."""

    code = "reason_wanted"


class HasPeer(Refusal):
    """A peer belongs already: there is no question to answer."""

    code = "has_peer"


class NotYourWish(Refusal):
    """Only those who work here give the team's reason; only the network says its own wish."""

    code = "not_your_wish"


@dataclass(frozen=True, slots=True)
class Coverage:
    """In how many of a service's networks a peer belongs. None where that would say too much."""

    with_peer: int | None
    networks: int | None


def is_open(state: State, answer: WhoseReason | None, *, has_peer: bool) -> bool:
    """Whether the question why there is no peer still waits for an answer."""
    return state in OPEN and not has_peer and answer is None


def waits(state: State, answer: WhoseReason | None, *, has_peer: bool) -> bool:
    """Whether a network waits for a peer: unanswered, or left without one by staff.

    Where the network itself wishes no peer, nobody waits.
    """
    return state in OPEN and not has_peer and answer != WhoseReason.NETWORK


def may_say(by: Belonging | None, whose: WhoseReason) -> None:
    """Refuse with `NotYourWish` the team's reason from anybody who does not work here.

    A practitioner may write the network's own wish down: it is marked with their name.
    """
    if whose == WhoseReason.STAFF and by != Belonging.PRACTITIONER:
        raise NotYourWish


def reason(whose: WhoseReason, words: str) -> str:
    """Return the reason to keep: staff's needs words; of the network's own wish none is kept."""
    if whose == WhoseReason.NETWORK:
        return ""
    if not words.strip():
        raise ReasonWanted
    return words


def coverage(with_peer: int, networks: int) -> Coverage:
    """Return the figure as it may be shown (promise 14).

    Shown from five networks up, and only where neither those with a peer nor those without, which
    anybody can work out by subtracting, are so few that they point at somebody.
    """
    without = networks - with_peer
    if networks < figures.SMALLEST:
        return Coverage(None, None)
    if figures.shown(with_peer) is None or figures.shown(without) is None:
        return Coverage(None, networks)
    return Coverage(with_peer, networks)
