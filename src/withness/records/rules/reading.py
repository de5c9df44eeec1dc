"""Who reads a line, and why (promises 1, 3, 12).

Pure: the page, the policy and the stream all answer as this file does.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from withness.records.rules.states import Circle, Yes
from withness.values.rules.viewer import Belonging, Seat


class Why(StrEnum):
    """The reason why somebody reads a line, told on the page."""

    SPEAKER = "speaker"
    WRITER = "writer"
    WAS_THERE = "was_there"
    CENTRE = "centre"
    NETWORK = "network"
    PRACTITIONER = "practitioner"
    NAMED = "named"
    COVER = "cover"


WIDE = frozenset({Circle.ROOM, Circle.NETWORK})


@dataclass(frozen=True, slots=True)
class LineOf:
    """What decides about a line; no words."""

    speaker_id: UUID
    written_by_id: UUID
    circle: Circle
    yes: Yes
    said_at: datetime
    is_shared: bool
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class ReaderOf:
    """What decides about a reader: their present seat in the network, and being there.

    `stood_in`: they came to that meeting as cover, from outside the network.
    """

    person_id: UUID | None
    seat: Seat | None
    was_there: bool
    is_named: bool = False
    stood_in: bool = False


def reads(line: LineOf, reader: ReaderOf) -> Why | None:
    """Return why this reader reads this line, None where they do not."""
    if reader.person_id is not None and line.speaker_id == reader.person_id:
        return Why.SPEAKER
    if reader.person_id is None or not line.is_shared or line.is_taken_back:
        return None
    if reader.seat is None:  # former members read their own lines only; cover was a guest once
        return Why.COVER if reader.stood_in and line.circle in WIDE else None
    return _as_a_member(line, reader, reader.seat)


def _as_a_member(line: LineOf, reader: ReaderOf, seat: Seat) -> Why | None:
    """Return why somebody who belongs now reads another's open line."""
    if line.written_by_id == reader.person_id and line.circle != Circle.ONLY_ME:
        return Why.WRITER
    if line.yes == Yes.NOT_YET:  # seen only by those who were there; on the telephone, by two
        there = reader.was_there and line.circle not in (Circle.TWO, Circle.ONLY_ME)
        return Why.WAS_THERE if there else None
    return Why.NAMED if reader.is_named else _in_circle(line, reader, seat)


def _in_circle(line: LineOf, reader: ReaderOf, seat: Seat) -> Why | None:
    """Return why somebody stands in the circle that the line's owner chose."""
    is_centre = seat.belonging == Belonging.CENTRE
    had_joined = seat.joined_at <= line.said_at
    match line.circle:
        case Circle.ROOM | Circle.NETWORK if reader.was_there:
            return Why.WAS_THERE
        case Circle.ROOM | Circle.NETWORK if is_centre:
            return Why.CENTRE
        case Circle.NETWORK if had_joined and seat.belonging != Belonging.AGENCY:
            return Why.NETWORK
        case Circle.PRACTITIONERS if seat.belonging == Belonging.PRACTITIONER:
            return Why.PRACTITIONER if had_joined or reader.was_there else None
        case _:
            return None
