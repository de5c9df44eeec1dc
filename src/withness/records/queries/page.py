"""The frame of a meeting's record: when and where, who was here, whom we missed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.meetings import models as meetings
from withness.meetings.rules.life import is_there
from withness.meetings.rules.states import Came, State, Step, Where
from withness.networks.models import Membership
from withness.people.models import Person
from withness.records.models import HeldBack
from withness.records.policy import reading
from withness.records.policy.writing import BEGUN
from withness.sealing.models import field
from withness.service.models.prepared import Prepared
from withness.values.rules.viewer import Belonging, Seat, Viewer

PAGE = 10  # meetings on one page of a network's record
open_where = field.opener(meetings.Meeting, "where_words")
open_person = field.opener(Person, "name")
open_how = field.opener(Membership, "how")

COLUMNS = (
    "id", "network_id", "number", "state", "step", "where", "where_words", "place__name",
    "wall_start", "minutes", "starts_at", "begun_at", "held_at", "events",
    "network__centre_id", "network__centre__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeadFact:
    """One meeting as the head of its record. `wall_start` is naive wall time, as agreed.

    `had_part`: the viewer was there, had joined by then, or the network is around them; only then
    are they told where it was and who came. `belongs`: they belong now. `right`: for the trail.
    `joined_later`: it was held before they joined. `by_law`: they neither belong nor were there.
    `has_held`: an entry of it is, or was, held back.
    """

    id: UUID
    network_id: UUID
    number: int
    state: State
    step: Step
    where: Where
    where_words: str
    wall_start: datetime
    minutes: int
    begun_at: datetime | None
    held_at: datetime | None
    events: int
    centre_id: UUID
    centre_name: str
    had_part: bool
    belongs: bool
    right: str
    joined_later: bool
    by_law: bool
    has_held: bool


@dataclass(frozen=True, slots=True)
class PresentFact:
    """Somebody who was at a meeting, or was asked and missed it.

    `how`: how they belong, in the centre's words; only `people` tells it.

    `is_told` False: nobody has said yet whether they are here; `came` is then MISSED.
    """

    person_id: UUID
    name: str
    how: str
    came: Came
    is_told: bool = True


def head(viewer: Viewer, meeting_id: UUID, *, to: str = "records.open") -> HeadFact:
    """Return the head of a meeting's record, or raise `NotAllowed`.

    `to`: the deed its page is for; whoever may not do it does not see the page of it either.
    """
    found = _one(to).ask(viewer, meeting_id)
    if not found:
        raise NotAllowed
    return _head(viewer, found[0][:-1], was_there=found[0][-1])


@cache
def _one(to: str) -> Prepared:
    """Return the question for one meeting that this deed is allowed on."""
    return Prepared(
        lambda viewer, meeting_id: _open(
            viewer, policy.open_to(viewer, to, meetings.Meeting.objects.filter(pk=meeting_id))
        )
    )


def heads_of_network(
    viewer: Viewer, network_id: UUID, before: int | None = None
) -> tuple[HeadFact, ...]:
    """Return up to `PAGE` + 1 meetings that have begun, newest first; before that number."""
    found = _of_network.ask(viewer, network_id, before)
    return tuple(_head(viewer, row[:-1], was_there=row[-1]) for row in found)


def _open(viewer: Viewer, rows: "QuerySet[meetings.Meeting]") -> "QuerySet[meetings.Meeting, Any]":
    there = reading.attended(viewer).filter(meeting_id=OuterRef("pk"))
    held = HeldBack.objects.filter(meeting_id=OuterRef("pk"))
    allowed = policy.open_to(viewer, "records.open", rows).annotate(
        was_there=Exists(there), has_held=Exists(held)
    )
    return allowed.order_by("-number").values_list(*COLUMNS, "has_held", "was_there")[: PAGE + 1]


_of_network = Prepared(
    lambda viewer, network_id, before: _open(
        viewer,
        meetings.Meeting.objects.filter(
            Q() if before is None else Q(number__lt=before),
            network_id=network_id,
            state__in=BEGUN,
        ),
    )
)


def _head(viewer: Viewer, row: tuple[Any, ...], *, was_there: bool) -> HeadFact:
    (
        meeting_id, network_id, number, state, step, where, words, place, wall,
        minutes, starts_at, begun_at, held_at, events, centre_id, centre_name, has_held,
    ) = row  # fmt: skip
    seat = viewer.seat_in(network_id)
    had_joined = seat is not None and (
        seat.belonging == Belonging.CENTRE
        or (seat.belonging != Belonging.AGENCY and seat.joined_at <= starts_at)
    )
    had_part = seat is not None and (was_there or had_joined)
    begun = State(state) in BEGUN
    right = _right(viewer, network_id, seat, begun=begun, was_there=was_there)
    said_where = open_where(meeting_id, words) or str(place or "")
    return HeadFact(
        meeting_id,
        network_id,
        number,
        State(state),
        Step(step),
        Where(where),
        said_where if had_part else "",
        wall.replace(tzinfo=None),
        minutes,
        begun_at,
        held_at,
        events,
        centre_id,
        open_person(centre_id, centre_name),
        had_part,
        seat is not None,
        right,
        seat is not None and seat.belonging != Belonging.AGENCY and not had_part,
        right in BY_LAW,
        has_held,
    )


def _right(
    viewer: Viewer, network_id: UUID, seat: Seat | None, *, begun: bool, was_there: bool
) -> str:
    """Return the name of the policy's row that opens this record, for the trail."""
    if seat is not None and seat.belonging != Belonging.AGENCY:
        return "belongs_to_its_network"
    if seat is not None and begun and was_there:
        return "guest_who_was_there"
    if network_id in viewer.glass and begun:
        return BY_GLASS
    if any(demand.network_id == network_id for demand in viewer.demands):
        return BY_DEMAND
    return "spoke_there"


