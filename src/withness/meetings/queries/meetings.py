"""Meetings, as far as the viewer may know them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.meetings import models
from withness.meetings import policy as own
from withness.meetings.rules.states import Kind, State, Step, Where
from withness.sealing.models import field
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Viewer

open_where = field.opener(models.Meeting, "where_words")
open_video = field.opener(models.Meeting, "video_link")
open_interpreter = field.opener(models.Meeting, "interpreter")
open_easier = field.opener(models.Meeting, "makes_easier")


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """One meeting. `wall_start` is naive, in `zone`; minutes are elapsed time.

    `is_whole` False: only the head is told (when, how long, what kind of place), because the
    viewer was there once and belongs no longer, or came as a guest; the rest is then empty.
    """

    id: UUID
    network_id: UUID
    team_id: UUID
    kind: Kind
    number: int
    state: State
    step: Step
    wall_start: datetime
    zone: str
    minutes: int
    starts_at: datetime
    ends_at: datetime
    where: Where
    begun_at: datetime | None
    held_at: datetime | None
    called_off_at: datetime | None
    moves: int
    events: int
    is_whole: bool
    place_id: UUID | None = None
    place_name: str = ""
    place_way: str = ""
    place_may_be_named: bool = False
    where_words: str = ""
    video_link: str = ""
    travel_minutes: int = 0
    language: str = ""
    interpreter: str = ""
    makes_easier: str = ""
    chosen_by_network: bool = False

    @property
    def span(self) -> Span:
        """The instants from beginning to end."""
        return Span(self.starts_at, self.ends_at)


HEAD = (
    "id", "network_id", "team_id", "kind", "number", "state", "step", "wall_start", "zone",
    "minutes", "starts_at", "ends_at", "where", "begun_at", "held_at", "called_off_at", "moves",
    "events",
)  # fmt: skip
REST = (
    "place_id", "place__name", "place__how_to_get_there", "place__may_be_named", "where_words",
    "video_link", "travel_minutes", "language", "interpreter", "makes_easier", "chosen_by_network",
)  # fmt: skip


def one(viewer: Viewer, meeting_id: UUID) -> MeetingFact:
    """Return the meeting, or raise `NotAllowed`."""
    found = _facts(viewer, models.Meeting.objects.filter(pk=meeting_id))
    if not found:
        raise NotAllowed
    return found[0]


def to_follow(
    viewer: Viewer, meeting_id: UUID, network_id: UUID
) -> tuple[MeetingFact, frozenset[UUID]] | None:
    """Return a meeting of the viewer's own network and the people asked to it; None for others.

    One query, for the page that arranges the next one. Ids of people.
    """
    if not own.takes_part_by_belonging(viewer, network_id):
        return None
    asked = models.Invitation.objects.filter(
        meeting_id=meeting_id, meeting__network_id=network_id, called_off_at=None
    )
    meeting = (f"meeting__{column}" for column in HEAD + REST)
    rows = list(asked.values_list(*meeting, "person_id"))
    if not rows:
        return None
    return _fact(rows[0][:-1], is_whole=True), frozenset(row[-1] for row in rows)


def of_network(viewer: Viewer, network_id: UUID) -> tuple[MeetingFact, ...]:
    """Return the network's meetings that the viewer may know of, by number."""
    rows = models.Meeting.objects.filter(network_id=network_id).order_by("number")
    return _facts(viewer, rows)


def coming(viewer: Viewer, window: Span) -> tuple[MeetingFact, ...]:
    """Return the meetings the viewer is asked to in the window, by time; those called off too.

    Two queries, however many meetings.
    """
    if viewer.person_id is None:
        return ()
    asked = models.Invitation.objects.filter(person_id=viewer.person_id).values("meeting_id")
    rows = models.Meeting.objects.filter(
        pk__in=asked, starts_at__lt=window.end, ends_at__gt=window.start
    )
    return _facts(viewer, rows.order_by("starts_at", "id"))


def last_and_next(
    viewer: Viewer, network_id: UUID, at: datetime
) -> tuple[MeetingFact | None, MeetingFact | None]:
    """Return the last meeting that was held and the next one that is agreed or under way."""
    rows = models.Meeting.objects.filter(network_id=network_id)
    held = _facts(viewer, rows.filter(state=State.HELD).order_by("-starts_at")[:1])
    open_ = rows.filter(Q(state=State.AGREED, ends_at__gt=at) | Q(state=State.UNDER_WAY))
    ahead = _facts(viewer, open_.order_by("starts_at")[:1])
    return (held[0] if held else None, ahead[0] if ahead else None)


def network_of(meeting_id: UUID) -> UUID | None:
    """Return which network a meeting is of; for upper rooms that have asked who may know."""
    rows = models.Meeting.objects.filter(pk=meeting_id)
    return rows.values_list("network_id", flat=True).first()


def by_once(once: UUID) -> UUID | None:
    """Return the meeting that a form has arranged already, or None."""
    return models.Meeting.objects.filter(once=once).values_list("id", flat=True).first()


def _facts(viewer: Viewer, rows: "QuerySet[models.Meeting]") -> tuple[MeetingFact, ...]:
    found = list(rows.values_list(*HEAD, *REST))
    whole = {row[0] for row in found if own.takes_part_by_belonging(viewer, row[1])}
    others = models.Meeting.objects.filter(pk__in={row[0] for row in found} - whole)
    heads: set[UUID] = set()
    if len(whole) < len(found):
        by_asking = policy.open_to(viewer, "meetings.read_whole", others)
        whole |= set(by_asking.values_list("id", flat=True))
        by_being_there = policy.open_to(viewer, "meetings.read", others)
        heads = set(by_being_there.values_list("id", flat=True)) - whole
    return tuple(
        _fact(row, is_whole=row[0] in whole) for row in found if row[0] in whole or row[0] in heads
    )


def _fact(row: tuple[Any, ...], *, is_whole: bool) -> MeetingFact:
    head, rest = row[: len(HEAD)], row[len(HEAD) :]
    (
        pk, network_id, team_id, kind, number, state, step, wall_start, zone, minutes, starts_at,
        ends_at, where, begun_at, held_at, called_off_at, moves, events,
    ) = head  # fmt: skip
    return MeetingFact(
        pk, network_id, team_id, Kind(kind), number, State(state), Step(step),
        wall_start.replace(tzinfo=None), zone, minutes, starts_at, ends_at, Where(where), begun_at,
        held_at, called_off_at, moves, events, is_whole, *(_rest(pk, rest) if is_whole else ()),
    )  # fmt: skip


def _rest(pk: UUID, rest: tuple[Any, ...]) -> tuple[Any, ...]:
    place_id, name, way, may_be_named, where_words, video, travel, language, *more = rest
    interpreter, easier, chosen = more
    return (
        place_id, name or "", way or "", bool(may_be_named), open_where(pk, where_words),
        open_video(pk, video), travel, language, open_interpreter(pk, interpreter),
        open_easier(pk, easier), chosen,
    )  # fmt: skip
