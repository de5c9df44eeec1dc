"""Somebody is removed, or has died: what they were asked to is called off, with nothing said.

These are the doors to both deeds: the room below ends places and links, this one invitations.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from withness.delivery.actions import outbox
from withness.meetings import models
from withness.meetings.actions import events
from withness.meetings.rules.states import State
from withness.networks.actions import dying, removing
from withness.people.actions import links
from withness.values.rules.viewer import Viewer


def remove(*, network_id: UUID, person_id: UUID, by: Viewer, reason: str = "") -> UUID:
    """Remove somebody whose presence is dangerous, as `networks.actions.removing.remove`.

    Whoever removes tells nobody a place or a time by it: no calendar is changed, none is sent.
    """
    with transaction.atomic():
        kept = removing.remove(network_id=network_id, person_id=person_id, by=by, reason=reason)
        _asked_no_longer(
            models.Invitation.objects.filter(meeting__network_id=network_id), person_id
        )
        return kept


def died(
    *,
    network_id: UUID,
    person_id: UUID,
    on: date,
    by: Viewer,
    told_by: str = "",
    rests: bool = True,
) -> UUID:
    """Write down that somebody has died, as `networks.actions.dying.died`."""
    with transaction.atomic():
        kept = dying.died(
            network_id=network_id,
            person_id=person_id,
            on=on,
            by=by,
            told_by=told_by,
            rests=rests,
        )
        _asked_no_longer(models.Invitation.objects.all(), person_id)
        return kept


def _asked_no_longer(rows: "QuerySet[models.Invitation]", person_id: UUID) -> None:
    """Call off what lies ahead, and end the links to all of it, past meetings too."""
    now = timezone.now()
    for row in rows.filter(person_id=person_id).select_related("meeting"):
        links.revoke_all(person_id=person_id, opens_id=row.pk)
        outbox.call_off(about=row.pk)
        if row.called_off_at is None and row.meeting.state in (State.AGREED, State.UNDER_WAY):
            row.called_off_at = now
            row.sequence += 1
            row.save(update_fields=["called_off_at", "sequence"])
        events.happened(meeting_id=row.meeting_id, kind="asked")
