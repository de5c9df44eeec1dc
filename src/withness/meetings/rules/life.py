"""From agreed to held: which changes of state and step are possible."""

from datetime import datetime

from withness.meetings.rules.states import Came, State, Step
from withness.values.rules.refusals import Refusal

STEPS = tuple(Step)


class NotPossible(Refusal):
    """Where the meeting is in its life, this cannot be done.

    Codes: `held_already`, `called_off_already`, `begun_already`, `not_begun`, `is_over`.
    """

    code = "not_possible"


class NotOfTheNetwork(Refusal):
    """Whoever is asked or comes belongs to the network, or works here."""

    code = "not_of_network"


def _said(state: State) -> str:
    return {
        State.HELD: "held_already",
        State.CALLED_OFF: "called_off_already",
        State.UNDER_WAY: "begun_already",
        State.AGREED: "not_begun",
    }[state]


def may_change(state: State) -> None:
    """Refuse moving, calling off or asking more people once a meeting has begun or ended."""
    if state != State.AGREED:
        raise NotPossible(_said(state))


def begun(state: State) -> State:
    """Return the state after people sat down together; beginning twice changes nothing."""
    if state in (State.AGREED, State.UNDER_WAY):
        return State.UNDER_WAY
    raise NotPossible(_said(state))


def held(state: State) -> State:
    """Return the state after closing what is under way; closing twice is closing once."""
    if state in (State.UNDER_WAY, State.HELD):
        return State.HELD
    raise NotPossible(_said(state))


def called_off(state: State) -> State:
    """Return the state after calling off; calling off twice is calling off once."""
    if state in (State.AGREED, State.CALLED_OFF):
        return State.CALLED_OFF
    raise NotPossible(_said(state))


def stepped(state: State, step: Step) -> Step:
    """Return the step people move to, forward or back; only while they sit together."""
    if state != State.UNDER_WAY:
        raise NotPossible(_said(state))
    return step


def may_write_who_came(state: State) -> None:
    """Refuse writing down who is here before a meeting has begun and after it was closed.

    Having been there opens the words spoken there, so nobody is written in afterwards.
    """
    if state != State.UNDER_WAY:
        raise NotPossible(_said(state))


def may_answer(state: State, ends_at: datetime, now: datetime) -> None:
    """Refuse an answer once a meeting has begun, was called off or its time is over."""
    may_change(state)
    if now >= ends_at:
        raise NotPossible("is_over")


def neighbours(step: Step) -> tuple[Step | None, Step | None]:
    """Return the step before and the step after, None at either end."""
    at = STEPS.index(step)
    return (
        STEPS[at - 1] if at > 0 else None,
        STEPS[at + 1] if at + 1 < len(STEPS) else None,
    )


def is_there(came: Came | None) -> bool:
    """Whether somebody is or was at the meeting, in whatever way."""
    return came is not None and came != Came.MISSED
