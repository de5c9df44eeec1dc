"""What counts at once when it is said on the telephone, and what waits (promises 3 and 23)."""

from withness.records.rules.states import Answer, Circle, Said, Yes
from withness.values.rules.refusals import Refusal


class NotTogetherNow(Refusal):
    """A yes said in the room needs both to sit in a meeting of the network now."""

    code = "not_together_now"


class WordsAreGone(Refusal):
    """What was destroyed cannot come back."""

    code = "words_are_gone"


class TheyLeft(Refusal):
    """Nothing opens to somebody who belongs no longer."""

    code = "they_left"


# A circle, and those that hold nobody who did not stand in it. Whoever is named reads in each but
# "only me", and whoever wrote a line down for its speaker as well.
NARROWER: dict[Circle, frozenset[Circle]] = {
    Circle.ONLY_ME: frozenset(),
    Circle.NAMED: frozenset({Circle.TWO}),
    Circle.TWO: frozenset({Circle.NAMED}),
    Circle.PRACTITIONERS: frozenset({Circle.NAMED, Circle.TWO}),
    Circle.ROOM: frozenset({Circle.NAMED, Circle.TWO}),
    Circle.NETWORK: frozenset({Circle.NAMED, Circle.TWO, Circle.ROOM, Circle.PRACTITIONERS}),
}


def opens(before: Circle, after: Circle) -> bool:
    """Whether somebody could read a line in the circle after who could not in the one before."""
    return not (after in {before, Circle.ONLY_ME} or after in NARROWER[before])


def waits(what: Said, *, before: str, to: str, heard: Yes) -> bool:
    """Whether it waits for the speaker's own yes: what opens, unless it was said in the room."""
    if heard == Yes.ROOM:
        return False
    match what:
        case Said.CIRCLE:
            return opens(Circle(before), Circle(to))
        case Said.ANSWER:
            return to == Answer.YES
        case _:
            return what == Said.OPEN_TO
