"""What everybody is told of an entry that is held back: by whom, on what ground, until when."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.records.queries.held import HeldFact
from withness.values.rules import wall

OPENING = (
    gettext_lazy("Those who were at this meeting, or belonged to the network by then, read it."),
    gettext_lazy("Everyone in the network is told that there is something to read."),
    gettext_lazy("It cannot be closed again."),
)


@dataclass(frozen=True, slots=True)
class Held:
    """One entry in sentences. `is_waiting`: the day for looking again has passed."""

    id: UUID
    who: str
    ground: str
    until: str
    words: str
    is_open: bool
    is_waiting: bool
    is_readable: bool


def shown(fact: HeldFact, zone: str) -> Held:
    """Return what a page says of an entry, to somebody who sees that it exists."""
    made = {
        "name": fact.author,
        "day": formats.date_format(wall.wall_time(fact.made_at, zone), "j F Y"),
    }
    again = {"day": formats.date_format(fact.again_on, "j F Y")}
    who = (
        _("%(name)s held this back, and has opened it since. Written on %(day)s.")
        if fact.is_open
        else _("%(name)s holds an entry back. Written on %(day)s.")
    )
    ground = _("The ground: %(ground)s") % {"ground": fact.ground}
    until = (
        _("It was to be looked at again by %(day)s. That day has passed.")
        if fact.is_overdue
        else _("It is looked at again by %(day)s.")
    )
    return Held(
        fact.id,
        who % made,
        f"{ground} ({fact.source})" if fact.source else ground,
        "" if fact.is_open else until % again,
        fact.words,
        fact.is_open,
        fact.is_overdue,
        fact.is_readable,
    )