BY_GLASS, BY_DEMAND = "broke_the_glass+has_begun", "lawful_demand"
BY_LAW = (BY_GLASS, BY_DEMAND)


def present(heads: Iterable[HeadFact]) -> dict[UUID, tuple[PresentFact, ...]]:
    """Return who came and who was missed, by meeting; of meetings the viewer had a part in.

    Whoever was asked and of whom nothing was written down was missed, once the meeting is held.
    """
    of = {head.id: head for head in heads if head.had_part}
    if not of:
        return {}
    rows: dict[tuple[UUID, UUID], tuple[bytes | memoryview[int], Came, bool]] = {}
    for meeting_id, person_id, name in _asked_to.ask(list(of)):
        rows[meeting_id, person_id] = (name, Came.MISSED, False)
    for meeting_id, person_id, name, came in _came_to.ask(list(of)):
        rows[meeting_id, person_id] = (name, Came(came), True)
    found: dict[UUID, tuple[PresentFact, ...]] = {}
    for (meeting_id, person_id), (name, came, is_told) in rows.items():
        fact = PresentFact(person_id, open_person(person_id, name), "", came, is_told)
        found[meeting_id] = (*found.get(meeting_id, ()), fact)
    return found


_asked_to = Prepared(
    lambda ids: (
        meetings.Invitation.objects.filter(meeting_id__in=ids, called_off_at=None)
        .order_by("made_at", "id")
        .values_list("meeting_id", "person_id", "person__name")
    )
)
_came_to = Prepared(
    lambda ids: (
        meetings.Attendance.objects.filter(meeting_id__in=ids)
        .order_by("at", "id")
        .values_list("meeting_id", "person_id", "person__name", "came")
    )
)


def people(
    viewer: Viewer, head: HeadFact, asked: tuple[PresentFact, ...] | None = None
) -> tuple[PresentFact, ...]:
    """Return everybody who belongs to the network now, in order of joining.

    A guest is told only those who are or were at the meeting with them, and by their names alone:
    how they belong was said to the network. `came` is MISSED for whoever is not there. `asked`:
    what `present` answered for this meeting, if it was asked.
    """
    if not head.had_part:
        return ()
    known = present([head]).get(head.id, ()) if asked is None else asked
    told = {one.person_id: one for one in known}
    seat = viewer.seat_in(head.network_id)
    rows = Membership.objects.filter(network_id=head.network_id, left_at=None)
    is_guest = seat is None or seat.belonging == Belonging.AGENCY
    if is_guest:
        here = [one for one, fact in told.items() if is_there(fact.came)]
        rows = rows.filter(person_id__in=here)
    columns = ("id", "person_id", "person__name", "how")
    return tuple(
        PresentFact(
            person_id,
            open_person(person_id, name),
            "" if is_guest else open_how(row_id, how),
            told[person_id].came if person_id in told else Came.MISSED,
            person_id in told and told[person_id].is_told,
        )
        for row_id, person_id, name, how in rows.order_by("joined_at", "id").values_list(*columns)
    )
