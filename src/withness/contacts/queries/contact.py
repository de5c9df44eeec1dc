"""One contact, for those who work in the service."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.contacts import models
from withness.contacts.queries import holders as holding
from withness.contacts.rules import states
from withness.people.queries import persons
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ContactFact:
    """A call for help, verbatim, with everybody who held its promise.

    `right`: the name of the policy's row that opened it, for the trail. `holders` in order, the
    last is the present one while the promise is open. `may_act`: whether the deeds are the
    viewer's.
    """

    id: UUID
    right: str
    team_id: UUID
    network_id: UUID | None
    asked_by: states.Caller
    route: states.Route
    caller_id: UUID
    caller: str
    centre_id: UUID | None
    for_whom: str
    how_to_reach: str
    reaches: tuple[persons.ReachFact, ...]
    hope: str
    who: str
    when_and_where: str
    agency: str
    language: str
    written_by: UUID | None
    asked_at: datetime
    promised_until: datetime
    reached_at: datetime | None
    caller_may_know: bool
    withdrawn_at: datetime | None
    ended_at: datetime | None
    end: states.End | None
    end_words: str
    holders: tuple[holding.HolderFact, ...]
    may_act: bool

    @property
    def holder(self) -> holding.HolderFact:
        """Whoever holds it now, or held it last."""
        return self.holders[-1]

    @property
    def centre_name(self) -> str:
        """What to call the person at the centre, as far as anybody said."""
        return self.caller if self.asked_by == states.Caller.SELF else self.for_whom


def one(viewer: Viewer, contact_id: UUID) -> ContactFact:
    """Return one contact that the viewer may read, or raise `NotAllowed`: four queries."""
    row = models.Contact.objects.select_related("caller").filter(pk=contact_id).first()
    if row is None:
        raise NotAllowed
    right = policy.require(viewer, "contacts.read", row)
    return ContactFact(
        id=row.pk,
        right=right.name,
        team_id=row.team_id,
        network_id=row.network_id,
        asked_by=states.Caller(row.asked_by),
        route=states.Route(row.route),
        caller_id=row.caller_id,
        caller=row.caller.name,
        centre_id=row.centre_id,
        for_whom=row.for_whom or "",
        how_to_reach=row.how_to_reach or "",
        reaches=persons.reaches_of(row.caller_id),
        hope=row.hope or "",
        who=row.who or "",
        when_and_where=row.when_and_where or "",
        agency=row.agency or "",
        language=row.language,
        written_by=row.written_by_id,
        asked_at=row.asked_at,
        promised_until=row.promised_until,
        reached_at=row.reached_at,
        caller_may_know=row.caller_may_know,
        withdrawn_at=row.withdrawn_at,
        ended_at=row.ended_at,
        end=states.End(row.end) if row.end else None,
        end_words=row.end_words or "",
        holders=holding.of_contact(row.pk),
        may_act=policy.may(viewer, "contacts.take", row) is not None,
    )
