"""Open promises: all of a service, those somebody holds, that of a network."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from withness.access import policy
from withness.contacts import models
from withness.contacts.queries import holders
from withness.contacts.rules import states
from withness.people.queries import persons
from withness.sealing.models import field
from withness.service.models.prepared import Prepared
from withness.values.rules.viewer import Viewer

PAGE = 50
EXCERPT = 240  # characters of what they hope for; the whole stands on the contact's own page

open_for_whom = field.opener(models.Contact, "for_whom")
open_hope = field.opener(models.Contact, "hope")

COLUMNS = (
    "id", "team_id", "network_id", "asked_by", "caller_id", "caller__name", "for_whom", "hope",
    "asked_at", "promised_until", "reached_at", "withdrawn_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """One open promise. `contacts.words.clock` puts its times into words.

    `caller`: what to call whoever asked. `for_whom`: the person it is for, "" where it is the
    caller. `words`: the beginning of what they said, verbatim; `more`: whether there is more.
    """

    contact_id: UUID
    team_id: UUID
    network_id: UUID | None
    asked_by: states.Caller
    caller: str
    for_whom: str
    words: str
    more: bool
    asked_at: datetime
    promised_until: datetime
    reached_at: datetime | None
    withdrawn_at: datetime | None
    holder_id: UUID
    holder_name: str
    holding_id: UUID
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PromisePage:
    """Some open promises, the nearest first, and the key of the last where there are more."""

    promises: tuple[PromiseFact, ...]
    after: tuple[datetime, UUID] | None


def open_promises(
    viewer: Viewer,
    team_id: UUID | None = None,
    *,
    after: tuple[datetime, UUID] | None = None,
    most: int = PAGE,
) -> PromisePage:
    """Return the service's open promises, or one team's, the nearest first: two queries."""
    until, last = after or (None, None)
    found = _open_ones.ask(viewer, team_id, until, last, most + 1)
    facts = _facts(viewer, found[:most])
    ends = facts[-1] if len(found) > most else None
    return PromisePage(facts, (ends.promised_until, ends.contact_id) if ends else None)


def _nearest(
    viewer: Viewer, team_id: UUID | None, until: datetime | None, last: UUID | None, most: int
) -> "QuerySet[models.Contact, Any]":
    rows = _seen_by(viewer)
    if team_id is not None:
        rows = rows.filter(team_id=team_id)
    if until is not None:
        rows = rows.filter(Q(promised_until__gt=until) | Q(promised_until=until, pk__gt=last))
    return rows.order_by("promised_until", "id").values_list(*COLUMNS)[:most]


_open_ones = Prepared(_nearest)


def held_by(viewer: Viewer) -> tuple[PromiseFact, ...]:
    """Return the open promises the viewer holds, the nearest first."""
    if viewer.practitioner_id is None:
        return ()
    return _facts(viewer, _held_by.ask(viewer))


_held_by = Prepared(
    lambda viewer: (
        _seen_by(viewer)
        .filter(
            pk__in=models.Holding.objects.filter(
                holder_id=viewer.practitioner_id, until_at=None
            ).values("contact_id")
        )
        .order_by("promised_until", "id")
        .values_list(*COLUMNS)
    )
)


def of_network(viewer: Viewer, network_id: UUID) -> PromiseFact | None:
    """Return the open promise of a network, None where none is open or open to the viewer."""
    rows = _seen_by(viewer).filter(network_id=network_id).order_by("promised_until", "id")
    facts = _facts(viewer, list(rows.values_list(*COLUMNS)[:1]))
    return facts[0] if facts else None


def promised_until(viewer: Viewer, network_id: UUID) -> datetime | None:
    """Return until when a network was promised its first meeting, None where no promise is open."""
    return next((until for (until,) in _until.ask(viewer, network_id)), None)


_until = Prepared(
    lambda viewer, network_id: (
        _seen_by(viewer)
        .filter(network_id=network_id)
        .order_by("promised_until", "id")
        .values_list("promised_until")[:1]
    )
)


def _seen_by(viewer: Viewer) -> "QuerySet[models.Contact]":
    open_now = models.Contact.objects.filter(ended_at=None)
    return policy.open_to(viewer, "contacts.see_promises", open_now)


def _facts(viewer: Viewer, rows: list[Any]) -> tuple[PromiseFact, ...]:
    held = holders.now([row[0] for row in rows])
    return tuple(_fact(viewer, row, held[row[0]]) for row in rows)


def _fact(viewer: Viewer, row: Any, held: holders.HolderFact) -> PromiseFact:
    (
        row_id, team_id, network_id, asked_by, caller_id, caller, for_whom, hope,
        asked_at, promised_until, reached_at, withdrawn_at,
    ) = row  # fmt: skip
    words = open_hope(row_id, hope)
    return PromiseFact(
        contact_id=row_id,
        team_id=team_id,
        network_id=network_id,
        asked_by=states.Caller(asked_by),
        caller=persons.open_name(caller_id, caller),
        for_whom=open_for_whom(row_id, for_whom),
        words=words[:EXCERPT].rstrip(),
        more=len(words) > EXCERPT,
        asked_at=asked_at,
        promised_until=promised_until,
        reached_at=reached_at,
        withdrawn_at=withdrawn_at,
        holder_id=held.holder_id,
        holder_name=held.name,
        holding_id=held.holding_id,
        is_mine=held.holder_id == viewer.practitioner_id,
    )
