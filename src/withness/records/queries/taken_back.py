"""What was taken back and is still sealed."""

from datetime import datetime, timedelta
from uuid import UUID

from withness.records import models


def until(now: datetime, days: int) -> list[UUID]:
    """Return the lines of the service in scope that have been sealed for that many days."""
    rows = models.Line.objects.filter(
        taken_back_at__lte=now - timedelta(days=days), destroyed_at=None
    )
    return list(rows.order_by("taken_back_at").values_list("id", flat=True))
