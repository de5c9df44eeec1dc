"""Making, spending, rotating and ending personal links."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.people import models, rules
from withness.people.actions import telling
from withness.people.rules.changes import What
from withness.sealing.models import cipher
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer

JUST_NOW, KEPT = "withness.people.given_here", 30 * 60


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


def mark(token: str) -> str:
    """Return a mark that this token was given to this very device a moment ago."""
    return signing.TimestampSigner(salt=JUST_NOW).sign(hashed(token))


def was_given_here(token: str, marked: str) -> bool:
    """Whether a mark says so of this token, and is not older than half an hour."""
    try:
        found = signing.TimestampSigner(salt=JUST_NOW).unsign(marked, max_age=KEPT)
    except signing.BadSignature:
        return False
    return compare_digest(found, hashed(token))


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


def renew(*, visit_id: UUID, days: int, by: Viewer) -> str:
    """Make one's own link anew and return its token; every earlier one to the same thing ends.

    The device in one's hand stays open. Raises `LinkClosed` where one came in by no link.
    """
    with transaction.atomic():
        visit = models.Visit.objects.select_related("link").filter(pk=visit_id).first()
        if visit is None:
            raise rules.LinkClosed
        link = visit.link
        right = policy.require(by, "people.revoke_link", link)
        token = rotate(
            service_id=link.service_id,
            person_id=link.person_id,
            purpose=rules.Purpose(link.purpose),
            opens_id=link.opens_id,
            days=days,
        )
        visit.link = models.Link.objects.get(token_hash=hashed(token))
        visit.save(update_fields=["link"])
        telling.changed(service_id=link.service_id, person_id=link.person_id, what=What.LINK)
        trail.did("people.renew_link", by=by, right=right, about=visit.link_id)
        return token


def anew_for(*, person_id: UUID, days: int) -> str | None:
    """End every link of somebody and return the token of a new one to what the last opened.

    A page of their own comes before an invitation. None where they had no link that still opens.
    """
    now = timezone.now()
    rows = models.Link.objects.filter(person_id=person_id, revoked_at=None, ends_at__gt=now)
    order = (rules.Purpose.MEMBER, rules.Purpose.CALLER, rules.Purpose.INVITATION)
    living = sorted(rows.order_by("-made_at", "-id"), key=lambda row: order.index(row.purpose))
    rows.update(revoked_at=now)
    if not living:
        return None
    return make(
        service_id=living[0].service_id,
        person_id=person_id,
        purpose=rules.Purpose(living[0].purpose),
        opens_id=living[0].opens_id,
        days=days,
    )


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


def revoke_every(*, person_id: UUID) -> None:
    """End all of a person's links; called when somebody wrote down that they have died."""
    models.Link.objects.filter(person_id=person_id, revoked_at=None).update(
        revoked_at=timezone.now()
    )
