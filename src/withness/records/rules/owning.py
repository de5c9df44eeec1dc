"""What the owner of a line may do with it (promises 1, 2, 3, 21)."""

from datetime import datetime, timedelta

from withness.records.rules.states import Circle, Yes
from withness.values.rules.refusals import Refusal


class NotBehindBacks(Refusal):
    """A practitioner's line is read at least by those who were there (promise 1)."""

    code = "not_behind_backs"


class NothingSaid(Refusal):
    """A line needs words."""

    code = "nothing_said"


class NotBegun(Refusal):
    """Lines belong to a meeting that has begun."""

    code = "not_begun"


class CorrectedNotRemoved(Refusal):
    """Practitioners correct their lines and remove none (promise 21)."""

    code = "corrected_not_removed"


class NotYours(Refusal):
    """Only the person who said it says yes to it, in the room, by telephone or on their page."""

    code = "not_yours"


class NotInTheRoom(Refusal):
    """A yes in the room needs both there: who says it, and who hears it (promise 3)."""

    code = "not_in_the_room"


class EndedUnsaid(Refusal):
    """Before a meeting is closed somebody says how it ended: agreements, or no decision today."""

    code = "ended_unsaid"


class OtherWords(Refusal):
    """A line was written from this very page already, with other words; neither is lost."""

    code = "other_words"


FOR_PRACTITIONERS = frozenset({Circle.ROOM, Circle.NETWORK})
FOR_MEMBERS = frozenset(
    {Circle.ROOM, Circle.NETWORK, Circle.PRACTITIONERS, Circle.NAMED, Circle.ONLY_ME}
)


def circle(chosen: Circle, *, by_practitioner: bool) -> Circle:
    """Return the chosen circle, or raise `NotBehindBacks`."""
    if chosen not in (FOR_PRACTITIONERS if by_practitioner else FOR_MEMBERS):
        raise NotBehindBacks
    return chosen


def keepable(*, by_practitioner: bool) -> None:
    """Raise `NotBehindBacks` where a practitioner would keep a line about a network to themselves.

    Members may keep words for themselves until they want to share them.
    """
    if by_practitioner:
        raise NotBehindBacks


def same_words(*, kept: str, typed: str, was_changed: bool) -> None:
    """Raise `OtherWords` where what was sent twice was not the same; a later change counts not."""
    if kept != typed and not was_changed:
        raise OtherWords


def is_marked(chosen: Circle) -> bool:
    """Whether a line takes a number in the order of speaking; "only me" leaves no mark at all."""
    return chosen != Circle.ONLY_ME


def circle_for_another(said_yes: Yes, *, by_telephone: bool) -> Circle:
    """Return who reads a line written down for somebody else, until they open it wider.

    In the room: those who were there. On the telephone: the two who spoke, whatever they said.
    """
    if said_yes == Yes.TELEPHONE or by_telephone:
        return Circle.TWO
    return Circle.ROOM


def by_name(chosen: Circle) -> Circle:
    """Return the circle of a line once somebody is named: "only you" it is no longer."""
    return Circle.NAMED if chosen == Circle.ONLY_ME else chosen


def removable(*, by_practitioner: bool, own_life: bool = False) -> bool:
    """Return whether a mark stays where a line was taken back.

    A member's leaves none. A practitioner takes back only what tells of their own life (promise
    12), and everybody who read it sees that it was taken back; anything else they correct: raises
    `CorrectedNotRemoved`.
    """
    if by_practitioner and not own_life:
        raise CorrectedNotRemoved
    return by_practitioner


def earlier_is_open(*, by_practitioner: bool, is_own: bool, is_taken_back: bool) -> bool:
    """Whether somebody who reads a line reads what it said before.

    A member's earlier words are theirs alone. A practitioner's stay readable beside the correction:
    a correction that hid them would remove them (promise 21). What was taken back is sealed whole.
    """
    return not is_taken_back and (is_own or by_practitioner)


def due_to_go(taken_back_at: datetime, days: int | None, now: datetime) -> bool:
    """Whether the law no longer asks to keep what was taken back; None: it says nothing, so no."""
    return days is not None and taken_back_at + timedelta(days=days) <= now
