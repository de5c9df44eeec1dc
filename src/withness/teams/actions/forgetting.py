"""Forgetting a practitioner's own calendars."""

from uuid import UUID

from withness.teams import models
from withness.values.rules.viewer import Viewer


def forget_calendars(*, person_id: UUID, by: Viewer) -> None:
    """Destroy the calendars a practitioner gave, and the busy times that were read from them."""
    models.Calendar.objects.filter(
        practitioner__person_id=person_id, service_id=by.service_id
    ).delete()
