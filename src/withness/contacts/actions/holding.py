"""Taking a promise: it passes on only when the next person takes it (promise 8)."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access.rules import NotAllowed
from withness.contacts import models
from withness.contacts.actions import ending
from withness.contacts.rules import holding as rules
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer


def take(*, contact_id: UUID, holding_id: UUID, by: Viewer) -> None:
    """Take the promise from whoever holds it now; who holds it already keeps it.

    `holding_id`: the stretch of holding that the taker saw. When two take at once the first has
    it, and the second is told by `TakenMeanwhile`.
    """
    with transaction.atomic():
        contact, right = ending.open_to("contacts.take", contact_id, by)
        if by.practitioner_id is None:
            raise NotAllowed
        last = models.Holding.objects.get(contact=contact, until_at=None)
        if last.holder_id == by.practitioner_id:
            return
        if last.pk != holding_id:
            raise rules.TakenMeanwhile
        held = (rules.Held(last.holder_id, last.from_at),)
        old, new = rules.taken(held, by=by.practitioner_id, at=timezone.now())
        last.until_at = old.until_at
        last.save(update_fields=["until_at"])
        models.Holding(
            service_id=contact.service_id, contact=contact, holder_id=new.holder_id,
            from_at=new.from_at,
        ).save(force_insert=True)  # fmt: skip
        trail.did("contacts.take", by=by, right=right, about=contact_id, network=contact.network_id)
