"""Opening a link on a device, and ending it there: by leaving, from elsewhere, or all at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.people import models
from withness.people.actions import agreed
from withness.people.actions.links import Spent
from withness.people.queries import doors, proving
from withness.people.rules import proof
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer, Way


@dataclass(frozen=True, slots=True)
class Begun:
    """A visit that began. `by` is how it is proved already; None where it waits for its proof."""

    visit_id: UUID
    by: proof.Way | None
    is_borrowed: bool = False
    days: int = 0


def begin(
    *,
    spent: Spent,
    agent: str = "",
    before: UUID | None = None,
    asked: bool,
    belongs: bool = False,
) -> Begun:
    """Begin a visit on a device whose browser says `agent`, after a link was spent there.

    `before`: the visit that is open on it already; where it is the same person's and proved, the
    proof holds for this link, too, and no longer than it did. `asked`: they asked for help on this
    device a moment ago. `belongs`: they have a place in a network, or had one.
    """
    now = timezone.now()
    with transaction.atomic():
        link = models.Link.objects.get(pk=spent.link_id)
        row = models.Visit(
            service_id=link.service_id,
            link=link,
            person_id=spent.person_id,
            device=proof.device(agent),
            began_at=now,
            seen_at=now,
            ends_at=now + proof.UNPROVED_LASTS,
        )
        earlier = _proved_before(before, spent.person_id, now)
        if earlier is not None:
            row.is_borrowed, row.idle_minutes = earlier.is_borrowed, earlier.idle_minutes
            row.proved_at, row.proved_by = earlier.proved_at, earlier.proved_by
            row.began_at, row.ends_at = earlier.began_at, min(earlier.ends_at, link.ends_at)
            earlier.ended_at = now
            earlier.save(update_fields=["ended_at"])
            row.save(force_insert=True)
            return Begun(row.pk, proof.Way(row.proved_by), row.is_borrowed, _days(row, now))
        row.save(force_insert=True)
        door = doors.door()
        if asked:
            prove(row, proof.Way.ASKED, borrowed=False, door=door, now=now)
        elif proof.enough_alone(
            door.without, spent.purpose, proving.choices(spent.person_id, now), belongs=belongs
        ):
            prove(row, proof.Way.NOTHING, borrowed=False, door=door, now=now)
        way = proof.Way(row.proved_by) if row.proved_at else None
        return Begun(row.pk, way)


def prove(
    visit: models.Visit, by: proof.Way, *, borrowed: bool, door: proof.Door, now: datetime
) -> None:
    """Write down that a visit is proved, in the caller's transaction."""
    link_ends_at = models.Link.objects.values_list("ends_at", flat=True).get(pk=visit.link_id)
    visit.proved_at, visit.proved_by, visit.seen_at = now, by, now
    visit.is_borrowed = borrowed
    visit.idle_minutes = door.borrowed_minutes if borrowed else None
    lasts = timedelta(days=1) if borrowed else timedelta(days=door.visit_days)
    visit.ends_at = min(now + lasts, link_ends_at)
    visit.save()
    trail.did("people.prove", by=_themselves(visit), right=f"by_{by}", about=visit.pk)


def _themselves(visit: models.Visit) -> Viewer:
    """Return whoever a proved visit stands for, for the trail."""
    return Viewer(service_id=visit.service_id, way=Way.LINK, person_id=visit.person_id)


def touch(*, visit_id: UUID, seen_at: datetime | None, now: datetime) -> None:
    """Write down that a device was looked at, once a minute at most."""
    if seen_at is None or now - seen_at >= proof.SEEN_EVERY:
        models.Visit.objects.filter(pk=visit_id, ended_at=None).update(seen_at=now)


def leave(*, visit_id: UUID) -> None:
    """End the visit on the device that asks for it."""
    models.Visit.objects.filter(pk=visit_id, ended_at=None).update(ended_at=timezone.now())


def end(*, visit_id: UUID, by: Viewer) -> None:
    """End one's own page on one device; raise `NotAllowed` for anybody else's."""
    with transaction.atomic():
        row = models.Visit.objects.filter(pk=visit_id).first()
        if row is None:
            raise NotAllowed
        right = policy.require(by, "people.end_visit", row)
        leave(visit_id=visit_id)
        trail.did("people.end_visit", by=by, right=right, about=visit_id)


def end_all(*, by: Viewer, but: UUID | None) -> None:
    """End one's own page on every device, this one too unless it is `but`."""
    with transaction.atomic():
        person, right = agreed.oneself(by)
        rows = models.Visit.objects.filter(person_id=person.pk, ended_at=None)
        (rows.exclude(pk=but) if but else rows).update(ended_at=timezone.now())
        trail.did("people.end_visits", by=by, right=right, about=person.pk)


def _proved_before(before: UUID | None, person_id: UUID, now: datetime) -> models.Visit | None:
    row = (
        models.Visit.objects.select_related("link")
        .filter(pk=before, person_id=person_id, proved_at__isnull=False, link__revoked_at=None)
        .exclude(proved_by=proof.Way.NOTHING)  # that was no proof
        .first()
        if before
        else None
    )
    if row is None:
        return None
    idle = timedelta(minutes=row.idle_minutes) if row.idle_minutes else None
    life = proof.Visit(
        min(row.ends_at, row.link.ends_at), row.seen_at, True, idle, row.ended_at is not None
    )
    return row if proof.lives(life, now) else None


def _days(row: models.Visit, now: datetime) -> int:
    return 0 if row.is_borrowed else max((row.ends_at - now).days, 0)
