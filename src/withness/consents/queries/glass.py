"""Who opened a network without belonging, when, and for those who may read it, why."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.rules import glass as rules
from withness.networks.models import Membership, Network
from withness.networks.queries.networks import open_name
from withness.people.queries.persons import open_name as open_person
from withness.sealing.models import field
from withness.service.models.prepared import Prepared
from withness.values.rules.viewer import Viewer

open_reason = field.opener(models.Glass, "reason")
COLUMNS = (
    "id", "network_id", "network__name", "person_id", "person__name", "reason", "begun_at",
    "ends_at", "closed_at",
)  # fmt: skip
LATELY = timedelta(days=30)  # how long it stands on everybody's own page
MOST = 200


@dataclass(frozen=True, slots=True)
class GlassFact:
    """One breaking. `reason` is "" where the viewer may not read it; `until` when it ended."""

    id: UUID
    network_id: UUID
    network: str
    person_id: UUID
    name: str
    reason: str
    begun_at: datetime
    until: datetime
    is_open: bool
    is_unusual: bool = False


@dataclass(frozen=True, slots=True)
class BehindFact:
    """A network one could open: its working name, and how many people would be told."""

    network_id: UUID
    name: str
    people: int


def of_network(viewer: Viewer, network_id: UUID, now: datetime) -> tuple[GlassFact, ...]:
    """Return every breaking of one network that the viewer may read of, the latest first."""
    return _facts(viewer, models.Glass.objects.filter(network_id=network_id), now)


def lately(viewer: Viewer, now: datetime) -> tuple[GlassFact, ...]:
    """Return the latest breakings of networks that the viewer belongs to, without reasons."""
    if not viewer.networks:
        return ()
    return _told(_lately.ask(viewer, now - LATELY), frozenset(), now)


def own_open(viewer: Viewer, now: datetime) -> tuple[GlassFact, ...]:
    """Return what the viewer opened and is open now."""
    if viewer.practitioner_id is None or viewer.person_id is None:
        return ()
    rows = models.Glass.objects.filter(person_id=viewer.person_id, ends_at__gt=now, closed_at=None)
    return tuple(one for one in _facts(viewer, rows, now) if one.is_open)


def watched(viewer: Viewer, now: datetime) -> tuple[GlassFact, ...]:
    """Return the latest breakings of the service for whoever looks after data protection.

    Working names alone, and no reasons. Raises `NotAllowed`.
    """
    policy.require(viewer, "consents.watch_glass")
    return _facts(viewer, models.Glass.objects.all(), now, with_reason=False)


def around(viewer: Viewer, network_id: UUID) -> BehindFact:
    """Return a network that the viewer may open, or raise `NotAllowed`."""
    rows = policy.open_to(viewer, "consents.break_glass", Network.objects.filter(pk=network_id))
    sealed = rows.values_list("name", flat=True).first()
    if sealed is None:
        raise NotAllowed
    people = Membership.objects.filter(network_id=network_id, left_at=None).count()
    return BehindFact(network_id, open_name(network_id, sealed), people)


def may_see_opened(viewer: Viewer, network_id: UUID) -> None:
    """Raise `NotAllowed` where the viewer has no place in that network."""
    rows = Network.objects.filter(pk=network_id)
    if not policy.open_to(viewer, "consents.see_opened", rows).exists():
        raise NotAllowed


def _open(viewer: Viewer, rows: "QuerySet[models.Glass]") -> "QuerySet[models.Glass, Any]":
    seen = policy.open_to(viewer, "consents.read_glass", rows).order_by("-begun_at", "-id")
    return seen.values_list(*COLUMNS)[:MOST]


_lately = Prepared(
    lambda viewer, since: _open(
        viewer, models.Glass.objects.filter(network_id__in=viewer.networks, begun_at__gt=since)
    )
)


def _facts(
    viewer: Viewer, rows: "QuerySet[models.Glass]", now: datetime, *, with_reason: bool = True
) -> tuple[GlassFact, ...]:
    found = list(_open(viewer, rows))
    told: frozenset[UUID] = frozenset()
    if with_reason and found:
        ids = models.Glass.objects.filter(pk__in=[row[0] for row in found])
        reads = policy.open_to(viewer, "consents.read_glass_reason", ids)
        told = frozenset(reads.values_list("id", flat=True))
    return _told(found, told, now)


def _told(
    found: list[tuple[Any, ...]], told: frozenset[UUID], now: datetime
) -> tuple[GlassFact, ...]:
    """Return the facts of rows; the reason stands in those whose id is in `told`."""
    times: dict[UUID, list[datetime]] = defaultdict(list)
    for row in found:
        times[row[3]].append(row[6])
    return tuple(
        _fact(
            row,
            now,
            with_reason=row[0] in told,
            is_unusual=rules.is_unusual(times[row[3]], row[6]),
        )
        for row in found
    )


def _fact(row: tuple[Any, ...], now: datetime, *, with_reason: bool, is_unusual: bool) -> GlassFact:
    pk, network_id, network, person_id, name, reason, begun_at, ends_at, closed_at = row
    return GlassFact(
        pk,
        network_id,
        open_name(network_id, network),
        person_id,
        open_person(person_id, name),
        open_reason(pk, reason) if with_reason else "",
        begun_at,
        rules.until(ends_at, closed_at),
        rules.is_open(begun_at, ends_at, closed_at, now),
        is_unusual,
    )
