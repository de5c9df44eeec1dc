"""Forgetting what somebody said when they asked for help: on their wish, or in its time."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from withness.contacts import models
from withness.values.rules.viewer import Viewer

WORDS = ("for_whom", "how_to_reach", "hope", "who", "when_and_where", "agency", "end_words")


def forget_calls(*, person_id: UUID, by: Viewer) -> list[dict[str, str]]:
    """Take a caller's own words out of every contact that has ended; return what stood there.

    Times, and who held the promise, stay. Called inside the transaction of the wish it carries out.
    """
    found = []
    rows = models.Contact.objects.select_for_update().filter(caller_id=person_id)
    for row in rows.filter(service_id=by.service_id).exclude(ended_at=None):
        stood = {name: str(getattr(row, name)) for name in WORDS if getattr(row, name)}
        if stood:
            for name in stood:
                setattr(row, name, None)
            row.save(update_fields=list(stood))
            found.append({"asked_at": row.asked_at.isoformat(), **stood})
    return found


def let_go(*, now: datetime, days: int) -> int:
    """Destroy the words of calls of which no network came and that ended so long ago.

    `days`: as the law of the place says. Times, and who held the promise, stay. Returns how many.
    """
    old = models.Contact.objects.filter(network=None, ended_at__lte=now - timedelta(days=days))
    said = reduce(or_, (Q(**{f"{name}__isnull": False}) for name in WORDS))
    return old.filter(said).update(**dict.fromkeys(WORDS))
