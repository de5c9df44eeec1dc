"""Asking somebody to look again at what may be told about them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from withness.consents import models
from withness.consents.actions import outside_post
from withness.consents.queries import sharing
from withness.consents.rules import outside as rules
from withness.networks.queries import speaking
from withness.networks.rules.deciding import Scope

LATE = timedelta(days=30)  # a worker that slept longer does not come back with old questions


def ask(*, service_id: UUID, now: datetime) -> int:
    """Ask each whose day comes within a fortnight, and again when it has come.

    Whoever speaks for them now is asked, too, unless it is theirs alone; and both are asked once
    where what stands was said by somebody who no longer speaks for them. Returns how many stand
    asked now.

    A question is asked once, also by two workers or after a long sleep: the outbox keeps it once.
    """
    words = models.Word.objects.filter(until__gt=now - LATE)
    due = words.filter(until__lte=now + rules.ASK_BEFORE)
    ended = words.filter(until__gt=now).filter(
        Q(proxy__ended_at__gt=now - LATE) | Q(proxy__ended_at=None, proxy__until_at__lte=now)
    )
    spoke = set(ended.values_list("consent_id", "number"))
    asked = set(due.values_list("consent_id", flat=True)) | {pk for pk, _number in spoke}
    told = 0
    rows = models.Consent.objects.filter(pk__in=asked).order_by("pk")
    for consent_id, person_id, network_id in rows.values_list("id", "person_id", "network_id"):
        stands = sharing.standing_of(consent_id)
        mark = _mark(stands, now, spoke_no_more=(consent_id, stands.by) in spoke)
        if not mark:
            continue
        people = [person_id, *_speakers(consent_id, network_id, person_id, now)]
        with transaction.atomic():
            told += outside_post.look(
                service_id=service_id,
                people_ids=people,
                key=f"look-again:{consent_id}:{stands.by}:{mark}",
                about=consent_id,
                network=network_id,
            )
    return told


def _mark(stands: rules.Standing, now: datetime, *, spoke_no_more: bool) -> str:
    """Return why it is asked about, "" where it is not."""
    if stands.until is None or stands.until <= now - LATE or not stands.matters:
        return ""
    if rules.is_over(stands, now):
        return "over"
    if rules.asks_again(stands, now):
        return "soon"
    return "spoke" if spoke_no_more else ""


def _speakers(consent_id: UUID, network_id: UUID, person_id: UUID, now: datetime) -> list[UUID]:
    """Return who speaks for them in this, none for what the others do not see."""
    if models.Word.objects.filter(consent_id=consent_id, quiet=True).exists():
        return []
    found = speaking.speakers(Scope.SHARING, network_id, [person_id], now)
    return sorted(set(found.get(person_id, [])), key=str)
