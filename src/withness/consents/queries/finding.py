"""Finding a network one may not see, so that it can be opened at four in the morning.

There is no list of everybody. A practitioner sees the working names of their own team's networks,
which the team says aloud anyway; any other network is found by what somebody says on the telephone:
the name of the person at the centre or the working name, exactly, or the number they ring from.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Subquery

from withness.access import policy
from withness.networks.models import Membership, Network
from withness.networks.queries.networks import open_name, open_person
from withness.people.models import Reach
from withness.people.rules import reach_in
from withness.sealing.models import cipher
from withness.teams.models import Practitioner
from withness.values.rules.viewer import Viewer

MOST = 5  # more networks with one name than this are told apart by a number
LEAST = 2  # letters


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A network by its working name, and nothing else."""

    network_id: UUID
    name: str


def own_team(viewer: Viewer) -> tuple[FoundFact, ...]:
    """Return the networks of the viewer's own team that they could open, by name. One query."""
    policy.require(viewer, "consents.find_glass")
    if viewer.practitioner_id is None:
        return ()
    mine = Practitioner.objects.filter(pk=viewer.practitioner_id).values("team_id")
    rows = Network.objects.filter(team_id=Subquery(mine[:1]))
    return _facts(policy.open_to(viewer, "consents.break_glass", rows).values_list("id", "name"))


def named(viewer: Viewer, typed: str) -> tuple[FoundFact, ...]:
    """Return the networks that go by exactly that name or number; few, or none. Two queries."""
    policy.require(viewer, "consents.find_glass")
    return _named(
        viewer, typed, policy.open_to(viewer, "consents.break_glass", Network.objects.all())
    )


def demanded(viewer: Viewer, typed: str) -> tuple[FoundFact, ...]:
    """Return the same for a lawful demand, which may be about any network of the service."""
    policy.require(viewer, "consents.propose_demand")
    return _named(viewer, typed, Network.objects.filter(service_id=viewer.service_id))


def _named(viewer: Viewer, typed: str, rows: "QuerySet[Network]") -> tuple[FoundFact, ...]:
    wanted = _plain(typed)
    if len(wanted) < LEAST:
        return ()
    by_number = _by_number(viewer, typed)
    found = [
        (pk, name)
        for pk, name, centre_id, centre in rows.values_list(
            "id", "name", "centre_id", "centre__name"
        )
        if pk in by_number
        or _plain(open_person(centre_id, centre)) == wanted
        or _plain(open_name(pk, name)) == wanted
    ]
    return _facts(found) if len(found) <= MOST else ()


def _by_number(viewer: Viewer, typed: str) -> frozenset[UUID]:
    """Return the networks of whoever is reached there; looked up by a keyed hash."""
    reach = reach_in(typed)
    if reach is None:
        return frozenset()
    mark = cipher.keyed_hash(f"reach:{viewer.service_id}", reach[1].casefold())
    people = Reach.objects.filter(looked_up_by=mark).values("person_id")
    places = Membership.objects.filter(person_id__in=people, left_at=None, practitioner=None)
    return frozenset(places.values_list("network_id", flat=True))


def _facts(rows: Iterable[tuple[UUID, Any]]) -> tuple[FoundFact, ...]:
    found = (FoundFact(pk, open_name(pk, name)) for pk, name in rows)
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.network_id)))


def _plain(name: str) -> str:
    """Return a name without what two people write differently: case, accents, blanks."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
