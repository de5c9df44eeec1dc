"""The short extract of a held meeting: what a trust's record system is given, and no more.

Practitioners stand by name. Everybody else is counted by how they belong: their names are the
network's own (decision 15). Agreements are shared already; no line is ever in an extract.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.exchange import models
from withness.exchange.rules import extract as rules
from withness.exchange.rules.states import Form
from withness.meetings import models as meetings
from withness.meetings.rules.states import Came, Where
from withness.networks import models as networks
from withness.people.queries import persons
from withness.records.queries import record
from withness.records.rules.states import Outcome
from withness.sealing.models import field
from withness.values.rules import wall
from withness.values.rules.viewer import Belonging, Viewer

open_name = field.opener(networks.Network, "name")
open_number = field.opener(networks.Network, "patient_number")
COLUMNS = (
    "network_id", "network__name", "network__centre_id", "network__patient_number", "number",
    "starts_at", "zone", "begun_at", "held_at", "minutes", "where",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExtractFact:
    """One meeting as the extract tells it. `began` is naive wall time where they met.

    `members` and `guests` are how many came besides the person at the centre and practitioners.
    `decided_nothing`: no decision that day, which is a full outcome (promise 17).
    """

    meeting_id: UUID
    network_id: UUID
    network_name: str
    number: int
    began: datetime
    minutes: int
    where: Where
    by_telephone: int
    online: int
    practitioners: tuple[str, ...]
    centre_was_there: bool
    members: int
    guests: int
    agreements: tuple[record.AgreementFact, ...]
    decided_nothing: bool
    patient_number: str
    right: str


@dataclass(frozen=True, slots=True)
class SheetFact:
    """An extract that was handed over, in its form."""

    id: UUID
    form: Form
    with_number: bool
    handed_at: datetime
    extract: ExtractFact


def of(viewer: Viewer, meeting_id: UUID) -> ExtractFact:
    """Return the extract of a meeting, or raise `NotAllowed`. At most six queries."""
    rows = meetings.Meeting.objects.filter(pk=meeting_id)
    meeting = rows.first()
    if meeting is None:
        raise NotAllowed
    right = policy.require(viewer, "exchange.extract", meeting)
    (
        network_id, name, centre_id, number, in_order, starts_at, zone, begun_at, held_at, minutes,
        where,
    ) = rows.values_list(*COLUMNS).get()  # fmt: skip
    came = _came(meeting_id)
    guests = _agencies(network_id)
    others = [who for who, post, _, _ in came if post is None and who != centre_id]
    agreed = record.agreements(viewer, [meeting_id])
    closing = record.closings([meeting_id]).get(meeting_id)
    ways = [Came(how) for _, _, _, how in came]
    return ExtractFact(
        meeting_id=meeting_id,
        network_id=network_id,
        network_name=open_name(network_id, name),
        number=in_order,
        began=wall.wall_time(starts_at, zone),
        minutes=rules.length(begun_at, held_at, minutes),
        where=Where(where),
        by_telephone=ways.count(Came.TELEPHONE),
        online=ways.count(Came.ONLINE),
        practitioners=tuple(
            sorted((who for _, post, who, _ in came if post is not None), key=str.casefold)
        ),
        centre_was_there=any(who == centre_id for who, _, _, _ in came),
        members=sum(who not in guests for who in others),
        guests=sum(who in guests for who in others),
        agreements=tuple(one for one in agreed if not one.is_struck),
        decided_nothing=closing is not None and closing.outcome == Outcome.NO_DECISION,
        patient_number=open_number(network_id, number),
        right=right.name,
    )


def sheet(viewer: Viewer, extract_id: UUID) -> SheetFact:
    """Return an extract that was handed over, to who may hand it over; else `NotAllowed`."""
    row = (
        models.Extract.objects.filter(pk=extract_id)
        .values_list("meeting_id", "form", "with_number", "handed_at")
        .first()
    )
    if row is None:
        raise NotAllowed
    return SheetFact(extract_id, Form(row[1]), row[2], row[3], of(viewer, row[0]))


def _came(meeting_id: UUID) -> list[tuple[UUID, UUID | None, str, str]]:
    """Return who was there: person, post, name where they work here, and how."""
    rows = (
        meetings.Attendance.objects.filter(meeting_id=meeting_id)
        .exclude(came=Came.MISSED)
        .values_list("person_id", "practitioner_id", "person__name", "came")
    )
    return [
        (who, post, persons.open_name(who, name) if post else "", how)
        for who, post, name, how in rows
    ]


def _agencies(network_id: UUID) -> frozenset[UUID]:
    rows = networks.Membership.objects.filter(network_id=network_id, belonging=Belonging.AGENCY)
    return frozenset(rows.values_list("person_id", flat=True))
