"""Who is asked to a meeting, and what they answered."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery.rules.states import Way
from withness.meetings import models
from withness.meetings import policy as rights
from withness.meetings.rules import coming
from withness.meetings.rules.states import Answer, State
from withness.networks.queries import seats
from withness.networks.rules.deciding import As
from withness.people.models import Person
from withness.sealing.models import field
from withness.service.rules import tells_too_much
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer

open_person = field.opener(Person, "name")
open_words = field.opener(models.Invitation, "answer_words")
open_easier = field.opener(models.Invitation, "makes_easier")

COLUMNS = (
    "id", "meeting_id", "person_id", "person__name", "practitioner_id", "practitioner__is_peer",
    "is_cover", "answer", "answer_words", "makes_easier", "answered_at", "written_by_id",
    "written_by__name", "way", "called_off_at", "proxy__kind", "proxy__until_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProxyMark:
    """As what somebody answered for another, and until which day they speak for them."""

    kind: As
    until: date


@dataclass(frozen=True, slots=True)
class AskedFact:
    """One person who is asked, and what they said for themselves.

    `words` and `makes_easier` are theirs: told to the network's practitioners and to themselves,
    empty for others. `writer` names who wrote an answer down; "" where they answered themselves.
    `proxy`: as what the writer spoke for them, None for what a practitioner wrote down.
    """

    id: UUID
    meeting_id: UUID
    person_id: UUID
    name: str
    practitioner_id: UUID | None
    is_peer: bool
    is_cover: bool
    answer: Answer
    words: str
    makes_easier: str
    answered_at: datetime | None
    writer: str
    way: Way | None
    is_called_off: bool
    proxy: ProxyMark | None = None

    @property
    def comes(self) -> bool | None:
        """Whether they come, in whatever way; None while nothing was said."""
        return coming.comes(self.answer)


def of(viewer: Viewer, meeting_id: UUID) -> tuple[AskedFact, ...]:
    """Return who is asked, in the order of asking; only oneself where the others are not open."""
    return of_meetings(viewer, [meeting_id]).get(meeting_id, ())


def of_meetings(viewer: Viewer, ids: list[UUID]) -> dict[UUID, tuple[AskedFact, ...]]:
    """Return the same for several meetings, in two queries however many."""
    asked = models.Invitation.objects.filter(meeting_id__in=ids, called_off_at=None)
    rows = list(asked.order_by("made_at", "id").values_list(*COLUMNS, "meeting__network_id"))
    sees = {row[1] for row in rows if rights.takes_part_by_belonging(viewer, row[-1])}
    others = {row[1] for row in rows} - sees
    if others:
        these = models.Meeting.objects.filter(pk__in=others)
        seen = policy.open_to(viewer, "meetings.see_asked", these)
        sees |= set(seen.values_list("id", flat=True))
    found: dict[UUID, tuple[AskedFact, ...]] = {}
    for *row, network_id in rows:
        is_own = viewer.person_id is not None and row[2] == viewer.person_id
        if is_own or row[1] in sees:
            with_words = is_own or rights.looks_after(viewer, network_id)
            fact = _fact(tuple(row), with_words=with_words)
            found[row[1]] = (*found.get(row[1], ()), fact)
    return found


def own(viewer: Viewer, invitation_id: UUID) -> AskedFact:
    """Return one's own invitation, a called-off one too; anybody else's raises `NotAllowed`."""
    rows = models.Invitation.objects.filter(pk=invitation_id)
    if not policy.open_to(viewer, "meetings.read_own_invitation", rows).exists():
        raise NotAllowed
    return _fact(_row(invitation_id), with_words=True)


@dataclass(frozen=True, slots=True)
class KnockFact:
    """One invitation as its link shows it before the proof: what its message said already."""

    id: UUID
    state: State
    wall: datetime
    zone: str
    minutes: int
    ends_at: datetime
    outside: str  # a place that may be named outside; "" for any other
    answer: Answer
    is_called_off: bool


def by_link(person_id: UUID, invitation_id: UUID) -> KnockFact:
    """Return the invitation that a link was made for; anybody else's raises `NotAllowed`.

    So does that of a network they left since: when it meets is theirs no longer.
    """
    row = (
        models.Invitation.objects.select_related("meeting__place")
        .filter(pk=invitation_id, person_id=person_id)
        .first()
    )
    if row is None or not _belongs(person_id, row.meeting.network_id):
        raise NotAllowed
    meeting = row.meeting
    place = meeting.place
    named = place is not None and place.may_be_named and not tells_too_much(place.name)
    return KnockFact(
        row.pk,
        State(meeting.state),
        wall.wall_time(meeting.starts_at, meeting.zone),
        meeting.zone,
        meeting.minutes,
        meeting.ends_at,
        place.name if place is not None and named else "",
        Answer(row.answer),
        row.called_off_at is not None or meeting.state == State.CALLED_OFF,
    )


def _belongs(person_id: UUID, network_id: UUID) -> bool:
    places = seats.of_person(person_id)
    return any(one.network_id == network_id and one.left_at is None for one in places)


def for_other(viewer: Viewer, invitation_id: UUID) -> AskedFact:
    """Return an invitation that the viewer may answer for or send, or raise `NotAllowed`."""
    rows = models.Invitation.objects.filter(pk=invitation_id)
    if not policy.open_to(viewer, "meetings.answer_for", rows).exists():
        raise NotAllowed
    return _fact(_row(invitation_id), with_words=True)


def as_proxy(viewer: Viewer, invitation_id: UUID) -> AskedFact:
    """Return the invitation of somebody the viewer speaks for, or raise `NotAllowed`.

    What the person wrote themselves is theirs and is not shown.
    """
    rows = models.Invitation.objects.filter(pk=invitation_id)
    if not policy.open_to(viewer, "meetings.answer_as_proxy", rows).exists():
        raise NotAllowed
    return _fact(_row(invitation_id), with_words=False)


def spoken_for(viewer: Viewer, meeting_id: UUID) -> frozenset[UUID]:
    """Return the invitations to a meeting that the viewer may answer for somebody else."""
    if viewer.person_id is None or not viewer.networks:
        return frozenset()
    rows = models.Invitation.objects.filter(meeting_id=meeting_id)
    found = policy.open_to(viewer, "meetings.answer_as_proxy", rows)
    return frozenset(found.values_list("id", flat=True))


def own_of(viewer: Viewer, meeting_id: UUID) -> UUID | None:
    """Return one's own invitation to a meeting, None where one is not asked."""
    if viewer.person_id is None:
        return None
    rows = models.Invitation.objects.filter(
        meeting_id=meeting_id, person_id=viewer.person_id, called_off_at=None
    )
    return rows.values_list("id", flat=True).first()


