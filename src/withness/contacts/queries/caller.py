"""What the one who asked sees of their promise (promise 8)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.contacts import models
from withness.contacts.queries import holders
from withness.contacts.rules import caller as rules
from withness.contacts.rules import states
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class CallerFact:
    """A caller's own page.

    Where `sees` is `TAKEN_UP` everything below is empty and the same for every contact: what
    stands nowhere cannot be told. `ended`: how it ended, where the caller is told.
    """

    contact_id: UUID
    right: str
    sees: rules.Sees
    is_centre: bool = False
    holder_name: str = ""
    asked_at: datetime | None = None
    promised_until: datetime | None = None
    ended: states.End | None = None
    ended_at: datetime | None = None
    end_words: str = ""
    is_over: bool = False
    withdrawn: bool = False
    reached: bool = False
    may_add: bool = False
    may_take_back: bool = False


def opened(viewer: Viewer) -> CallerFact:
    """Return the contact that the viewer's own link opens, or raise `NotAllowed`: two queries."""
    rows = models.Contact.objects.filter(pk__in=tuple(viewer.opens)).defer(
        "how_to_reach", "hope", "who", "when_and_where", "agency", "for_whom"
    )
    row = rows.first()
    if row is None:
        raise NotAllowed
    right = policy.require(viewer, "contacts.read_as_caller", row)
    is_centre = row.asked_by == states.Caller.SELF or row.centre_id == row.caller_id
    over = row.ended_at is not None
    sees = rules.sees(
        is_centre=is_centre,
        reached=row.reached_at is not None,
        ended=over,
        may_know=row.caller_may_know,
    )
    told = rules.told_end(states.End(row.end) if row.end else None, is_centre=is_centre)
    if sees == rules.Sees.TAKEN_UP or (over and told is None):
        return CallerFact(row.pk, right.name, rules.Sees.TAKEN_UP)
    return CallerFact(
        row.pk,
        right.name,
        sees,
        is_centre=is_centre,
        holder_name=holders.of_contact(row.pk)[-1].name,
        asked_at=row.asked_at,
        promised_until=row.promised_until,
        ended=told,
        ended_at=row.ended_at,
        end_words=(row.end_words or "") if is_centre else "",
        is_over=over,
        withdrawn=row.withdrawn_at is not None,
        reached=row.reached_at is not None,
        may_add=not over,
        may_take_back=rules.may_take_back(is_centre=is_centre, ended=over),
    )
