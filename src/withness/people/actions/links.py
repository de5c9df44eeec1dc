"""Making, spending, rotating and ending personal links."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.people import models, rules
from withness.sealing.models import cipher
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Spent:
    """What a spent link opens, and for whom."""

    link_id: UUID
    person_id: UUID
    purpose: rules.Purpose
    opens_id: UUID


def hashed(token: str) -> str:
    """Return what is stored of a token."""
    return cipher.keyed_hash("link", token)


def make(
    *, service_id: UUID, person_id: UUID, purpose: rules.Purpose, opens_id: UUID, days: int
) -> str:
    """Make a link and return its token: 32 letters, shown once and stored nowhere."""
    token = secrets.token_urlsafe(24)
    now = timezone.now()
    models.Link(
        service_id=service_id,
        person_id=person_id,
        purpose=purpose,
        opens_id=opens_id,
        token_hash=hashed(token),
        made_at=now,
        ends_at=now + timedelta(days=days),
    ).save(force_insert=True)
    return token


def rotate(
    *, service_id: UUID, person_id: UUID, purpose: rules.Purpose, opens_id: UUID, days: int
) -> str:
    """End every earlier link to the same thing and return the token of a new one."""
    with transaction.atomic():
        models.Link.objects.filter(
            person_id=person_id, purpose=purpose, opens_id=opens_id, revoked_at=None
        ).update(revoked_at=timezone.now())
        return make(
            service_id=service_id,
            person_id=person_id,
            purpose=purpose,
            opens_id=opens_id,
            days=days,
        )


def spend(*, token: str) -> Spent:
    """Exchange a token for what it opens, or raise `LinkClosed`."""
    link = models.Link.objects.filter(token_hash=hashed(token)).first()
    now = timezone.now()
    if link is None or not rules.opens(rules.LinkState(link.ends_at, link.revoked_at), now):
        raise rules.LinkClosed
    if link.opened_at is None:
        link.opened_at = now
        link.save(update_fields=["opened_at"])
    return Spent(link.pk, link.person_id, rules.Purpose(link.purpose), link.opens_id)


def revoke(*, link_id: UUID, by: Viewer) -> None:
    """End one's own link at once."""
    with transaction.atomic():
        link = models.Link.objects.filter(pk=link_id).first()
        right = policy.require(by, "people.revoke_link", link) if link else None
        if link is None or right is None:
            return
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        trail.did("people.revoke_link", by=by, right=right, about=link_id)


def revoke_all(*, person_id: UUID, opens_id: UUID) -> None:
    """End all of a person's links to one thing; called when they leave it."""
    models.Link.objects.filter(person_id=person_id, opens_id=opens_id, revoked_at=None).update(
        revoked_at=timezone.now()
    )
