"""What was handed over about a network, by whom and when: everyone in the network sees it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.access import policy
from withness.exchange import models
from withness.exchange.rules.states import Form
from withness.people.queries import persons
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer

COLUMNS = (
    "id", "network_id", "meeting_id", "meeting__starts_at", "meeting__zone", "meeting__number",
    "form", "with_number", "handed_by_id", "handed_by__name", "handed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HandedFact:
    """One handing over. `met` and `handed` are naive wall time where the meeting was."""

    id: UUID
    network_id: UUID
    meeting_id: UUID
    met: datetime
    number: int
    form: Form
    with_number: bool
    by: str
    handed: datetime


def handed_over(viewer: Viewer, network_id: UUID) -> tuple[HandedFact, ...]:
    """Return what was handed over about one network, the latest first, in one query."""
    return of_networks(viewer, [network_id]).get(network_id, ())


def of_networks(viewer: Viewer, ids: list[UUID]) -> dict[UUID, tuple[HandedFact, ...]]:
    """Return the same for several networks, in one query."""
    rows = policy.open_to(
        viewer, "exchange.see_handed", models.Extract.objects.filter(network_id__in=ids)
    )
    found: dict[UUID, tuple[HandedFact, ...]] = {}
    for row in rows.order_by("-handed_at", "-id").values_list(*COLUMNS):
        (
            pk, network_id, meeting_id, starts_at, zone, number, form, with_number, by, name, at,
        ) = row  # fmt: skip
        fact = HandedFact(
            pk,
            network_id,
            meeting_id,
            wall.wall_time(starts_at, zone),
            number,
            Form(form),
            with_number,
            persons.open_name(by, name),
            wall.wall_time(at, zone),
        )
        found[network_id] = (*found.get(network_id, ()), fact)
    return found
