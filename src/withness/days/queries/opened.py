"""Who opened what concerns one: staff and guests by name, members for themselves (promise 19)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q

from withness.access import policy
from withness.access.policy import NOTHING
from withness.access.rules import NotAllowed
from withness.consents.models import Demand
from withness.contacts.models import Contact
from withness.networks.models import Membership, Network
from withness.people.queries import persons
from withness.trail.models import Entry
from withness.values.rules.viewer import Belonging, Viewer

FAR = datetime(9999, 1, 1, tzinfo=UTC)
MEMBERS = (Belonging.CENTRE, Belonging.MEMBER)


@dataclass(frozen=True, slots=True)
class OpenedFact:
    """One opening: what, by which right, when; `name` is "" for what the viewer did themselves."""

    id: UUID
    at: datetime
    deed: str
    right: str
    person_id: UUID | None
    name: str
    network_id: UUID | None
    own: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Openings, the latest first; `more`: earlier ones follow the last of these."""

    opened: tuple[OpenedFact, ...]
    more: bool


def opened(
    viewer: Viewer,
    *,
    of_network: tuple[str, ...],
    of_oneself: tuple[str, ...],
    before: UUID | None = None,
    most: int = 100,
) -> Page:
    """Return what was opened of the viewer's; raise `NotAllowed` for whoever is nobody.

    The networks they belong to, from joining until leaving; their own call for help; what was
    opened about themselves. `before`: only what is earlier than that entry. Six queries at most,
    however long the list is.
    """
    if viewer.person_id is None:
        raise NotAllowed
    rows = Entry.objects.filter(service_id=viewer.service_id).filter(
        Q(deed__in=of_network)
        | Q(deed__in=of_oneself) & (Q(about_id=viewer.person_id) | Q(person_id=viewer.person_id))
    )
    rows = rows.filter(
        policy.where(viewer, "trail.read")
        | _of_contacts(viewer.person_id) & policy.where(viewer, "trail.read_of_own")
        | _told(viewer) & policy.where(viewer, "trail.read_told")
    ).exclude(_as_members(viewer, viewer.person_id))
    at = Entry.objects.filter(pk=before).values_list("at", flat=True).first() if before else None
    if at is not None:
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=before))
    columns = ("id", "at", "deed", "right", "person_id", "network_id")
    found = list(rows.order_by("-at", "-id").values_list(*columns)[: most + 1])
    names = persons.names_of({row[4] for row in found[:most] if row[4]} - {viewer.person_id})
    return Page(
        tuple(
            OpenedFact(
                pk, at, deed, right, person_id, names.get(person_id, "") if person_id else "",
                network_id, own=person_id == viewer.person_id,
            )
            for pk, at, deed, right, person_id, network_id in found[:most]
        ),
        more=len(found) > most,
    )  # fmt: skip


def around(viewer: Viewer) -> dict[UUID, str]:
    """Return whose network each of several is, by the name of the person at its centre."""
    mine = {seat.network_id for seat in viewer.seats}
    rows = policy.open_to(viewer, "networks.know", Network.objects.filter(pk__in=mine))
    columns = ("id", "centre_id", "centre__name")
    return {
        pk: persons.open_name(centre_id, name) for pk, centre_id, name in rows.values_list(*columns)
    }


def _of_contacts(person_id: UUID) -> Q:
    """What was opened of the calls for help by or for somebody.

    A caller sees it until the person at the centre was reached, and later if the person says so.
    """
    found = NOTHING
    rows = Contact.objects.filter(Q(caller_id=person_id) | Q(centre_id=person_id))
    columns = ("id", "centre_id", "reached_at", "caller_may_know")
    for pk, centre_id, reached_at, may_know in rows.values_list(*columns):
        one = Q(about_id=pk)
        if reached_at is not None and centre_id != person_id and not may_know:
            one &= Q(at__lt=reached_at)
        found = one if found is NOTHING else found | one
    return found


def _told(viewer: Viewer) -> Q:
    """What lawful demands opened, where the network was told of each that it can have been."""
    told, untold = NOTHING, NOTHING
    rows = Demand.objects.filter(network_id__in={seat.network_id for seat in viewer.seats})
    columns = (
        "network_id", "proposed_by_id", "confirmed_by_id", "proposed_at", "closes_at", "told_at",
    )  # fmt: skip
    for network_id, proposer, confirmer, since, until, told_at in rows.values_list(*columns):
        two = [person_id for person_id in (proposer, confirmer) if person_id]
        one = Q(network_id=network_id, person_id__in=two, at__gte=since, at__lte=until)
        if told_at is None:
            untold = one if untold is NOTHING else untold | one
        else:
            told = one if told is NOTHING else told | one
    return told if untold is NOTHING else told & ~untold


def _as_members(viewer: Viewer, own: UUID) -> Q:
    """Leave out what somebody who works here read as a member: it is shown to no other member."""
    rows = Membership.objects.filter(
        network_id__in={seat.network_id for seat in viewer.seats}, belonging__in=MEMBERS
    ).exclude(person_id=own)
    found = NOTHING
    columns = ("network_id", "person_id", "joined_at", "left_at")
    for network_id, person_id, joined_at, left_at in rows.values_list(*columns):
        one = Q(
            network_id=network_id, person_id=person_id, at__gte=joined_at, at__lte=left_at or FAR
        )
        found = one if found is NOTHING else found | one
    return found
