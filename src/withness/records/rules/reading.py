"""Who reads a line, and why (promises 1, 3, 12, 21).

Pure: the page, the policy and the stream all answer as this file does.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from withness.records.rules.states import As, Circle, Yes
from withness.values.rules.viewer import Belonging, Demand, Kind, Seat, Viewer


class Why(StrEnum):
    """The reason why somebody reads a line, told on the page."""

    SPEAKER = "speaker"
    WRITER = "writer"
    WAS_THERE = "was_there"
    CENTRE = "centre"
    NETWORK = "network"
    PRACTITIONER = "practitioner"
    NAMED = "named"
    JOINER = "joiner"
    SPOKEN_OF = "spoken_of"
    COVER = "cover"
    GLASS = "glass"
    DEMAND = "demand"


WIDE = frozenset({Circle.ROOM, Circle.NETWORK})
# What a practitioner who sat there would read; never what is for two, for some, or for oneself.
BEHIND_GLASS = WIDE | {Circle.PRACTITIONERS}
BY_NAME = {As.NAMED: Why.NAMED, As.JOINER: Why.JOINER, As.SPOKEN_OF: Why.SPOKEN_OF}
BY_LAW = frozenset({Why.GLASS, Why.DEMAND})


@dataclass(frozen=True, slots=True)
class LineOf:
    """What decides about a line; no words.

    `mark_stays`: it was taken back, and everybody who read it sees that it was.
    """

    speaker_id: UUID
    written_by_id: UUID
    circle: Circle
    yes: Yes
    said_at: datetime
    is_shared: bool
    is_taken_back: bool
    mark_stays: bool = False


@dataclass(frozen=True, slots=True)
class ReaderOf:
    """What decides about a reader: their present seat in the network, and being there.

    `named_as`: as whom the line was opened to them by name. `stood_in`: they came to that meeting
    as cover, from outside the network. `broke_glass`: of this network, within the hour.
    `demands`: a lawful demand opens to them what was said there and then.
    """

    person_id: UUID | None
    seat: Seat | None
    was_there: bool
    named_as: As | None = None
    stood_in: bool = False
    broke_glass: bool = False
    demands: bool = False


def demanded(viewer: Viewer, network_id: UUID, said_at: datetime) -> bool:
    """Whether a lawful demand opens to the viewer what was said in that network at that moment.

    The first instant of a demand belongs to it, the last does not; and it has to name lines.
    """
    return any(_reaches(demand, network_id, said_at) for demand in viewer.demands)


def _reaches(demand: Demand, network_id: UUID, said_at: datetime) -> bool:
    in_time = demand.said_from <= said_at < demand.said_until
    return in_time and demand.network_id == network_id and Kind.LINES in demand.kinds


def reads(line: LineOf, reader: ReaderOf) -> Why | None:
    """Return why this reader reads this line, None where they do not."""
    if reader.person_id is not None and line.speaker_id == reader.person_id:
        return Why.SPEAKER
    if reader.person_id is None or not line.is_shared:
        return None
    if line.is_taken_back and reader.demands and line.circle != Circle.ONLY_ME:
        return Why.DEMAND
    if line.is_taken_back and not line.mark_stays:
        return None
    return _by_belonging(line, reader) or _by_law(line, reader)


def has_words(line: LineOf, why: Why) -> bool:
    """Whether the words are there to be read: what was taken back only a lawful demand opens."""
    return not line.is_taken_back or why == Why.DEMAND


def _by_law(line: LineOf, reader: ReaderOf) -> Why | None:
    """Return why somebody reads it who does not belong: the glass is broken, a court asks."""
    if reader.broke_glass and line.circle in BEHIND_GLASS and line.yes != Yes.NOT_YET:
        return Why.GLASS
    return Why.DEMAND if reader.demands and line.circle != Circle.ONLY_ME else None


def _by_belonging(line: LineOf, reader: ReaderOf) -> Why | None:
    if reader.seat is None:  # former members read their own lines only; cover was a guest once
        return Why.COVER if reader.stood_in and line.circle in WIDE else None
    return _as_a_member(line, reader, reader.seat)


def _as_a_member(line: LineOf, reader: ReaderOf, seat: Seat) -> Why | None:
    """Return why somebody who belongs now reads another's open line."""
    if line.circle == Circle.ONLY_ME:
        return None
    if line.written_by_id == reader.person_id:
        return Why.WRITER
    if line.yes == Yes.NOT_YET:  # seen only by those who were there; on the telephone, by two
        there = reader.was_there and line.circle not in (Circle.TWO, Circle.NAMED)
        return Why.WAS_THERE if there else None
    return BY_NAME[reader.named_as] if reader.named_as else _in_circle(line, reader, seat)


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
