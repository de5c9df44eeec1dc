"""One's own open devices, and how one proves that it is oneself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from withness.people import models
from withness.people.rules import proof
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class VisitFact:
    """One device on which one's page is open."""

    id: UUID
    device: proof.Device
    is_borrowed: bool
    began_at: datetime
    is_this: bool


def own(viewer: Viewer, this: UUID | None) -> tuple[VisitFact, ...]:
    """Return where the viewer's own page is open now, the newest first."""
    if viewer.person_id is None:
        return ()
    now = timezone.now()
    rows = models.Visit.objects.filter(
        person_id=viewer.person_id, ended_at=None, ends_at__gt=now, link__revoked_at=None,
        link__ends_at__gt=now, proved_at__isnull=False,
    ).order_by("-began_at", "-id")  # fmt: skip
    found = []
    for row in rows:
        idle = timedelta(minutes=row.idle_minutes) if row.idle_minutes else None
        if proof.lives(proof.Visit(row.ends_at, row.seen_at, proved=True, idle=idle), now):
            found.append(
                VisitFact(
                    row.pk,
                    proof.Device(row.device),
                    row.is_borrowed,
                    row.began_at,
                    row.pk == this,
                )
            )
    return tuple(found)
