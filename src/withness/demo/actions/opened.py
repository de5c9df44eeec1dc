"""A night on which somebody who does not belong opened Mira's network, and everyone was told."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from withness.consents import models as consents
from withness.consents.rules import glass as rules

WHY = (
    "Mira rang the night line. She could not say where she was, and neither Lena nor Pavel "
    "answered. I wanted to ring her brother."
)


def tell(*, network_id: UUID, by: Any, now: datetime) -> None:
    """Write down one breaking of the glass, twelve nights ago, closed before its hour was over."""
    begun_at = (now - timedelta(days=12)).replace(hour=3, minute=10, second=0, microsecond=0)
    consents.Glass.objects.create(
        service_id=by.service_id,
        network_id=network_id,
        person_id=by.person_id,
        practitioner=by,
        reason=WHY,
        begun_at=begun_at,
        ends_at=rules.ends(begun_at),
        closed_at=begun_at + timedelta(minutes=25),
    )
