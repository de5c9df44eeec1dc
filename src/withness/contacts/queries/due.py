"""Promises whose end comes near: asked by the worker, for one service in scope."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from withness.contacts import models
from withness.contacts.rules import promise as rules


@dataclass(frozen=True, slots=True)
class DueFact:
    """One promise of which somebody is told now."""

    contact_id: UUID
    team_id: UUID
    promised_until: datetime
    due: rules.Due


def due(now: datetime, hours: list[int]) -> tuple[DueFact, ...]:
    """Return the open promises with a warning to give, the nearest first; one query.

    `hours`: the service's hours before the end.
    """
    horizon = now + timedelta(hours=max(hours, default=0))
    rows = (
        models.Contact.objects.filter(ended_at=None, promised_until__lte=horizon)
        .order_by("promised_until", "id")
        .values_list("id", "team_id", "asked_at", "promised_until", "warned")
    )
    found = []
    for row_id, team_id, asked_at, promised_until, told in rows:
        one = rules.warning(asked_at, promised_until, now, hours=hours, told=told)
        if one is not None:
            found.append(DueFact(row_id, team_id, promised_until, one))
    return tuple(found)
