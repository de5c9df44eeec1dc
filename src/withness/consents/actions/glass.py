"""Breaking the glass, and closing it before the hour is over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.actions import telling
from withness.consents.rules import glass as rules
from withness.networks.models import Network
from withness.service import queries as services
from withness.teams.models import Practitioner
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer


def open_one(*, network_id: UUID, reason: str, by: Viewer) -> UUID:
    """Open one network to the viewer for one hour, tell everyone in it at once; return its id.

    Raises `NotAllowed`, `ReasonWanted`, `TooLong`, `OpenAlready`, `TooManyToday`.
    """
    with transaction.atomic():
        network = Network.objects.filter(pk=network_id).first()
        if network is None or by.person_id is None or by.practitioner_id is None:
            raise NotAllowed
        right = policy.require(by, "consents.break_glass", network)
        kept = rules.reason(reason)
        # two presses at once wait for each other here
        Practitioner.objects.select_for_update().get(pk=by.practitioner_id)
        now = timezone.now()
        lately = models.Glass.objects.filter(person_id=by.person_id, begun_at__gt=now - rules.DAY)
        earlier = list(lately.values_list("network_id", "begun_at", "ends_at", "closed_at"))
        if any(one[0] == network_id and rules.is_open(*one[1:], now) for one in earlier):
            raise rules.OpenAlready
        rules.may_open([one[1] for one in earlier], now)
        glass = models.Glass.objects.create(
            service_id=by.service_id, network=network, person_id=by.person_id,
            practitioner_id=by.practitioner_id, reason=kept, begun_at=now, ends_at=rules.ends(now),
        )  # fmt: skip
        trail.did("consents.break_glass", by=by, right=right, about=glass.pk, network=network_id)
        tell(glass, services.by_id(by.service_id))
        if rules.is_unusual([*(one[1] for one in earlier), now], now):
            _ask_to_look(glass)
        return glass.pk


def close(*, glass_id: UUID, by: Viewer) -> None:
    """End one's hour now; raise `NotAllowed`, `ClosedAlready`."""
    with transaction.atomic():
        glass = models.Glass.objects.select_for_update().filter(pk=glass_id).first()
        if glass is None:
            raise NotAllowed
        right = policy.require(by, "consents.close_glass", glass)
        now = timezone.now()
        if not rules.is_open(glass.begun_at, glass.ends_at, glass.closed_at, now):
            raise rules.ClosedAlready
        glass.closed_at = now
        glass.save(update_fields=["closed_at"])
        trail.did(
            "consents.close_glass", by=by, right=right, about=glass.pk, network=glass.network_id
        )


def tell(glass: models.Glass, service: services.ServiceFact) -> int:
    """Tell everyone in the network and data protection, each once; return how many those are."""
    key = f"glass:{glass.pk}"
    until = rules.until(glass.ends_at, glass.closed_at)
    people = telling.network(
        service=service, network_id=glass.network_id, key=key, about=glass.pk, until=until
    )
    return people + telling.watchers(service=service, key=f"{key}:watch", about=glass.pk)


def tell_who_joined(now: datetime, service: services.ServiceFact) -> int:
    """Tell those who joined while a glass was open; return how many breakings were looked at."""
    rows = models.Glass.objects.filter(ends_at__gt=now - rules.HOUR)
    for glass in rows:
        with transaction.atomic():
            tell(glass, service)
    return len(rows)


def _ask_to_look(glass: models.Glass) -> None:
    service = services.by_id(glass.service_id)
    telling.watchers(service=service, key=f"glass:{glass.pk}:often", about=glass.pk)
