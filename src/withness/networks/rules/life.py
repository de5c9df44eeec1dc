"""From gathering to meeting, resting, being taken up again, and ending (promise 18)."""

from withness.networks.rules.belonging import NoWord
from withness.networks.rules.states import Said, State
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging


class HasEnded(Refusal):
    """The person at the centre has ended this network; nothing about it changes any more."""

    code = "has_ended"


class NotNow(Refusal):
    """Where the network is in its life, this cannot be done."""

    code = "not_now"


RESTS_FROM = frozenset({State.GATHERING, State.MEETING})
OPEN = frozenset({State.GATHERING, State.MEETING, State.RESTING})


def lives(state: State) -> None:
    """Refuse with `HasEnded` whatever would change an ended network."""
    if state == State.ENDED:
        raise HasEnded


def rested(state: State) -> State:
    """Return the state after resting; only what gathers or meets can rest."""
    lives(state)
    if state not in RESTS_FROM:
        raise NotNow("rests_already")
    return State.RESTING


def taken_up(state: State) -> State:
    """Return the state after being taken up again; only what rests can be."""
    lives(state)
    if state != State.RESTING:
        raise NotNow("rests_not")
    return State.MEETING


def met(state: State, *, has_died: bool = False) -> State:
    """Return the state after a meeting was held: whoever meets neither gathers nor rests.

    `has_died`: the person at the centre; then the network rests after a last meeting, and only
    they could have ended it (promise 18).
    """
    lives(state)
    return State.RESTING if has_died else State.MEETING


def ended(state: State, by: Belonging | None, said: Said | None) -> Said:
    """Return how the person said that the network ends.

    They say it themselves on their own page, or a practitioner who belongs writes down their
    word, and it stays marked so. Nobody else ends a network (promise 18): `NoWord`.
    """
    lives(state)
    if by == Belonging.CENTRE:
        return Said.THEMSELVES
    if by == Belonging.PRACTITIONER and said in {Said.ROOM, Said.TELEPHONE}:
        return Said(said)
    raise NoWord
