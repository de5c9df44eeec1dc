"""Arranging a meeting, moving it, calling it off."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery.rules.states import Way
from withness.meetings import models
from withness.meetings.actions import asking, booking, events, inviting, loading
from withness.meetings.rules import life, peer, when
from withness.meetings.rules import where as places
from withness.meetings.rules.states import Answer, State, Where
from withness.networks.models import Network
from withness.networks.rules import life as network_life
from withness.networks.rules.states import State as NetworkState
from withness.service import queries as services
from withness.teams.models import Place
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Viewer


def arrange(
    *,
    network_id: UUID,
    wall_start: datetime,
    minutes: int,
    where: Where,
    person_ids: Collection[UUID],
    practitioner_ids: Collection[UUID],
    by: Viewer,
    place_id: UUID | None = None,
    where_words: str = "",
    video_link: str = "",
    travel_minutes: int | None = None,
    language: str = "",
    interpreter: str = "",
    makes_easier: str = "",
    whose_reason: peer.Whose | None = None,
    why_no_peer: str = "",
    chosen_by_network: bool = False,
    ways: Mapping[UUID, Way] | None = None,
    zone: str | None = None,
    once: UUID | None = None,
) -> UUID:
    """Arrange a meeting of a network, ask everybody to it, and return its id.

    `wall_start`: naive, in `zone` (the team's unless given). `travel_minutes` None: the usual way,
    or `TravelWanted`. `ways`: how a person is told, their usual way unless given. `once`: the same
    form sent twice arranges once. Raises `NotAllowed`, `NotThen`, `NotOnTheClock`, `UnknownZone`,
    `TooFewPractitioners`, `NobodyOfTheNetwork`, `NotOfTheNetwork`, `ReasonWanted`, `Taken`,
    `NotFree`, `TravelWanted`, `WhereWanted`, `NotALink`, `TooLong`.
    """
    with transaction.atomic():
        network, right = _locked_network(network_id, by)
        known = models.Meeting.objects.filter(once=once).first() if once else None
        if known is not None and known.network_id != network_id:
            raise NotAllowed  # the mark of another network's page
        if known is not None:
            return known.pk
        if network.state == NetworkState.RESTING:
            raise life.NotPossible("network_rests")
        now = timezone.now()
        time = when.agreed(
            wall_start=wall_start, zone=zone or network.team.zone, minutes=minutes, now=now
        )
        belonging = asking.circle(network_id)
        asking.of_the_network(belonging, person_ids)
        asking.enough(practitioner_ids)
        practitioners = booking.locked(practitioner_ids, time.span.start)
        out = asking.missing(belonging, practitioners)
        reason = asking.reason(out, whose=whose_reason, words=why_no_peer)
        meeting = models.Meeting(
            service_id=by.service_id,
            network=network,
            team_id=network.team_id,
            number=_next_number(network_id),
            language=language or network.language,
            interpreter=text.kept(interpreter, text.SHORT) or None,
            makes_easier=text.kept(makes_easier, text.SHORT) or None,
            chosen_by_network=chosen_by_network,
            once=once,
        )
        _put_where(
            meeting, where=where, place_id=place_id, where_words=where_words, video_link=video_link
        )
        with_way = _put_when(
            meeting, time, [one.pk for one in practitioners], travel_minutes, by=by
        )
        meeting.save(force_insert=True)
        asked = asking.ask(
            meeting,
            person_ids=person_ids,
            practitioners=practitioners,
            belonging=belonging,
            with_way=with_way,
        )
        asking.leave_out(meeting, out, reason, decided_by=loading.person_of(by))
        events.happened(meeting_id=meeting.pk, kind="arranged")
        trail.did("meetings.arrange", by=by, right=right, about=meeting.pk, network=network_id)
        inviting.tell(meeting, asked, inviting.What.ASKED, dict(ways or {}))
        return meeting.pk


def move(
    *,
    meeting_id: UUID,
    wall_start: datetime,
    minutes: int,
    by: Viewer,
    where: Where | None = None,
    place_id: UUID | None = None,
    where_words: str = "",
    video_link: str = "",
    travel_minutes: int | None = None,
) -> None:
    """Move a meeting to another time, another place (`where` given), or both; tell everybody.

    The calendar files keep their ids and rise in number. Where the time is another one, nobody has
    said yet whether it suits them. Moving to where it is already changes nothing. Raises as
    `arrange`, and `NotPossible` once it has begun or was called off.
    """
    with transaction.atomic():
        meeting = loading.locked(meeting_id)
        right = policy.require(by, "meetings.move", meeting)
        life.may_change(State(meeting.state))
        time = when.agreed(
            wall_start=wall_start, zone=meeting.zone, minutes=minutes, now=timezone.now()
        )
        before = _standing(meeting)
        asked = list(models.Invitation.objects.filter(meeting=meeting, called_off_at=None))
        posts = [one.practitioner_id for one in asked if one.practitioner_id]
        booking.locked(posts, time.span.start)
        if where is not None:
            _put_where(
                meeting,
                where=where,
                place_id=place_id,
                where_words=where_words,
                video_link=video_link,
            )
        with_way = _put_when(meeting, time, posts, travel_minutes, by=by)
        if _standing(meeting) == before:
            return
        another_time = (meeting.starts_at, meeting.minutes) != before[:2]
        meeting.moves += 1
        meeting.save()
        for one in asked:
            one.starts_at = with_way.start if one.practitioner_id else meeting.starts_at
            one.ends_at = with_way.end if one.practitioner_id else meeting.ends_at
            one.sequence += 1
            if another_time:
                one.answer, one.answered_at, one.written_by = Answer.NONE, None, None
            one.save()
        events.happened(meeting_id=meeting_id, kind="moved")
        trail.did("meetings.move", by=by, right=right, about=meeting_id, network=meeting.network_id)
        inviting.tell(meeting, asked, inviting.What.MOVED)


def call_off(*, meeting_id: UUID, by: Viewer) -> None:
    """Call a meeting off and tell everybody; calling off twice is calling off once.

    Raises `NotAllowed`, and `NotPossible` once it has begun.
    """
    with transaction.atomic():
        meeting = loading.locked(meeting_id)
        right = policy.require(by, "meetings.call_off", meeting)
        state = life.called_off(State(meeting.state))
        if state == meeting.state:
            return
        now = timezone.now()
        meeting.state = state
        meeting.called_off_at = now
        meeting.save(update_fields=["state", "called_off_at"])
        asked = list(models.Invitation.objects.filter(meeting=meeting, called_off_at=None))
        for one in asked:
            one.sequence += 1
            one.save(update_fields=["sequence"])
        events.happened(meeting_id=meeting_id, kind="called_off")
        trail.did(
            "meetings.call_off", by=by, right=right, about=meeting_id, network=meeting.network_id
        )
        inviting.tell(meeting, asked, inviting.What.CALLED_OFF)


def _locked_network(network_id: UUID, by: Viewer) -> tuple[Network, policy.Row]:
    rows = Network.objects.select_for_update(of=("self",), no_key=True).select_related("team")
    network = rows.filter(pk=network_id).first()
    if network is None:
        raise NotAllowed
    right = policy.require(by, "meetings.arrange", network)
    network_life.lives(NetworkState(network.state))
    return network, right


def _next_number(network_id: UUID) -> int:
    last = models.Meeting.objects.filter(network_id=network_id).aggregate(last=Max("number"))
    return (last["last"] or 0) + 1


def _put_where(
    meeting: models.Meeting,
    *,
    where: Where,
    place_id: UUID | None,
    where_words: str,
    video_link: str,
) -> None:
    """Write the place on the meeting; a room of our own only if it is one."""
    place = Place.objects.filter(pk=place_id).first() if place_id else None
    if place_id and place is None:
        raise NotAllowed
    places.said(where, where_words, has_place=place is not None)
    meeting.where = where
    meeting.place = place
    meeting.where_words = text.kept(where_words, text.SHORT) or None
    meeting.video_link = text.kept(places.link(video_link), text.SHORT) or None


def _put_when(
    meeting: models.Meeting,
    time: when.Agreed,
    practitioner_ids: Collection[UUID],
    travel_minutes: int | None,
    *,
    by: Viewer,
) -> Span:
    """Write the time on the meeting, and return the span to book with the way."""
    usual = services.by_id(meeting.service_id).travel_minutes
    way = booking.way_for(
        practitioner_ids,
        time.span,
        asked=travel_minutes,
        where=Where(meeting.where),
        usual=usual,
        but=meeting.pk,
    )
    with_way = booking.may_be_booked(
        practitioner_ids, time.span, travel_minutes=way, by=by, but=meeting.pk
    )
    meeting.wall_start = time.wall_start.replace(tzinfo=UTC)  # kept as if it were UTC
    meeting.zone = time.zone
    meeting.minutes = time.minutes
    meeting.starts_at, meeting.ends_at = time.span.start, time.span.end
    meeting.travel_minutes = way
    return with_way


def _standing(meeting: models.Meeting) -> tuple[object, ...]:
    """What people would notice if it changed."""
    return (
        meeting.starts_at,
        meeting.minutes,
        meeting.where,
        meeting.place_id,
        meeting.where_words,
        meeting.video_link,
    )
