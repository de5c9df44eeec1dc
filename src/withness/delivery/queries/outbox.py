"""What has not arrived, and where the messages about something stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery.models import Message
from withness.delivery.rules import due
from withness.delivery.rules.states import State, Way
from withness.people import rules as people
from withness.people.queries import persons
from withness.sealing.models import field
from withness.service.models.prepared import Prepared
from withness.values.rules.viewer import Viewer

MOST = 100
open_subject = field.opener(Message, "subject")
open_body = field.opener(Message, "body")
open_address = field.opener(Message, "address")
COLUMNS = (
    "id", "to_id", "way", "state", "trouble", "made_at", "due_at", "attempts", "settled_at",
    "network_id", "told_by_id", "subject",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PostFact:
    """A message, without its words: to whom, by which way, where it stands."""

    id: UUID
    to_id: UUID
    name: str
    way: Way
    state: State
    trouble: str
    made_at: datetime
    due_at: datetime
    attempts: int
    settled_at: datetime | None
    network_id: UUID | None
    told_by: str
    subject: str


@dataclass(frozen=True, slots=True)
class WholeFact:
    """A message with its words, and the telephones of whoever it is for."""

    post: PostFact
    language: str  # the receiver's
    address: str
    body: str
    phones: tuple[persons.ReachFact, ...]
    may_be_sent: bool
    is_open: bool
    because: str  # the right by which the viewer reads it, for the trail


@dataclass(frozen=True, slots=True)
class CountFact:
    """How many messages of one way stand in one state. No names (promise 4)."""

    way: Way
    state: State
    count: int


@dataclass(frozen=True, slots=True)
class _Row:
    """As much of a row as the policy asks about."""

    service_id: UUID
    network_id: UUID | None
    key: str


def not_arrived(viewer: Viewer) -> tuple[PostFact, ...]:
    """Return what has not arrived, as far as anybody knows, oldest first; at most a hundred."""
    rows = policy.open_to(viewer, "delivery.see", Message.objects.filter(_needs_somebody()))
    return _facts(rows.order_by("made_at", "id").values_list(*COLUMNS)[:MOST])


def something_got_lost(viewer: Viewer) -> bool:
    """Return whether there is anything that has not arrived, without asking what."""
    now = timezone.now()
    return bool(_lost.ask(viewer, now, now - due.LATE))


_lost = Prepared(
    lambda viewer, now, late: policy.open_to(
        viewer, "delivery.see", Message.objects.filter(_needs_somebody(now, late))
    ).values_list("id")[:1]
)


def counts(viewer: Viewer) -> tuple[CountFact, ...]:
    """Return how many have not arrived, for whoever keeps the rota; raise `NotAllowed`."""
    policy.require(viewer, "delivery.count")
    rows = (
        Message.objects.filter(_needs_somebody())
        .values_list("way", "state")
        .annotate(count=Count("id"))
        .order_by("way", "state")
    )
    return tuple(CountFact(Way(way), State(state), count) for way, state, count in rows)


def about(viewer: Viewer, about_id: UUID) -> tuple[PostFact, ...]:
    """Return every message about one thing that the viewer may see, oldest first."""
    return about_all(viewer, [about_id]).get(about_id, ())


def about_all(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, tuple[PostFact, ...]]:
    """Return the messages about several things (the invitations of a meeting), in two queries."""
    rows = (
        policy.open_to(viewer, "delivery.see", Message.objects.filter(about_id__in=set(ids)))
        .order_by("made_at", "id")
        .values_list("about_id", *COLUMNS)
    )
    listed = list(rows)
    found: dict[UUID, tuple[PostFact, ...]] = {}
    for (about_id, *_), fact in zip(listed, _facts(row[1:] for row in listed), strict=True):
        found[about_id] = (*found.get(about_id, ()), fact)
    return found


def one(viewer: Viewer, message_id: UUID) -> WholeFact:
    """Return one message with its words, or raise `NotAllowed`."""
    rows = policy.open_to(viewer, "delivery.see", Message.objects.filter(pk=message_id))
    found = rows.values_list(*COLUMNS, "address", "body", "claimed_until", "key").first()
    if found is None:
        raise NotAllowed
    *plain, address, body, claimed_until, key = found
    (post,) = _facts([tuple(plain)])
    receiver = persons.person(post.to_id)
    phones = tuple(
        reach for reach in persons.reaches_of(post.to_id) if reach.kind == people.ReachKind.PHONE
    )
    right = policy.require(viewer, "delivery.see", _Row(viewer.service_id, post.network_id, key))
    held = claimed_until is not None and claimed_until >= timezone.now()
    words = open_body(message_id, body)
    return WholeFact(
        post=post,
        language=receiver.language if receiver else "en",
        address=open_address(message_id, address),
        body=words,
        phones=phones,
        may_be_sent=post.way in due.BY_MACHINE and bool(words),
        is_open=post.state in (State.WAITING, State.UNSURE, State.FAILED)
        or (post.state == State.SENDING and not held),
        because=right.name,
    )


def _needs_somebody(now: datetime | None = None, late: datetime | None = None) -> Q:
    """The filter that agrees with `rules.due.needs_somebody`; `late` is `due.LATE` before now."""
    now = now or timezone.now()
    late = late or now - due.LATE
    waits = Q(state=State.WAITING)
    return (
        Q(state__in=(State.FAILED, State.UNSURE))
        | (waits & (Q(way=Way.LETTER) | Q(attempts__gt=0) | Q(due_at__lte=late)))
        | Q(state=State.SENDING, claimed_until__lt=now)
    )


def _facts(rows: Iterable[tuple[Any, ...]]) -> tuple[PostFact, ...]:
    listed = list(rows)
    names = persons.names_of(
        one for row in listed for one in (row[1], row[10]) if isinstance(one, UUID)
    )
    return tuple(_fact(names, *row) for row in listed)


def _fact(names: dict[UUID, str], *row: Any) -> PostFact:
    (
        row_id, to_id, way, state, trouble, made_at, due_at, attempts, settled_at, network_id,
        told_by_id, subject,
    ) = row  # fmt: skip
    return PostFact(
        id=row_id, to_id=to_id, name=names.get(to_id, ""), way=Way(way), state=State(state),
        trouble=trouble, made_at=made_at, due_at=due_at, attempts=attempts, settled_at=settled_at,
        network_id=network_id, told_by=names.get(told_by_id, ""),
        subject=open_subject(row_id, subject),
    )  # fmt: skip
