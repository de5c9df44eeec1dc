"""For whom one says what may be told outside."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents.policy import outside as placed
from withness.consents.policy.speaking import shares
from withness.networks.models import Membership
from withness.networks.rules.deciding import As
from withness.people.queries import persons
from withness.values.rules.viewer import Viewer

COLUMNS = (
    "network_id", "person_id", "person__name", "kind", "until_on", "speaker_id", "speaker__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ForFact:
    """Somebody for whom the viewer agrees to what is told outside, as what and until when."""

    network_id: UUID
    person_id: UUID
    name: str
    kind: As
    until: date
    speaker: str


def for_whom(viewer: Viewer, now: datetime) -> tuple[ForFact, ...]:
    """Return for whom the viewer speaks in this now, each once; one query."""
    if viewer.person_id is None or not viewer.networks:
        return ()
    present = Membership.objects.filter(
        network_id=OuterRef("network_id"), person_id=OuterRef("person_id"), left_at=None
    )
    rows = shares(viewer, now).filter(Exists(present)).order_by("until_at", "id")
    found: dict[tuple[UUID, UUID], ForFact] = {}
    for network_id, person_id, name, kind, until, own, speaker in rows.values_list(*COLUMNS):
        fact = ForFact(
            network_id,
            person_id,
            persons.open_name(person_id, name),
            As(kind),
            until,
            persons.open_name(own, speaker),
        )
        found.setdefault((network_id, person_id), fact)
    return tuple(found.values())


def one(viewer: Viewer, network_id: UUID, person_id: UUID, now: datetime) -> ForFact:
    """Return as what one speaks for somebody there, or raise `NotAllowed`."""
    place = placed.place(network_id, person_id)
    policy.require(viewer, "consents.give_as_proxy", place)
    for fact in for_whom(viewer, now):
        if (fact.network_id, fact.person_id) == (network_id, person_id):
            return fact
    raise NotAllowed
