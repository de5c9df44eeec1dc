"""When a message may be taken, and which ones a person should look at."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from withness.delivery.rules.states import State, Way

LATE = timedelta(minutes=30)  # waiting longer than this is worth a look
KEPT = timedelta(days=30)  # the words of a settled message are kept so long, then emptied
BY_MACHINE = (Way.MAIL, Way.SMS)  # letters and telephone calls are a person's
SETTLED = (State.SENT, State.FAILED, State.CALLED_OFF)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a message's row says about where it stands."""

    way: Way
    state: State
    due_at: datetime
    made_at: datetime
    attempts: int
    claimed_until: datetime | None


def may_be_taken(message: Standing, now: datetime) -> bool:
    """Whether a worker may take this message now."""
    return message.way in BY_MACHINE and message.state == State.WAITING and message.due_at <= now


def is_lost_sight_of(message: Standing, now: datetime) -> bool:
    """Whether it was taken by a worker that never came back: perhaps sent, perhaps not."""
    return (
        message.state == State.SENDING
        and message.claimed_until is not None
        and message.claimed_until < now
    )


def needs_somebody(message: Standing, now: datetime) -> bool:
    """Whether this message has not arrived, as far as anybody knows, and somebody should act."""
    if message.state in (State.FAILED, State.UNSURE):
        return True
    if message.state == State.WAITING:
        if message.way == Way.LETTER:
            return True
        return message.attempts > 0 or message.due_at + LATE <= now
    return is_lost_sight_of(message, now)


def may_be_emptied(state: State, settled_at: datetime | None, now: datetime) -> bool:
    """Whether the words of a message are no longer needed."""
    return state in SETTLED and settled_at is not None and settled_at + KEPT <= now


def stands(way: Way, state: State, attempts: int) -> str:
    """Return the code of the sentence that says where a message stands."""
    if state == State.WAITING and way == Way.LETTER:
        return "letter_waits"
    if state == State.WAITING and attempts:
        return "still_trying"
    return state.value
