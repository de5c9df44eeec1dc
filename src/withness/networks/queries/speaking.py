"""Who may do what for somebody now, who is told with them, and whether somebody lives.

For actions and upper rooms that have asked who may know.
"""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from withness.networks import models
from withness.networks.policy import deciding as may
from withness.networks.rules.deciding import As, Scope
from withness.service import queries as services
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer


def today_of(service_id: UUID, now: datetime) -> date:
    """Return the day it is where the service is."""
    return wall.wall_time(now, services.by_id(service_id).zone).date()


def death_of_centre(network_id: UUID) -> date | None:
    """Return the day the person at the centre died, None while they live.

    The clock of keeping runs from it. For pages and rooms that have asked who may know.
    """
    rows = models.Death.objects.filter(
        undone_at=None,
        person_id__in=models.Network.objects.filter(pk=network_id).values("centre_id"),
    )
    return rows.values_list("died_on", flat=True).first()


def may_speak(viewer: Viewer, scope: Scope, *, network_id: UUID, person_id: UUID) -> UUID | None:
    """Return the proxy by which the viewer may do this for that person now, or None.

    For upper rooms: what is then done is marked with it.
    """
    rows = may.speaks_for(viewer, scope, timezone.now())
    found = rows.filter(network_id=network_id, person_id=person_id)
    return found.order_by("until_at").values_list("id", flat=True).first()


def speakers(
    scope: Scope, network_id: UUID, person_ids: list[UUID], now: datetime
) -> dict[UUID, list[UUID]]:
    """Return who speaks for these people in this at that instant, by person: one query."""
    rows = models.Proxy.objects.filter(
        network_id=network_id, person_id__in=person_ids, ended_at=None, until_at__gt=now,
        **{scope: True},
    )  # fmt: skip
    young = models.Young.objects.filter(
        network_id=network_id, person_id__in=person_ids, ended_at=None,
        **{f"decides_{scope}": False},
    ).values("person_id")  # fmt: skip
    found: dict[UUID, list[UUID]] = {}
    rows = rows.filter(~Q(kind=As.PARENT) | Q(person_id__in=young))
    for person_id, speaker_id in rows.values_list("person_id", "speaker_id"):
        found.setdefault(person_id, []).append(speaker_id)
    return found


def is_young(network_id: UUID, person_id: UUID) -> bool:
    """Whether it is written down that somebody is under age. For those who may write it down."""
    rows = models.Young.objects.filter(network_id=network_id, person_id=person_id, ended_at=None)
    return rows.exists()
