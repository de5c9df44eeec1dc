"""What stands where deciding is hard, as far as the viewer may read it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks.rules.belonging import networks_as
from withness.networks.rules.deciding import As, Scope
from withness.networks.rules.states import WhoseReason
from withness.values.rules.viewer import Belonging, Viewer

M = TypeVar("M", bound=Model)
YOUNG = ("person", "said_by")
PROXY = ("person", "speaker", "seen_by", "ended_by")
REMOVAL = ("person", "removed_by")
DEATH = ("person", "written_by")


@dataclass(frozen=True, slots=True)
class YoungFact:
    """Somebody is under age until a day; what they decide alone already."""

    id: UUID
    network_id: UUID
    person_id: UUID
    name: str
    until_on: date
    alone: frozenset[Scope]
    said_by_name: str
    is_own: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class ProxyFact:
    """Somebody speaks for another. `proof`, `why_ended`: for that person and those beside them."""

    id: UUID
    network_id: UUID
    person_id: UUID
    name: str
    speaker_id: UUID
    speaker_name: str
    kind: As
    scopes: frozenset[Scope]
    until_on: date
    proof: str
    seen_by_name: str
    ended_at: datetime | None
    ended_by_name: str
    why_ended: str
    is_own: bool
    speaks: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class RemovalFact:
    """Somebody was removed. `may_open`: the viewer decides whether the network reads why."""

    id: UUID
    network_id: UUID
    name: str
    removed_by_name: str
    whose: WhoseReason
    reason: str
    removed_at: datetime
    network_may_read: bool
    back_at: datetime | None
    may_open: bool
    may_let_back: bool


@dataclass(frozen=True, slots=True)
class DeathFact:
    """Somebody of the network has died."""

    id: UUID
    network_id: UUID
    person_id: UUID
    name: str
    died_on: date
    written_by_name: str
    written_at: datetime
    told_by: str
    may_undo: bool


@dataclass(frozen=True, slots=True)
class Hard:
    """All of it in one network, for one viewer."""

    young: tuple[YoungFact, ...]
    proxies: tuple[ProxyFact, ...]
    removals: tuple[RemovalFact, ...]
    deaths: tuple[DeathFact, ...]


def of(viewer: Viewer, network_id: UUID) -> Hard:
    """Return what stands in a network one may read; raises `NotAllowed`. Five queries."""
    network = models.Network.objects.filter(pk=network_id)
    if not policy.open_to(viewer, "networks.read", network).exists():
        raise NotAllowed
    here = {"network_id": network_id}
    return Hard(
        tuple(
            _young(viewer, row)
            for row in _rows(
                viewer,
                "networks.read_young",
                models.Young.objects.filter(ended_at=None, **here),
                *YOUNG,
            )
        ),
        tuple(
            _proxy(viewer, row)
            for row in _rows(
                viewer, "networks.read_proxy", models.Proxy.objects.filter(**here), *PROXY
            )
        ),
        tuple(
            _removal(viewer, row)
            for row in _rows(
                viewer, "networks.read_removal", models.Removal.objects.filter(**here), *REMOVAL
            )
        ),
        tuple(
            _death(viewer, row)
            for row in _rows(
                viewer, "networks.read_death", models.Death.objects.filter(**here), *DEATH
            )
        ),
    )


def young(viewer: Viewer, young_id: UUID) -> YoungFact:
    """Return one of them, or raise `NotAllowed`."""
    return _young(
        viewer,
        _one(viewer, "networks.read_young", models.Young.objects.filter(pk=young_id), *YOUNG),
    )


def proxy(viewer: Viewer, proxy_id: UUID) -> ProxyFact:
    """Return one proxy, or raise `NotAllowed`."""
    return _proxy(
        viewer,
        _one(viewer, "networks.read_proxy", models.Proxy.objects.filter(pk=proxy_id), *PROXY),
    )


def removal(viewer: Viewer, removal_id: UUID) -> RemovalFact:
    """Return one removal, or raise `NotAllowed`."""
    return _removal(
        viewer,
        _one(
            viewer, "networks.read_removal", models.Removal.objects.filter(pk=removal_id), *REMOVAL
        ),
    )


def death(viewer: Viewer, death_id: UUID) -> DeathFact:
    """Return one death, or raise `NotAllowed`."""
    return _death(
        viewer,
        _one(viewer, "networks.read_death", models.Death.objects.filter(pk=death_id), *DEATH),
    )


def _rows(viewer: Viewer, deed: str, rows: "QuerySet[M]", *with_people: str) -> "QuerySet[M]":
    return policy.open_to(viewer, deed, rows).select_related(*with_people).order_by("id")


def _one(viewer: Viewer, deed: str, rows: "QuerySet[M]", *with_people: str) -> M:
    row = _rows(viewer, deed, rows, *with_people).first()
    if row is None:
        raise NotAllowed
    return row


def _can(viewer: Viewer, deed: str, row: object) -> bool:
    return policy.may(viewer, deed, row) is not None


def _is_beside(viewer: Viewer, network_id: UUID) -> bool:
    """Whether the viewer is there as a practitioner, and not as family who works here elsewhere."""
    return network_id in networks_as(viewer, Belonging.PRACTITIONER)


def _young(viewer: Viewer, row: models.Young) -> YoungFact:
    return YoungFact(
        row.pk,
        row.network_id,
        row.person_id,
        row.person.name,
        row.until_on,
        frozenset(scope for scope in Scope if getattr(row, f"decides_{scope}")),
        row.said_by.name,
        row.person_id == viewer.person_id,
        _can(viewer, "networks.decide_young", row),
    )


def _proxy(viewer: Viewer, row: models.Proxy) -> ProxyFact:
    own = row.person_id == viewer.person_id
    whole = own or _is_beside(viewer, row.network_id)
    return ProxyFact(
        row.pk,
        row.network_id,
        row.person_id,
        row.person.name,
        row.speaker_id,
        row.speaker.name,
        As(row.kind),
        frozenset(scope for scope in Scope if getattr(row, scope)),
        row.until_on,
        (row.proof or "") if whole else "",
        row.seen_by.name if row.seen_by and whole else "",
        row.ended_at,
        row.ended_by.name if row.ended_by else "",
        (row.why_ended or "") if whole else "",
        own,
        row.speaker_id == viewer.person_id,
        _can(viewer, "networks.end_proxy", row),
    )


def _removal(viewer: Viewer, row: models.Removal) -> RemovalFact:
    return RemovalFact(
        row.pk,
        row.network_id,
        row.person.name,
        row.removed_by.name,
        WhoseReason(row.whose),
        row.reason or "",
        row.removed_at,
        row.network_may_read,
        row.back_at,
        _can(viewer, "networks.open_removal", row),
        _can(viewer, "networks.let_back", row),
    )


def _death(viewer: Viewer, row: models.Death) -> DeathFact:
    return DeathFact(
        row.pk,
        row.network_id,
        row.person_id,
        row.person.name,
        row.died_on,
        row.written_by.name,
        row.written_at,
        (row.told_by or "") if _is_beside(viewer, row.network_id) else "",
        _can(viewer, "networks.undo_death", row),
    )
