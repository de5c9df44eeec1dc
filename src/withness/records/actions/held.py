"""Holding an entry back in the open: everybody sees that it exists (promise 1)."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents.actions import outside_post as post
from withness.meetings.actions import events
from withness.networks import models as networks
from withness.records import models
from withness.records.actions import found
from withness.records.queries import held as queries
from withness.records.rules import held as rules
from withness.records.rules import owning
from withness.service import queries as services
from withness.service.queries import law
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Belonging, Viewer


def hold_back(
    *, meeting_id: UUID, words: str, ground: str, again_on: date, once: UUID, by: Viewer
) -> UUID:
    """Write an entry that is held back, on a ground of the place, until it is looked at again.

    Raises `NoSuchGround`, `LookSooner`, `NothingSaid`; `NotAllowed` for a peer who did not choose
    to take on duties under law, where the ground is one.
    """
    with transaction.atomic():
        meeting, right, own_id = found.meeting(meeting_id, "records.hold_back", by)
        known = models.HeldBack.objects.filter(once=once).first()
        if known is not None:
            if known.author_id != own_id or known.meeting_id != meeting.pk:
                raise NotAllowed
            return known.pk
        _offered(ground, by)
        clean = text.kept(words, text.WORDS)
        if not clean:
            raise owning.NothingSaid
        row = models.HeldBack(
            service_id=meeting.service_id,
            network_id=meeting.network_id,
            meeting=meeting,
            author_id=own_id,
            words=clean,
            ground=ground,
            again_on=_again(again_on, by.service_id),
            once=once,
            made_at=timezone.now(),
        )
        row.save(force_insert=True)
        events.happened(meeting_id=meeting.pk, kind="held", about_id=row.pk)
        trail.did("records.hold_back", by=by, right=right, about=row.pk, network=row.network_id)
        return row.pk


def look_again(*, held_id: UUID, again_on: date, by: Viewer) -> None:
    """Say that one looked again and holds it back further, until another day to come."""
    with transaction.atomic():
        row, right = _kept(held_id, by)
        row.again_on, row.looked_at = _again(again_on, by.service_id), timezone.now()
        row.save(update_fields=["again_on", "looked_at"])
        events.happened(meeting_id=row.meeting_id, kind="held", about_id=row.pk)
        trail.did("records.keep_held", by=by, right=right, about=row.pk, network=row.network_id)


def let_read(*, held_id: UUID, people: frozenset[UUID], by: Viewer) -> None:
    """Choose which practitioners of the network read an entry; all others read it no longer."""
    with transaction.atomic():
        row, right = _kept(held_id, by)
        working = networks.Membership.objects.filter(
            network_id=row.network_id,
            belonging=Belonging.PRACTITIONER,
            left_at=None,
            person_id__in=people,
        )
        if set(working.values_list("person_id", flat=True)) != people:
            raise NotAllowed
        rows = models.HeldReader.objects.filter(held=row)
        rows.exclude(person_id__in=people).delete()
        there = set(rows.values_list("person_id", flat=True))
        for person_id in people - there:
            models.HeldReader(
                service_id=row.service_id, held=row, person_id=person_id, since_at=timezone.now()
            ).save(force_insert=True)
        trail.did("records.keep_held", by=by, right=right, about=row.pk, network=row.network_id)


def open_it(*, held_id: UUID, by: Viewer) -> None:
    """Open an entry to everybody who was there or belonged by then, and tell the whole network."""
    with transaction.atomic():
        row, right = _kept(held_id, by)
        row.opened_at = timezone.now()
        row.save(update_fields=["opened_at"])
        events.happened(meeting_id=row.meeting_id, kind="held", about_id=row.pk)
        places = networks.Membership.objects.filter(network_id=row.network_id, left_at=None)
        others = places.exclude(person_id=row.author_id)
        post.look(
            service_id=row.service_id,
            people_ids=others.values_list("person_id", flat=True),
            key=f"held-opened:{row.pk}",
            about=row.pk,
            network=row.network_id,
        )
        trail.did("records.keep_held", by=by, right=right, about=row.pk, network=row.network_id)


def ask_again(*, held_id: UUID) -> bool:
    """Ask the author, once for each day, to look again; return whether they can be told."""
    with transaction.atomic():
        row = models.HeldBack.objects.get(pk=held_id)
        return bool(
            post.look(
                service_id=row.service_id,
                people_ids=[row.author_id],
                key=f"held-again:{row.pk}:{row.again_on}",
                about=row.pk,
                network=row.network_id,
            )
        )


def take_on(*, yes: bool, by: Viewer) -> None:
    """Choose, as a peer, to take on duties under law, or no longer. Nobody else chooses it."""
    with transaction.atomic():
        right = policy.require(by, "records.take_on")
        if by.person_id is None:
            raise NotAllowed
        own = models.TakesOn.objects.filter(person_id=by.person_id)
        if yes and not own.exists():
            models.TakesOn(
                service_id=by.service_id, person_id=by.person_id, since_at=timezone.now()
            ).save(force_insert=True)
        elif not yes:
            own.delete()
        trail.did("records.take_on", by=by, right=right, about=by.person_id)


def _offered(ground: str, by: Viewer) -> None:
    """Raise `NoSuchGround` for a ground that is unknown here, or not offered to whoever acts."""
    if ground not in {one.code for one in queries.offered(by, timezone.now())}:
        raise rules.NoSuchGround


def _again(chosen: date, service_id: UUID) -> date:
    now = timezone.now()
    zone = services.by_id(service_id).zone
    longest = law.days("held_back.longest", now) or rules.LONGEST
    return rules.again_on(chosen, today=queries.today(now, zone), longest=longest)


def _kept(held_id: UUID, by: Viewer) -> tuple[models.HeldBack, policy.Row]:
    """Return an entry that is held back still, and the right; its meeting is locked first."""
    return found.one(models.HeldBack.objects.filter(pk=held_id), "records.keep_held", by)
