"""One network, and the names of several."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks.rules.states import Said, State
from withness.people.models import Person
from withness.sealing.models import field
from withness.values.rules.viewer import Viewer

open_name = field.opener(models.Network, "name")
open_person = field.opener(Person, "name")


@dataclass(frozen=True, slots=True)
class NetworkFact:
    """One network. `name` is what the team calls it; `right` is why the viewer may know."""

    id: UUID
    team_id: UUID
    centre_id: UUID
    centre_name: str
    name: str
    state: State
    language: str
    made_at: datetime
    rests_since_at: datetime | None
    ended_at: datetime | None
    ended_how: Said | None  # None while it is not ended
    ended_by_name: str  # who wrote the person's word down; "" where they ended it themselves
    zone: str  # its team's
    right: str


def one(viewer: Viewer, network_id: UUID) -> NetworkFact:
    """Return the network whose place one has, as a guest too; raise `NotAllowed` otherwise."""
    rows = models.Network.objects.select_related("centre", "ended_by", "team")
    row = policy.open_to(viewer, "networks.know", rows).filter(pk=network_id).first()
    if row is None:
        raise NotAllowed
    right = policy.require(viewer, "networks.know", row)
    by_other = row.ended_by is not None and row.ended_by_id != row.centre_id
    return NetworkFact(
        row.pk,
        row.team_id,
        row.centre_id,
        row.centre.name,
        row.name,
        State(row.state),
        row.language,
        row.made_at,
        row.rests_since_at,
        row.ended_at,
        Said(row.ended_how) if row.ended_how else None,
        row.ended_by.name if by_other and row.ended_by else "",
        row.team.zone,
        right.name,
    )


def names(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the working names of those networks that the viewer may know, in one query."""
    wanted = set(ids)
    rows = policy.open_to(viewer, "networks.know", models.Network.objects.filter(pk__in=wanted))
    return {row_id: open_name(row_id, sealed) for row_id, sealed in rows.values_list("id", "name")}


def around(person_id: UUID) -> UUID | None:
    """Return the network around one person that has not ended, or None.

    For upper rooms that have asked whether one may know this person (a contact's own network).
    """
    rows = models.Network.objects.filter(centre_id=person_id).exclude(state=State.ENDED)
    return rows.values_list("id", flat=True).first()
