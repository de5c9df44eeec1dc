"""One's own links: what they open, since when, and until when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from withness.people import models, rules
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link that still opens. The token itself is stored nowhere."""

    id: UUID
    purpose: rules.Purpose
    made_at: datetime
    ends_at: datetime
    opened_at: datetime | None


def own(viewer: Viewer) -> tuple[LinkFact, ...]:
    """Return the viewer's own links that still open, the newest first."""
    if viewer.person_id is None:
        return ()
    rows = models.Link.objects.filter(
        person_id=viewer.person_id, revoked_at=None, ends_at__gt=timezone.now()
    ).order_by("-made_at", "-id")
    return tuple(
        LinkFact(row_id, rules.Purpose(purpose), made_at, ends_at, opened_at)
        for row_id, purpose, made_at, ends_at, opened_at in rows.values_list(
            "id", "purpose", "made_at", "ends_at", "opened_at"
        )
    )
