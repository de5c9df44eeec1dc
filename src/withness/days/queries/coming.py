"""Meetings that lie ahead for a practitioner, and who is asked to them: two queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from withness.access import policy
from withness.meetings import models as meetings
from withness.meetings.rules.states import Answer, State, Where
from withness.networks.models import Network
from withness.networks.rules.belonging import networks_as
from withness.people.queries import persons
from withness.records.models import OpenQuestion
from withness.sealing.models import field
from withness.service.models.prepared import Prepared
from withness.values.rules.viewer import Belonging, Viewer

open_network = field.opener(Network, "name")
open_where = field.opener(meetings.Meeting, "where_words")
SHOWN = (State.AGREED, State.UNDER_WAY, State.HELD)
FULL = (Belonging.CENTRE, Belonging.MEMBER, Belonging.PRACTITIONER)
LONGEST = timedelta(days=1)  # no meeting is longer: lets the index of beginnings answer
COLUMNS = (
    "id", "network_id", "network__name", "number", "state", "starts_at", "ends_at", "wall_start",
    "zone", "minutes", "where", "where_words", "place__name", "stays_open",
)  # fmt: skip
ASKED = (
    "id", "meeting_id", "person_id", "person__name", "practitioner_id", "is_cover", "answer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedFact:
    """Somebody asked to a meeting, and what they answered."""

    invitation_id: UUID
    person_id: UUID
    name: str
    works_here: bool
    is_cover: bool
    answer: Answer


@dataclass(frozen=True, slots=True)
class ComingFact:
    """One meeting ahead. `begins` is naive wall time where it takes place.

    `own`: the viewer's own invitation, None where they belong and are not asked. `others`: the
    others who are asked, in order of asking; empty where the viewer is not asked.
    """

    meeting_id: UUID
    network_id: UUID
    network: str
    number: int
    state: State
    starts_at: datetime
    ends_at: datetime
    begins: datetime
    zone: str
    minutes: int
    where: Where
    where_words: str
    place: str
    something_stays_open: bool
    own: AskedFact | None
    others: tuple[AskedFact, ...]

    @property
    def colleagues(self) -> tuple[AskedFact, ...]:
        """The other practitioners who are asked."""
        return tuple(one for one in self.others if one.works_here)

    @property
    def silent(self) -> tuple[AskedFact, ...]:
        """People of the network who are asked and have not answered."""
        return tuple(one for one in self.others if not one.works_here and one.answer == Answer.NONE)


def meetings_of(viewer: Viewer, since: datetime) -> tuple[ComingFact, ...]:
    """Return the meetings from `since` on of the viewer's networks, and those they are asked to.

    By time; two queries, however many there are. The filter is that of `meetings.read_whole` with
    the invitations already read: a test holds the two equal.
    """
    if viewer.person_id is None or viewer.practitioner_id is None:
        return ()
    asked = _asked(viewer.person_id, since)
    found = _ahead.ask(viewer, since, since - LONGEST)
    return tuple(_fact(viewer, row, asked.get(row[0], ())) for row in found)


def _of_viewer(
    viewer: Viewer, since: datetime, earliest: datetime
) -> "QuerySet[meetings.Meeting, Any]":
    own = meetings.Invitation.objects.filter(
        Q(person_id=viewer.person_id), ends_at__gt=since, called_off_at=None
    )
    rows = meetings.Meeting.objects.filter(
        Q(network_id__in=networks_as(viewer, *FULL)) | Q(pk__in=own.values("meeting_id")),
        starts_at__gte=earliest,
        ends_at__gt=since,
        state__in=SHOWN,
    )
    stays_open = policy.open_to(
        viewer,
        "records.read_question",
        OpenQuestion.objects.filter(network_id=OuterRef("network_id"), let_go_at=None),
    )
    annotated = rows.annotate(stays_open=Exists(stays_open))
    return annotated.order_by("starts_at", "id").values_list(*COLUMNS)


_ahead = Prepared(_of_viewer)


def _asked(person_id: UUID, since: datetime) -> dict[UUID, tuple[AskedFact, ...]]:
    """Return everybody asked to the meetings that this person is asked to, in order of asking."""
    found: dict[UUID, list[AskedFact]] = defaultdict(list)
    for row in _beside.ask(person_id, since):
        pk, meeting_id, asked_id, name, post, is_cover, answer = row
        opened = persons.open_name(asked_id, name)
        found[meeting_id].append(
            AskedFact(pk, asked_id, opened, post is not None, is_cover, Answer(answer))
        )
    return {meeting_id: tuple(those) for meeting_id, those in found.items()}


_beside = Prepared(
    lambda person_id, since: (
        meetings.Invitation.objects.filter(
            meeting_id__in=meetings.Invitation.objects.filter(
                person_id=person_id, ends_at__gt=since, called_off_at=None
            ).values("meeting_id"),
            called_off_at=None,
        )
        .order_by("made_at", "id")
        .values_list(*ASKED)
    )
)


def _fact(viewer: Viewer, row: Any, asked: tuple[AskedFact, ...]) -> ComingFact:
    (
        pk, network_id, network, number, state, starts_at, ends_at, wall_start, zone, minutes,
        where, where_words, place, stays_open,
    ) = row  # fmt: skip
    return ComingFact(
        meeting_id=pk,
        network_id=network_id,
        network=open_network(network_id, network),
        number=number,
        state=State(state),
        starts_at=starts_at,
        ends_at=ends_at,
        begins=wall_start.replace(tzinfo=None),
        zone=zone,
        minutes=minutes,
        where=Where(where),
        where_words=open_where(pk, where_words),
        place=place or "",
        something_stays_open=stays_open,
        own=next((one for one in asked if one.person_id == viewer.person_id), None),
        others=tuple(one for one in asked if one.person_id != viewer.person_id),
    )
