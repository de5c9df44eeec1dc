"""Somebody whose presence is dangerous is removed, and comes back only by the person's word."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery.actions import outbox
from withness.networks import models
from withness.networks.actions import loading, speaking, telling
from withness.networks.rules import deciding as rules
from withness.networks.rules.states import Said, WhoseReason
from withness.people.actions import links, naming
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Belonging, Viewer


def remove(*, network_id: UUID, person_id: UUID, by: Viewer, reason: str = "") -> UUID:
    """End somebody's place and links at once; return the id of what is kept about it.

    The person at the centre gives no reason; practitioners write one, which that person reads.
    What the removed said stays theirs, and they read nothing else from now on. Called by the room
    above, which ends invitations in the same transaction.
    Raises `WhyWanted`, `NotAllowed`, `TooLong`.
    """
    with transaction.atomic():
        network = loading.network(network_id)
        place = loading.place(network_id, person_id)
        right = policy.require(by, "networks.remove", place)
        acts_as = loading.acts_as(by, network_id)
        words = rules.removed(acts_as, text.kept(reason, text.SHORT))
        own = acts_as == Belonging.CENTRE
        now = timezone.now()
        place.left_at, place.left_how = now, "removed"
        place.save(update_fields=["left_at", "left_how"])
        row = models.Removal(
            service_id=by.service_id,
            network_id=network_id,
            person_id=person_id,
            removed_by_id=loading.person_of(by),
            whose=WhoseReason.NETWORK if own else WhoseReason.STAFF,
            reason=words or None,
            removed_at=now,
        )
        row.save(force_insert=True)
        links.revoke_all(person_id=person_id, opens_id=network_id)
        outbox.call_off_to(person_id=person_id, network=network_id)
        speaking.silence(person_id=person_id, network_id=network_id, now=now)
        beside = models.Membership.objects.filter(network_id=network_id, left_at=None)
        naming.end_for(people_ids=beside.values_list("person_id", flat=True), reached_as=person_id)
        trail.did("networks.remove", by=by, right=right, about=person_id, network=network_id)
        telling.over(
            person_id, service_id=by.service_id, key=f"removed:{row.pk}", about=row.pk,
            network=network_id,
        )  # fmt: skip
        if not own:
            telling.look(
                [network.centre_id], service_id=by.service_id, key=f"removal:{row.pk}",
                about=row.pk, network=network_id,
            )  # fmt: skip
        return row.pk


def open_to_network(*, removal_id: UUID, network_may_read: bool, by: Viewer) -> None:
    """Decide whether the network reads why somebody was removed; the person at the centre does."""
    with transaction.atomic():
        row = _removal(removal_id)
        right = policy.require(by, "networks.open_removal", row)
        row.network_may_read = network_may_read
        row.save(update_fields=["network_may_read"])
        trail.did(
            "networks.open_removal", by=by, right=right, about=removal_id, network=row.network_id
        )


def let_back(*, removal_id: UUID, by: Viewer, said: Said | None = None) -> None:
    """Write down that somebody removed may come back: they can be named again, and are not yet.

    By the person at the centre, or their word in the room or on the telephone, written down.
    Raises `NoWord`, `NotAllowed`.
    """
    with transaction.atomic():
        row = _removal(removal_id)
        right = policy.require(by, "networks.let_back", row)
        row.back_how = rules.let_back(loading.acts_as(by, row.network_id), said)
        row.back_at = timezone.now()
        row.save(update_fields=["back_at", "back_how"])
        trail.did(
            "networks.let_back", by=by, right=right, about=row.person_id, network=row.network_id
        )


def _removal(removal_id: UUID) -> models.Removal:
    row = models.Removal.objects.select_for_update(of=("self",)).filter(pk=removal_id).first()
    if row is None:
        raise NotAllowed
    return row
