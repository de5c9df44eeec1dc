"""Asking somebody to look again at what may be told about them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from withness.consents import models
from withness.consents.actions import outside_post
from withness.consents.queries import sharing
from withness.consents.rules import outside as rules

LATE = timedelta(days=30)  # a worker that slept longer does not come back with old questions


def ask(*, service_id: UUID, now: datetime) -> int:
    """Ask each whose day comes within a fortnight, and again when it has come.

    Returns how many stand asked now.

    A question is asked once, also by two workers or after a long sleep: the outbox keeps it once.
    """
    rows = models.Consent.objects.filter(
        pk__in=models.Word.objects.filter(
            until__gt=now - LATE, until__lte=now + rules.ASK_BEFORE
        ).values("consent_id")
    )
    told = 0
    for consent_id, person_id, network_id in rows.values_list("id", "person_id", "network_id"):
        stands = sharing.standing_of(consent_id)
        if not rules.asks_again(stands, now) or stands.until is None or stands.until <= now - LATE:
            continue
        mark = "over" if rules.is_over(stands, now) else "soon"
        with transaction.atomic():
            told += outside_post.look(
                service_id=service_id,
                people_ids=[person_id],
                key=f"look-again:{consent_id}:{stands.by}:{mark}",
                about=consent_id,
                network=network_id,
            )
    return told
