"""What the service in scope sets about links."""

from withness.people import models
from withness.people.rules import proof


def door() -> proof.Door:
    """Return what is set, or the usual."""
    row = models.Door.objects.values_list(
        "without", "visit_days", "borrowed_minutes", "grace_hours"
    ).first()
    return proof.Door(proof.Without(row[0]), *row[1:]) if row else proof.Door()
