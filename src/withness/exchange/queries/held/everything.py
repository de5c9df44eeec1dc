"""Everything that is held about one person, part by part, as one archive's contents."""

from dataclasses import dataclass
from datetime import datetime

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.exchange.queries.held import agreed, hard, meeting, own, said, traces
from withness.exchange.queries.held.part import Held, Part, read
from withness.people.models import Person
from withness.values.rules.viewer import Viewer

PARTS: tuple[Part, ...] = (
    *own.PARTS,
    *meeting.PARTS,
    *said.PARTS,
    *agreed.PARTS,
    *hard.PARTS,
)


@dataclass(frozen=True, slots=True)
class Everything:
    """The contents of an archive. `stay`: own lines left out, because they speak of somebody."""

    parts: tuple[Held, ...]
    stay: int
    at: datetime


def held_about(viewer: Viewer, at: datetime) -> Everything:
    """Return everything held about the viewer, who alone may ask; or raise `NotAllowed`.

    Other people's private words are in no part of it. Empty parts are left out.
    """
    if viewer.person_id is None:
        raise NotAllowed
    one = viewer.person_id
    policy.require(viewer, "exchange.take_everything", Person.objects.filter(pk=one).first())
    parts = [read(part, one) for part in PARTS]
    lines, stay = said.lines(one)
    parts += [*lines, traces.done(one), traces.opened(viewer, one)]
    return Everything(tuple(part for part in parts if part.rows), stay, at)
