"""Somebody is under the age of deciding alone: until when, and what they decide alone already."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks.actions import loading, telling
from withness.networks.queries.speaking import today_of
from withness.networks.rules import deciding as rules
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer


def say(*, network_id: UUID, person_id: UUID, until: date, by: Viewer) -> UUID:
    """Write down that somebody is under age until a day; what was said before ends.

    No date of birth is asked. Raises `EndWanted`, `NotAllowed`.
    """
    with transaction.atomic():
        loading.network(network_id)
        place = loading.place(network_id, person_id)
        right = policy.require(by, "networks.say_young", place)
        now = timezone.now()
        day = rules.comes_of_age(until, today_of(by.service_id, now))
        models.Young.objects.filter(
            network_id=network_id, person_id=person_id, ended_at=None
        ).update(ended_at=now)
        row = models.Young(
            service_id=by.service_id,
            network_id=network_id,
            person_id=person_id,
            until_on=day,
            said_by_id=loading.person_of(by),
            said_at=now,
        )
        row.save(force_insert=True)
        trail.did("networks.say_young", by=by, right=right, about=row.pk, network=network_id)
        _tell(row, by)
        return row.pk


def decide(*, young_id: UUID, alone: Collection[rules.Scope], by: Viewer) -> None:
    """Write down what somebody young decides alone: no parent decides that for them any more."""
    with transaction.atomic():
        row, right = _young(young_id, by)
        for scope in rules.Scope:
            setattr(row, f"decides_{scope}", scope in alone)
        row.save(update_fields=[f"decides_{scope}" for scope in rules.Scope])
        trail.did(
            "networks.decide_young", by=by, right=right, about=young_id, network=row.network_id
        )
        _tell(row, by)


def end(*, young_id: UUID, by: Viewer) -> None:
    """Write down that it no longer holds; those who spoke as parents speak no more."""
    with transaction.atomic():
        row, right = _young(young_id, by)
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        models.Proxy.objects.filter(
            network_id=row.network_id,
            person_id=row.person_id,
            kind=rules.As.PARENT,
            ended_at=None,
        ).update(ended_at=row.ended_at, ended_by=loading.person_of(by))
        trail.did(
            "networks.decide_young", by=by, right=right, about=young_id, network=row.network_id
        )
        _tell(row, by)


def _young(young_id: UUID, by: Viewer) -> tuple[models.Young, policy.Row]:
    row = models.Young.objects.select_for_update(of=("self",)).filter(pk=young_id).first()
    if row is None:
        raise NotAllowed
    return row, policy.require(by, "networks.decide_young", row)


def _tell(row: models.Young, by: Viewer) -> None:
    if row.person_id != by.person_id:
        telling.look(
            [row.person_id],
            service_id=row.service_id,
            key=f"young:{row.pk}:{timezone.now().timestamp()}",
            about=row.pk,
            network=row.network_id,
        )
