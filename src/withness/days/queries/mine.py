"""A member's own page: the next meeting, what waits for their yes, and their networks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.exchange.queries import handed
from withness.meetings import models as meetings
from withness.meetings.rules.states import Answer, State, Where
from withness.networks.models import Network
from withness.networks.rules.states import State as NetworkState
from withness.people.queries import persons
from withness.records.queries import record, telephone
from withness.sealing.models import field
from withness.values.rules.viewer import Belonging, Viewer

open_where = field.opener(meetings.Meeting, "where_words")
COLUMNS = (
    "id", "network_id", "state", "wall_start", "minutes", "where", "where_words", "place__name",
    "place__how_to_get_there", "video_link", "starts_at",
)  # fmt: skip
open_video = field.opener(meetings.Meeting, "video_link")


@dataclass(frozen=True, slots=True)
class NextFact:
    """The next meeting of a network. `invitation_id` None: one is not asked to it."""

    meeting_id: UUID
    begins: datetime
    minutes: int
    where: Where
    where_words: str
    place: str
    way: str
    video_link: str
    is_under_way: bool
    invitation_id: UUID | None
    answer: Answer

    @property
    def waits(self) -> bool:
        """Whether it waits for the viewer's answer."""
        return self.invitation_id is not None and self.answer == Answer.NONE


@dataclass(frozen=True, slots=True)
class PastFact:
    """A meeting that a guest was at."""

    meeting_id: UUID
    began: datetime


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """One's place in one network, and what one finds there.

    `past` is filled for guests alone: they read the meetings they were at, nobody else's.
    `was_spoken_for`: something was written down for them on the telephone.
    """

    network_id: UUID
    centre_name: str
    belonging: Belonging
    is_resting: bool
    has_ended: bool
    next: NextFact | None
    past: tuple[PastFact, ...]
    something_was_handed_over: bool
    was_spoken_for: bool


@dataclass(frozen=True, slots=True)
class MineFact:
    """Everything on the page. `name` is what the person is called."""

    name: str
    places: tuple[PlaceFact, ...]
    lines: tuple[record.LineFact, ...]
    belonged_once: bool


def mine(viewer: Viewer, now: datetime) -> MineFact:
    """Return the viewer's own page; raise `NotAllowed` where they never belonged to a network."""
    if viewer.person_id is None or not viewer.seats:
        raise NotAllowed
    person = persons.person(viewer.person_id)
    return MineFact(
        person.name if person else "",
        _places(viewer, viewer.person_id, now),
        record.unconfirmed(viewer),
        bool(viewer.former),
    )


def _places(viewer: Viewer, person_id: UUID, now: datetime) -> tuple[PlaceFact, ...]:
    seats = {seat.network_id: seat for seat in viewer.seats if seat.left_at is None}
    rows = policy.open_to(viewer, "networks.know", Network.objects.filter(pk__in=seats))
    rows = rows.annotate(was_spoken_for=telephone.in_network(viewer))
    columns = ("id", "centre_id", "centre__name", "state", "was_spoken_for")
    found = {row[0]: row for row in rows.values_list(*columns)}
    ahead = _ahead(viewer, person_id, list(found), now)
    left = handed.of_networks(viewer, list(found))
    guest_of = [pk for pk in found if seats[pk].belonging == Belonging.AGENCY]
    past = _past(viewer, guest_of)
    places = [
        PlaceFact(
            pk,
            persons.open_name(centre_id, centre),
            seats[pk].belonging,
            state == NetworkState.RESTING,
            state == NetworkState.ENDED,
            ahead.get(pk),
            past.get(pk, ()),
            pk in left,
            was_spoken_for,
        )
        for pk, centre_id, centre, state, was_spoken_for in found.values()
    ]
    return tuple(
        sorted(
            places,
            key=lambda one: (
                one.has_ended,
                one.belonging != Belonging.CENTRE,
                seats[one.network_id].joined_at,
                one.network_id,
            ),
        )
    )


def _ahead(
    viewer: Viewer, person_id: UUID, networks: list[UUID], now: datetime
) -> dict[UUID, NextFact]:
    """Return the next meeting of each network that the viewer may know of: two queries."""
    rows = policy.open_to(
        viewer,
        "meetings.read_whole",
        meetings.Meeting.objects.filter(
            network_id__in=networks, state__in=(State.AGREED, State.UNDER_WAY), ends_at__gt=now
        ),
    )
    found: dict[UUID, Any] = {}
    for row in rows.order_by("starts_at", "id").values_list(*COLUMNS):
        found.setdefault(row[1], row)
    own = {
        meeting_id: (pk, Answer(answer))
        for pk, meeting_id, answer in meetings.Invitation.objects.filter(
            person_id=person_id,
            meeting_id__in=[row[0] for row in found.values()],
            called_off_at=None,
        ).values_list("id", "meeting_id", "answer")
    }
    return {network_id: _next(row, own.get(row[0])) for network_id, row in found.items()}


def _next(row: Any, own: tuple[UUID, Answer] | None) -> NextFact:
    pk, _, state, wall_start, minutes, where, where_words, place, way, video, _ = row
    return NextFact(
        pk,
        wall_start.replace(tzinfo=None),
        minutes,
        Where(where),
        open_where(pk, where_words),
        place or "",
        way or "",
        open_video(pk, video),
        state == State.UNDER_WAY,
        own[0] if own else None,
        own[1] if own else Answer.NONE,
    )


def _past(viewer: Viewer, networks: list[UUID]) -> dict[UUID, tuple[PastFact, ...]]:
    """Return the meetings a guest was at, the latest first."""
    if not networks:
        return {}
    rows = policy.open_to(
        viewer,
        "meetings.see_asked",
        meetings.Meeting.objects.filter(network_id__in=networks, state=State.HELD),
    )
    found: dict[UUID, tuple[PastFact, ...]] = {}
    for pk, network_id, wall_start in rows.order_by("-starts_at").values_list(
        "id", "network_id", "wall_start"
    ):
        fact = PastFact(pk, wall_start.replace(tzinfo=None))
        found[network_id] = (*found.get(network_id, ()), fact)
    return found
