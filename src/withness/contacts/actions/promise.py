"""A meeting was held: the one thing that keeps a promise."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from withness.contacts import models
from withness.contacts.actions import ending
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer


def kept(*, network_id: UUID, at: datetime, by: Viewer | None = None) -> int:
    """End the network's open promises as held at `at`, and return how many there were.

    Called by `meetings.actions` inside the transaction that holds the meeting. A meeting that was
    held before somebody asked keeps nothing.
    """
    with transaction.atomic():
        waiting = models.Contact.objects.filter(
            network_id=network_id, ended_at=None, asked_at__lte=at
        )
        ids = list(waiting.values_list("id", flat=True))
        for contact_id in ids:
            ending.close_held(contact_id=contact_id, at=at)
            if by is not None:
                trail.did(
                    "contacts.kept", by=by, right="meeting_held", about=contact_id,
                    network=network_id,
                )  # fmt: skip
        return len(ids)
