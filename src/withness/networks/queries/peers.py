"""Which networks have no peer, why, and in how many one belongs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks import policy as may
from withness.networks.queries.networks import open_name
from withness.networks.rules import peers
from withness.networks.rules.states import State, WhoseReason
from withness.teams.models import Practitioner
from withness.values.rules.viewer import Viewer

PAGE = 40


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """Why a network has no peer. `reason` is "" where the viewer may not read it."""

    whose: WhoseReason
    reason: str
    said_by_id: UUID
    said_by_name: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingFact:
    """A network that still gathers or waits for a peer: its working name and since when."""

    network_id: UUID
    name: str
    state: State
    since: datetime
    has_peer: bool
    may_join: bool
    belongs: bool
    answer: AnswerFact | None


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """Some of the networks that wait, the longest first, and whether more come after them."""

    rows: tuple[WaitingFact, ...]
    more: bool


def answer_of(viewer: Viewer, network_id: UUID) -> AnswerFact | None:
    """Return why this network has no peer, as far as the viewer may read it."""
    rows = models.WithoutPeer.objects.filter(network_id=network_id, ended_at=None)
    return _answers(viewer, rows).get(network_id)


def question_is_open(viewer: Viewer, network_id: UUID) -> bool:
    """Return whether the question why no peer belongs waits for an answer."""
    known = models.Network.objects.filter(pk=network_id).annotate(
        has_peer=may.peer_belongs(OuterRef("pk"))
    )
    row = policy.open_to(viewer, "networks.read", known).values_list("state", "has_peer").first()
    if row is None:
        raise NotAllowed
    given = models.WithoutPeer.objects.filter(network_id=network_id, ended_at=None)
    whose = given.values_list("whose", flat=True).first()
    return peers.is_open(State(row[0]), WhoseReason(whose) if whose else None, has_peer=row[1])


def waiting(viewer: Viewer, *, page: int = 1, size: int = PAGE) -> WaitingPage:
    """Return networks that gather or wait for a peer, the longest waiting first.

    Practitioners see those of their own team; peers those of every team, because a peer may be
    asked from anywhere. Two queries, however many networks there are.
    """
    if viewer.practitioner_id is None:
        raise NotAllowed
    rows = models.Network.objects.all()
    if not viewer.is_peer:
        mine = Practitioner.objects.filter(pk=viewer.practitioner_id).values("team_id")
        rows = rows.filter(team_id=Subquery(mine[:1]))
    found = list(
        policy.open_to(viewer, "networks.see_waiting", rows)
        .annotate(has_peer=may.peer_belongs(OuterRef("pk")))
        .order_by("made_at", "id")
        .values_list("id", "name", "state", "made_at", "has_peer")[
            (page - 1) * size : page * size + 1
        ]
    )
    shown = found[:size]
    ids = [row[0] for row in shown]
    given = models.WithoutPeer.objects.filter(network_id__in=ids, ended_at=None)
    answers = _answers(viewer, given)
    facts = tuple(
        WaitingFact(
            row_id,
            open_name(row_id, name),
            State(state),
            since,
            has_peer,
            state == State.GATHERING and row_id not in viewer.networks,
            row_id in viewer.networks,
            answers.get(row_id),
        )
        for row_id, name, state, since, has_peer in shown
    )
    return WaitingPage(facts, len(found) > size)


def coverage(viewer: Viewer) -> peers.Coverage:
    """Return in how many networks of the service a peer belongs and stays (promises 9 and 14).

    For those who work here; one query. Cover by a peer from outside is not counted.
    """
    policy.require(viewer, "networks.form")
    rows = models.Network.objects.exclude(state=State.ENDED)
    with_peer = rows.filter(may.peer_belongs(OuterRef("pk"))).count()
    return peers.coverage(with_peer, rows.count())


def _answers(viewer: Viewer, rows: "QuerySet[models.WithoutPeer]") -> dict[UUID, AnswerFact]:
    found = {}
    for row in rows.select_related("said_by"):
        may_read = policy.may(viewer, "networks.read_staff_reason", row) is not None
        found[row.network_id] = AnswerFact(
            WhoseReason(row.whose),
            (row.reason or "") if may_read else "",
            row.said_by_id,
            row.said_by.name if may_read else "",
            row.said_at,
        )
    return found
