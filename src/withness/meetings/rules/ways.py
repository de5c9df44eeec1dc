"""By which way somebody is asked to a meeting, as far as the ways to reach them say."""

from collections.abc import Iterable
from dataclasses import dataclass

from withness.delivery.rules.states import Way
from withness.people.rules import ReachKind
from withness.values.rules.refusals import Refusal


class NoWayThere(Refusal):
    """Nothing is written down to reach somebody by that way, or they asked not to be written to."""

    code = "no_way_there"


@dataclass(frozen=True, slots=True)
class Reachable:
    """One way to reach somebody, and whether they let us write there."""

    kind: ReachKind
    may_write: bool


def possible(reaches: Iterable[Reachable], *, works_here: bool = False) -> tuple[Way, ...]:
    """Return the ways that are open, the usual one first.

    A mail carries the calendar file, so it comes before a text message; a letter and a telephone
    call are always possible, because nothing requires a screen (promise 23).
    """
    kinds = {reach.kind for reach in reaches if reach.may_write}
    found = [
        way
        for way, kind in ((Way.MAIL, ReachKind.MAIL), (Way.SMS, ReachKind.PHONE))
        if kind in kinds
    ]
    if works_here and Way.MAIL not in found:
        found.insert(0, Way.MAIL)
    return (*found, *((Way.TOLD, Way.LETTER) if works_here else (Way.LETTER, Way.TOLD)))


def chosen(way: Way | None, open_ways: tuple[Way, ...]) -> Way:
    """Return the way that was chosen, or the usual one; raise `NoWayThere` where it is closed."""
    if way is None:
        return open_ways[0]
    if way not in open_ways:
        raise NoWayThere
    return way
