"""What an answer means. Nobody is counted who has not said it."""

from collections.abc import Iterable
from dataclasses import dataclass

from withness.meetings.rules.states import Answer, Came


def comes(answer: Answer) -> bool | None:
    """Whether somebody comes, in whatever way; None while nothing was said. Silence is no yes."""
    if answer == Answer.NONE:
        return None
    return answer != Answer.NOT_NOW


def expected(answer: Answer) -> Came | None:
    """Return how to expect somebody when people gather, None where they are not expected."""
    if answer == Answer.ONLINE:
        return Came.ONLINE
    return Came.ROOM if comes(answer) else None


@dataclass(frozen=True, slots=True)
class Coming:
    """How a meeting looks from the answers: who comes, who does not, who has not said."""

    coming: int
    not_now: int
    silent: int


def told(answers: Iterable[Answer]) -> Coming:
    """Return the answers counted; each stands in exactly one of the three."""
    said = [comes(answer) for answer in answers]
    return Coming(said.count(True), said.count(False), said.count(None))
