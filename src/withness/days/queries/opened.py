"""Who opened what concerns one: staff and guests by name, members for themselves (promise 19)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents.queries import traces
from withness.networks.models import Network
from withness.people.queries import persons
from withness.trail.models import Entry
from withness.values.rules.viewer import Viewer


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
    rows = rows.filter(traces.concerning(viewer, viewer.person_id))
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
