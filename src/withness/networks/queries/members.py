"""Who belongs to a network."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks.queries.networks import open_person
from withness.networks.rules.states import Said
from withness.people.queries import persons
from withness.sealing.models import field
from withness.values.rules.viewer import Belonging, Viewer

open_how = field.opener(models.Membership, "how")
COLUMNS = (
    "person_id", "person__name", "id", "how", "belonging", "practitioner_id",
    "practitioner__is_peer", "joined_at", "left_at", "agreed_how", "practitioner__left_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemberFact:
    """One person's place in a network, in the words of the person at the centre.

    `still_here` is False for a practitioner who no longer works in the service.
    """

    person_id: UUID
    name: str
    how: str
    belonging: Belonging
    practitioner_id: UUID | None
    is_peer: bool
    joined_at: datetime
    left_at: datetime | None
    agreed_how: Said
    still_here: bool


@dataclass(frozen=True, slots=True)
class KnownFact:
    """Somebody known from another network, who could be named again."""

    person_id: UUID
    name: str


def of(viewer: Viewer, network_id: UUID) -> tuple[MemberFact, ...]:
    """Return who belongs now: the person at the centre first, then in order of joining.

    Guests and former members are not told: raises `NotAllowed`.
    """
    rows = policy.open_to(viewer, "networks.read", models.Network.objects.filter(pk=network_id))
    places = models.Membership.objects.filter(network__in=rows, left_at=None)
    found = [member_fact(row) for row in places.values_list(*COLUMNS)]
    if not found:
        raise NotAllowed
    return in_order(found)


def in_order(found: list[MemberFact]) -> tuple[MemberFact, ...]:
    """Return the person at the centre first, everybody else in order of joining."""
    return tuple(
        sorted(
            found,
            key=lambda one: (one.belonging != Belonging.CENTRE, one.joined_at, one.person_id),
        )
    )


def member_fact(row: tuple[Any, ...]) -> MemberFact:
    """Return the fact of one row of `COLUMNS`."""
    person_id, name, place_id, how, kind, practitioner_id, is_peer, joined, left, said, gone = row
    today = timezone.now().date()
    return MemberFact(
        person_id,
        open_person(person_id, name),
        open_how(place_id, how),
        Belonging(kind),
        practitioner_id,
        bool(is_peer),
        joined,
        left,
        Said(said),
        gone is None or gone > today,
    )


def known_to(viewer: Viewer, network_id: UUID) -> tuple[KnownFact, ...]:
    """Return the people of the viewer's other networks who could be named in this one, by name.

    Only networks one belongs to are looked at: there is no search over everybody.
    """
    own = models.Network.objects.filter(pk__in=viewer.networks).exclude(pk=network_id)
    mine = policy.open_to(viewer, "networks.read", own)
    here = models.Membership.objects.filter(network_id=network_id, left_at=None)
    rows = (
        models.Membership.objects.filter(network__in=mine, left_at=None)
        .exclude(belonging=Belonging.PRACTITIONER)
        .exclude(person_id__in=here.values("person_id"))
        .values_list("person_id", "person__name")
        .distinct()
    )
    found = {person_id: open_person(person_id, name) for person_id, name in rows}
    facts = (KnownFact(person_id, name) for person_id, name in found.items())
    return tuple(sorted(facts, key=lambda one: (one.name.casefold(), one.person_id)))


def reaches(viewer: Viewer, network_id: UUID) -> dict[UUID, tuple[persons.ReachFact, ...]]:
    """Return how to reach those whose ways the viewer may read, by person.

    Practitioners who belong read everybody's; a member reads their own and nobody else's.
    """
    places = models.Membership.objects.filter(network_id=network_id)
    open_places = policy.open_to(viewer, "networks.see_reach", places)
    return persons.reaches_of_all(list(open_places.values_list("person_id", flat=True)))