def own_open(viewer: Viewer, ids: list[UUID]) -> dict[UUID, AskedFact]:
    """Return one's own invitations to those meetings, by meeting, in one query."""
    if viewer.person_id is None:
        return {}
    rows = models.Invitation.objects.filter(
        meeting_id__in=ids, person_id=viewer.person_id, called_off_at=None
    )
    return {row[1]: _fact(row, with_words=True) for row in rows.values_list(*COLUMNS)}


def _row(invitation_id: UUID) -> tuple[Any, ...]:
    row: tuple[Any, ...] = models.Invitation.objects.values_list(*COLUMNS).get(pk=invitation_id)
    return row


def _fact(row: tuple[Any, ...], *, with_words: bool) -> AskedFact:
    (
        pk, meeting_id, person_id, name, practitioner_id, is_peer, is_cover, answer, words, easier,
        answered_at, writer_id, writer, way, called_off_at, kind, until,
    ) = row  # fmt: skip
    return AskedFact(
        pk,
        meeting_id,
        person_id,
        open_person(person_id, name),
        practitioner_id,
        bool(is_peer),
        is_cover,
        Answer(answer),
        open_words(pk, words) if with_words else "",
        open_easier(pk, easier) if with_words else "",
        answered_at,
        open_person(writer_id, writer) if writer_id and writer_id != person_id else "",
        Way(way) if way else None,
        called_off_at is not None,
        ProxyMark(As(kind), until) if kind else None,
    )
