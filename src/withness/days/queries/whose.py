"""Whose network a thing is of, whatever room keeps it: for the trace of a page that names it."""

from dataclasses import dataclass
from uuid import UUID

from withness.consents.models import Consent, Glass
from withness.contacts.models import Contact
from withness.exchange.models import Extract
from withness.meetings.models import Invitation, LeftOut, Meeting
from withness.networks.models import Death, Network, Proxy, Removal, Young
from withness.records.models import Agreement, Asking, HeldBack, Line, OpenQuestion, Spoken
from withness.service.models import Owned
from withness.values.rules.viewer import Belonging, Viewer

# What an address calls a thing, the table it lies in, and the way from there to its network.
KEPT: dict[str, tuple[type[Owned], str]] = {
    "network_id": (Network, "id"),
    "meeting_id": (Meeting, "network_id"),
    "line_id": (Line, "network_id"),
    "invitation_id": (Invitation, "meeting__network_id"),
    "left_out_id": (LeftOut, "meeting__network_id"),
    "contact_id": (Contact, "network_id"),
    "agreement_id": (Agreement, "network_id"),
    "question_id": (OpenQuestion, "network_id"),
    "held_id": (HeldBack, "network_id"),
    "asking_id": (Asking, "network_id"),
    "spoken_id": (Spoken, "network_id"),
    "extract_id": (Extract, "network_id"),
    "consent_id": (Consent, "network_id"),
    "glass_id": (Glass, "network_id"),
    "young_id": (Young, "network_id"),
    "proxy_id": (Proxy, "network_id"),
    "removal_id": (Removal, "network_id"),
    "death_id": (Death, "network_id"),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """What an address names: its id, and the network it is of; None where it has none yet."""

    about_id: UUID
    network_id: UUID | None
    right: str


def named(viewer: Viewer, arguments: dict[str, object]) -> Thing | None:
    """Return the thing of a network that an address names, None where it names none."""
    for name, (table, column) in KEPT.items():
        about = arguments.get(name)
        if not isinstance(about, UUID):
            continue
        if name == "network_id":
            return Thing(about, about, right_in(viewer, about))
        rows = table.objects.filter(pk=about).values_list(column, flat=True)
        network_id = rows.first()
        return Thing(about, network_id, right_in(viewer, network_id))
    person = arguments.get("person_id")
    return Thing(person, None, right_in(viewer, None)) if isinstance(person, UUID) else None


def right_in(viewer: Viewer, network_id: UUID | None) -> str:
    """Return by which right somebody is on a page of a network, as the trail writes it."""
    seat = viewer.seat_in(network_id) if network_id else None
    if seat is not None:
        beside = seat.belonging == Belonging.PRACTITIONER
        return "is_its_practitioner" if beside else "belongs_to_network"
    if network_id in viewer.glass:
        return "broke_the_glass"
    if any(demand.network_id == network_id for demand in viewer.demands):
        return "lawful_demand"
    return "works_here" if viewer.practitioner_id is not None else "has_a_name"
