"""Whoever receives invitations for somebody else is told that there is something to look at."""

from collections.abc import Iterable

from django.utils import timezone

from withness.meetings import models
from withness.networks.actions import telling
from withness.networks.queries import speaking
from withness.networks.rules.deciding import Scope


def tell(meeting: models.Meeting, asked: Iterable[models.Invitation], what: str) -> None:
    """Ask those who speak for the asked to look at their own page; nothing is said of a meeting."""
    rows = {one.person_id: one for one in asked}
    told = speaking.speakers(Scope.RECEIVING, meeting.network_id, list(rows), timezone.now())
    for person_id, people in told.items():
        one = rows[person_id]
        telling.look(
            people,
            service_id=meeting.service_id,
            key=f"for:{what}:{one.pk}:{one.sequence}",
            about=one.pk,
            network=meeting.network_id,
        )
