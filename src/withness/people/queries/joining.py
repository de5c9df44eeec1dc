"""Posts that wait for their owner's own word."""

from uuid import UUID

from withness.people import models
from withness.sealing.models import cipher


def mark(address: str) -> str:
    """Return what an address is looked up by."""
    return cipher.keyed_hash("joining", address.strip().lower())


def waiting(address: str) -> UUID | None:
    """Return what waits in the service in scope for whoever signs in with this address."""
    rows = models.Joining.objects.filter(looked_up_by=mark(address), refused_at=None)
    return rows.values_list("id", flat=True).first()
