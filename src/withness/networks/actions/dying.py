"""Somebody has died: said by a practitioner who belongs, gently, and undone if it was a mistake.

Their words stay as they are, open to whom they were open; nobody inherits a right to change them.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery.actions import outbox
from withness.networks import models
from withness.networks.actions import loading, speaking
from withness.networks.queries.speaking import today_of
from withness.networks.rules import deciding as rules
from withness.networks.rules.states import State
from withness.people.actions import links
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Belonging, Viewer


def died(
    *,
    network_id: UUID,
    person_id: UUID,
    on: date,
    by: Viewer,
    told_by: str = "",
    rests: bool = True,
) -> UUID:
    """Write down that somebody has died; return its id.

    All their links end, nothing is sent to them any more, their places end; a network around them
    rests now, or after a last meeting (`rests` False). Nobody is told by a message: people tell
    each other. Called by the room above, which ends invitations in the same transaction.
    Raises `NotToCome`, `NotAllowed`, `TooLong`.
    """
    with transaction.atomic():
        loading.network(network_id)
        place = loading.place(network_id, person_id)
        right = policy.require(by, "networks.say_died", place)
        now = timezone.now()
        row = models.Death(
            service_id=by.service_id,
            network_id=network_id,
            person_id=person_id,
            died_on=rules.died_on(on, today_of(by.service_id, now)),
            told_by=text.kept(told_by, text.SHORT) or None,
            written_by_id=loading.person_of(by),
            written_at=now,
        )
        row.save(force_insert=True)
        places = models.Membership.objects.filter(person_id=person_id, left_at=None)
        places.exclude(belonging=Belonging.CENTRE).update(left_at=now, left_how="died")
        if rests:
            _rest(person_id, now)
        links.revoke_every(person_id=person_id)
        outbox.call_off_to(person_id=person_id)
        speaking.silence(person_id=person_id, network_id=None, now=now)
        models.Young.objects.filter(person_id=person_id, ended_at=None).update(ended_at=now)
        trail.did("networks.say_died", by=by, right=right, about=person_id, network=network_id)
        return row.pk


def undo(*, death_id: UUID, by: Viewer) -> None:
    """Write down that it was a mistake: their places are theirs again, links are made anew."""
    with transaction.atomic():
        row = models.Death.objects.select_for_update(of=("self",)).filter(pk=death_id).first()
        if row is None:
            raise NotAllowed
        right = policy.require(by, "networks.undo_death", row)
        row.undone_at, row.undone_by_id = timezone.now(), loading.person_of(by)
        row.save(update_fields=["undone_at", "undone_by"])
        models.Membership.objects.filter(
            person_id=row.person_id, left_at=row.written_at, left_how="died"
        ).update(left_at=None, left_how="")
        trail.did(
            "networks.undo_death", by=by, right=right, about=row.person_id, network=row.network_id
        )


def _rest(person_id: UUID, now: object) -> None:
    around = models.Network.objects.filter(
        centre_id=person_id, state__in=[State.GATHERING, State.MEETING]
    )
    around.update(state=State.RESTING, rests_since_at=now)
