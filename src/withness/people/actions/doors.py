"""Setting how long links and visits last in the service, and who needs a proof."""

from django.db import transaction

from withness.access import policy
from withness.people import models
from withness.people.rules import proof
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer


def set_door(
    *, without: proof.Without, visit_days: int, borrowed_minutes: int, grace_hours: int, by: Viewer
) -> None:
    """Keep what the service sets; the bounds are `proof.BOUNDS`. Raises `NotAllowed`."""
    with transaction.atomic():
        right = policy.require(by, "people.set_door")
        row = models.Door.objects.first() or models.Door(service_id=by.service_id)
        row.without, row.visit_days = without, visit_days
        row.borrowed_minutes, row.grace_hours = borrowed_minutes, grace_hours
        row.save()
        trail.did("people.set_door", by=by, right=right, about=row.pk)
