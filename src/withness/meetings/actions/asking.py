"""Who is asked: the rows of a meeting, and of those a meeting leaves out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import OuterRef
from django.utils import timezone

from withness.meetings import models
from withness.meetings.rules import life, peer
from withness.networks.models import Membership
from withness.networks.policy import deciding
from withness.teams.models import Practitioner
from withness.values.rules import text
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Belonging


@dataclass(frozen=True, slots=True)
class Circle:
    """Who belongs to a network now: people by their belonging, practitioners by their post."""

    people: dict[UUID, Belonging]
    practitioners: tuple[UUID, ...]


def circle(network_id: UUID) -> Circle:
    """Return who belongs now and lives, practitioners in order of joining."""
    rows = Membership.objects.filter(~deciding.died(OuterRef("person_id")), network_id=network_id)
    rows = rows.filter(left_at=None)
    seats = rows.order_by("joined_at", "id").only("person_id", "belonging", "practitioner_id")
    people: dict[UUID, Belonging] = {}
    practitioners: list[UUID] = []
    for seat in seats:
        if seat.practitioner_id:
            practitioners.append(seat.practitioner_id)
        else:
            people[seat.person_id] = Belonging(seat.belonging)
    return Circle(people, tuple(practitioners))


def of_the_network(belonging: Circle, person_ids: Collection[UUID]) -> None:
    """Refuse people who do not belong, and a meeting to which nobody of the network is asked."""
    if not set(person_ids) <= set(belonging.people):
        raise life.NotOfTheNetwork
    kinds = {belonging.people[one] for one in person_ids}
    if not kinds & {Belonging.CENTRE, Belonging.MEMBER}:
        raise peer.NobodyOfTheNetwork


def enough(practitioner_ids: Collection[UUID]) -> None:
    """Refuse fewer than two practitioners."""
    if len(set(practitioner_ids)) < peer.LEAST:
        raise peer.TooFewPractitioners(least=peer.LEAST)


def missing(belonging: Circle, practitioners: Collection[Practitioner]) -> peer.LeftOut:
    """Return which peers a meeting with these practitioners leaves out."""
    asked = [one.pk for one in practitioners]
    known = set(belonging.practitioners) | set(asked)
    peers = Practitioner.objects.filter(pk__in=known, is_peer=True).values_list("pk", flat=True)
    return peer.left_out(belonging=belonging.practitioners, asked=asked, peers=peers)


def reason(
    out: peer.LeftOut, *, whose: peer.Whose | None, words: str
) -> tuple[peer.Whose, str] | None:
    """Return whose reason it is, with its words; raise `ReasonWanted`, `TooLong`."""
    return peer.reason(out, whose, text.kept(words, text.SHORT))


def ask(
    meeting: models.Meeting,
    *,
    person_ids: Collection[UUID],
    practitioners: Collection[Practitioner],
    belonging: Circle,
    with_way: Span,
) -> list[models.Invitation]:
    """Write down who is asked and return their invitations; somebody asked once is asked anew."""
    covers = peer.covers([one.pk for one in practitioners], belonging.practitioners)
    rows = [
        models.Invitation(
            service_id=meeting.service_id,
            meeting=meeting,
            person_id=person_id,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            uid=_uid(),
        )
        for person_id in dict.fromkeys(person_ids)
    ]
    rows += [
        models.Invitation(
            service_id=meeting.service_id,
            meeting=meeting,
            person_id=one.person_id,
            practitioner=one,
            is_cover=one.pk in covers,
            starts_at=with_way.start,
            ends_at=with_way.end,
            uid=_uid(),
        )
        for one in practitioners
    ]
    models.Invitation.objects.bulk_create(rows)
    return rows


def leave_out(
    meeting: models.Meeting,
    out: peer.LeftOut,
    reason: tuple[peer.Whose, str] | None,
    *,
    decided_by: UUID,
) -> None:
    """Write down who was left out and why, anew where it stays; what no longer holds goes."""
    peers: list[UUID | None] = [*out.peers, *((None,) if out.any_peer else ())]
    rows = models.LeftOut.objects.filter(meeting=meeting)
    for row in rows:
        if row.peer_id in peers:
            peers.remove(row.peer_id)
        else:
            row.delete()
    if reason is None:
        return
    whose, words = reason
    models.LeftOut.objects.bulk_create(
        models.LeftOut(
            service_id=meeting.service_id,
            meeting=meeting,
            peer_id=one,
            whose=whose,
            reason=words or None,
            decided_by_id=decided_by,
            said_at=timezone.now(),
        )
        for one in peers
    )


def _uid() -> str:
    """A calendar file's own id: random, at the house's own address, telling nothing."""
    return f"{uuid4()}@{urlsplit(settings.WITHNESS_ORIGIN).hostname or 'withness.invalid'}"


def still(network_id: UUID, asked: Iterable[models.Invitation]) -> list[models.Invitation]:
    """Return those of the asked who still belong; whoever left hears of no time and no place.

    Practitioners are booked, and are asked no longer by those who arrange alone.
    """
    here = Membership.objects.filter(network_id=network_id, left_at=None)
    present = set(here.values_list("person_id", flat=True))
    return [one for one in asked if one.practitioner_id or one.person_id in present]
