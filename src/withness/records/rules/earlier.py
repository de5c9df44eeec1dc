"""Words from before somebody joined: what each speaker is asked about (promise 1)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.records.rules.reading import WIDE
from withness.records.rules.states import Circle, Yes
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging, Seat


class NothingEarlier(Refusal):
    """Whoever was there from the beginning, or comes as a guest, has nothing to ask for."""

    code = "nothing_earlier"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What decides whether a speaker is asked about a line they opened; no words."""

    id: UUID
    meeting_id: UUID
    said_at: datetime
    circle: Circle
    yes: Yes


def may_ask_for(seat: Seat | None) -> bool:
    """Whether words can be asked for somebody: they belong, and not as a meeting's guest."""
    return seat is not None and seat.belonging not in (Belonging.AGENCY, Belonging.CENTRE)


def is_asked_about(line: Earlier, joined_at: datetime) -> bool:
    """Whether a yes for the whole meeting opens this line.

    Only what was open to the others: a narrower line its speaker opens by hand, or not at all.
    """
    return line.yes != Yes.NOT_YET and line.circle in WIDE and line.said_at < joined_at
