"""Changing who is asked to a meeting: somebody more, somebody instead, somebody not."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.delivery.rules.states import Way
from withness.meetings import models
from withness.meetings.actions import asking, booking, events, inviting, loading
from withness.meetings.rules import clash, life, peer
from withness.meetings.rules.states import Answer, State
from withness.teams.models import Practitioner
from withness.trail import actions as trail
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Viewer


def ask_these(
    *,
    meeting_id: UUID,
    person_ids: Collection[UUID],
    practitioner_ids: Collection[UUID],
    by: Viewer,
    whose_reason: peer.Whose | None = None,
    why_no_peer: str = "",
    ways: Mapping[UUID, Way] | None = None,
) -> None:
    """Ask exactly these people to a meeting: new ones are asked, the others are told it is off.

    Whoever stays asked hears nothing and keeps their answer. A peer who belongs and is asked no
    longer needs a reason (promise 10); somebody from outside the network is cover (promise 16).
    Raises `NotAllowed`, `NotPossible`, and as `arranging.arrange`.
    """
    with transaction.atomic():
        meeting = loading.locked(meeting_id)
        right = policy.require(by, "meetings.move", meeting)
        life.may_change(State(meeting.state))
        belonging = asking.circle(meeting.network_id)
        rows = {one.person_id: one for one in models.Invitation.objects.filter(meeting=meeting)}
        asked = {one: row for one, row in rows.items() if row.called_off_at is None}
        asking.of_the_network(belonging, person_ids)
        asking.enough(practitioner_ids)
        practitioners = booking.locked(practitioner_ids, meeting.starts_at)
        new = [one for one in practitioners if one.person_id not in asked]
        span = Span(meeting.starts_at, meeting.ends_at)
        booking.may_be_booked(
            [one.pk for one in new],
            span,
            travel_minutes=meeting.travel_minutes,
            by=by,
            but=meeting_id,
        )
        _why(meeting, belonging, practitioners, whose=whose_reason, words=why_no_peer, by=by)
        wanted = {*person_ids, *(one.person_id for one in practitioners)}
        gone = [row for one, row in asked.items() if one not in wanted]
        fresh = _ask(
            meeting,
            rows,
            person_ids=[one for one in person_ids if one not in asked],
            practitioners=new,
            belonging=belonging,
        )
        if not gone and not fresh:
            return
        _ask_no_longer(gone)
        events.happened(meeting_id=meeting_id, kind="asked")
        trail.did("meetings.move", by=by, right=right, about=meeting_id, network=meeting.network_id)
        inviting.tell(meeting, fresh, inviting.What.ASKED, dict(ways or {}))
        inviting.tell(meeting, gone, inviting.What.CALLED_OFF)


def _why(
    meeting: models.Meeting,
    belonging: asking.Circle,
    practitioners: Collection[Practitioner],
    *,
    whose: peer.Whose | None,
    words: str,
    by: Viewer,
) -> None:
    """Ask why a peer is left out, but not twice for the same peer."""
    known = models.LeftOut.objects.filter(meeting=meeting)
    said = set(known.values_list("peer_id", flat=True))
    out = asking.missing(belonging, practitioners)
    news = peer.LeftOut(
        tuple(one for one in out.peers if one not in said), out.any_peer and None not in said
    )
    reason = asking.reason(news, whose=whose, words=words)
    asking.leave_out(meeting, out, reason, decided_by=loading.person_of(by))


def _ask(
    meeting: models.Meeting,
    rows: Mapping[UUID, models.Invitation],
    *,
    person_ids: Collection[UUID],
    practitioners: Collection[Practitioner],
    belonging: asking.Circle,
) -> list[models.Invitation]:
    """Ask new people; somebody who was asked before is asked by the same calendar file again."""
    with_way = clash.with_way(Span(meeting.starts_at, meeting.ends_at), meeting.travel_minutes)
    posts = {one.person_id: one for one in practitioners}
    again = [rows[one] for one in (*person_ids, *posts) if one in rows]
    for row in again:
        own = with_way if row.person_id in posts else Span(meeting.starts_at, meeting.ends_at)
        row.called_off_at = None
        row.answer, row.answered_at, row.written_by = Answer.NONE, None, None
        row.starts_at, row.ends_at = own.start, own.end
        row.sequence += 1
        row.save()
    first = asking.ask(
        meeting,
        person_ids=[one for one in person_ids if one not in rows],
        practitioners=[one for one in practitioners if one.person_id not in rows],
        belonging=belonging,
        with_way=with_way,
    )
    return [*again, *first]


def _ask_no_longer(gone: Collection[models.Invitation]) -> None:
    for row in gone:
        row.called_off_at = timezone.now()
        row.sequence += 1
        row.save(update_fields=["called_off_at", "sequence"])
