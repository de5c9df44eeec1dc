"""The networks somebody belongs to."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from withness.access import policy
from withness.networks import models
from withness.networks.queries import members
from withness.networks.queries.networks import open_name
from withness.networks.rules import belonging, peers
from withness.networks.rules.states import State, WhoseReason
from withness.service.models.prepared import Prepared
from withness.values.rules.viewer import Belonging, Viewer


@dataclass(frozen=True, slots=True)
class CardFact:
    """A network as a list shows it: whose it is, who belongs, and what waits.

    `people` are the names of those named by the person; `practitioners` those who work here.
    """

    network_id: UUID
    name: str
    centre_id: UUID
    centre_name: str
    state: State
    made_at: datetime
    people: tuple[str, ...]
    practitioners: tuple[str, ...]
    wants_practitioners: bool
    asks_for_peer: bool


def networks(viewer: Viewer) -> tuple[CardFact, ...]:
    """Return the networks the viewer belongs to, as guests do not; those that live come first.

    Three queries, however many networks there are.
    """
    found = _mine.ask(viewer) if viewer.networks else []
    ids = [row[0] for row in found]
    answers: dict[UUID, str] = dict(_given.ask(ids)) if ids else {}
    people = _people(ids)
    cards = [_card(row, members.in_order(people[row[0]]), answers.get(row[0])) for row in found]
    return tuple(
        sorted(
            cards, key=lambda card: (card.state == State.ENDED, card.name.casefold(), card.made_at)
        )
    )


def _people(ids: list[UUID]) -> dict[UUID, list[members.MemberFact]]:
    found: dict[UUID, list[members.MemberFact]] = defaultdict(list)
    for network_id, *row in _places.ask(ids) if ids else ():
        found[network_id].append(members.member_fact(tuple(row)))
    return found


_mine = Prepared(
    lambda viewer: policy.open_to(
        viewer, "networks.read", models.Network.objects.filter(pk__in=viewer.networks)
    ).values_list("id", "name", "centre_id", "state", "made_at")
)
_given = Prepared(
    lambda ids: models.WithoutPeer.objects.filter(network_id__in=ids, ended_at=None).values_list(
        "network_id", "whose"
    )
)
_places = Prepared(
    lambda ids: models.Membership.objects.filter(network_id__in=ids, left_at=None).values_list(
        "network_id", *members.COLUMNS
    )
)


def _card(
    row: tuple[Any, ...],
    people: tuple[members.MemberFact, ...],
    answer: str | None,
) -> CardFact:
    network_id, name, centre_id, state, made_at = row
    practitioners = [one for one in people if one.practitioner_id]
    wanted = belonging.wanted(one.is_peer for one in practitioners if one.still_here)
    asks = peers.is_open(
        State(state), WhoseReason(answer) if answer else None, has_peer=not wanted.peer
    )
    return CardFact(
        network_id,
        open_name(network_id, name),
        centre_id,
        next((one.name for one in people if one.belonging == Belonging.CENTRE), ""),
        State(state),
        made_at,
        tuple(one.name for one in people if not one.practitioner_id and one.person_id != centre_id),
        tuple(one.name for one in practitioners),
        wanted.practitioners > 0,
        asks,
    )
