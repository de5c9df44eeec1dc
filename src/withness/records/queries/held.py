"""Entries that are held back in the open: everybody sees that they exist, few read them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from withness.access import policy
from withness.people.models import Person
from withness.people.queries import persons
from withness.records import models
from withness.records.rules import held as rules
from withness.sealing.models import field
from withness.service.models.prepared import Prepared
from withness.service.queries import law
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer

open_words = field.opener(models.HeldBack, "words")
open_person = field.opener(Person, "name")
COLUMNS = (
    "id", "meeting_id", "network_id", "author_id", "author__name", "ground", "again_on",
    "made_at", "opened_at", "words", "is_readable", "is_kept",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldFact:
    """One entry. `words` is "" for everybody who does not read it.

    `ground`: in the words of the law's list; `source`: where it stands written. `keeps`: the viewer
    looks at it again, names who reads it, and can open it.
    """

    id: UUID
    meeting_id: UUID
    network_id: UUID
    author: str
    ground: str
    source: str
    again_on: date
    made_at: datetime
    is_open: bool
    is_overdue: bool
    words: str
    is_readable: bool
    keeps: bool


def of_meetings(
    viewer: Viewer, ids: list[UUID], now: datetime, zone: str
) -> dict[UUID, list[HeldFact]]:
    """Return what is or was held back in those meetings, for whoever opens their records.

    `zone`: whose calendar says which day it is. Two questions, however many entries there are.
    """
    found: dict[UUID, list[HeldFact]] = {}
    for fact in _facts(_of_meetings.ask(viewer, ids), now, zone):
        found.setdefault(fact.meeting_id, []).append(fact)
    return found


def one(viewer: Viewer, held_id: UUID, now: datetime, zone: str) -> HeldFact | None:
    """Return one entry to whoever sees that it exists, or None."""
    rows = _open(viewer, models.HeldBack.objects.filter(pk=held_id))
    return next(_facts(rows, now, zone), None)


def right(viewer: Viewer, held_id: UUID) -> policy.Row:
    """Return by which right the viewer reads an entry's words, for the trail, or `NotAllowed`."""
    return policy.require(viewer, "records.read_held", models.HeldBack.objects.get(pk=held_id))


def due(now: datetime, zone: str) -> list[UUID]:
    """Return the entries of the service in scope whose day for looking again has come."""
    rows = models.HeldBack.objects.filter(opened_at=None, again_on__lte=today(now, zone))
    return list(rows.values_list("id", flat=True))


def readers(viewer: Viewer, held_id: UUID) -> dict[UUID, str]:
    """Return the colleagues who read an entry by its author's choice; its author alone is told."""
    kept = policy.open_to(viewer, "records.keep_held", models.HeldBack.objects.filter(pk=held_id))
    rows = models.HeldReader.objects.filter(held__in=kept)
    return persons.names_of(rows.values_list("person_id", flat=True))


def offered(viewer: Viewer, now: datetime) -> tuple[law.GroundFact, ...]:
    """Return the grounds this viewer is offered: a peer sees duties under law by choice only."""
    takes_on = viewer.is_peer and takes_duties_on(viewer)
    return tuple(
        ground
        for ground in law.grounds(now)
        if not ground.is_statutory or rules.is_offered(is_peer=viewer.is_peer, takes_on=takes_on)
    )


def takes_duties_on(viewer: Viewer) -> bool:
    """Whether the viewer chose, as a peer, to take on duties under law."""
    own = viewer.person_id
    return own is not None and models.TakesOn.objects.filter(person_id=own).exists()


def today(now: datetime, zone: str) -> date:
    """Return the day it is in a zone."""
    return wall.wall_time(now, zone).date()


def _open(viewer: Viewer, rows: "QuerySet[models.HeldBack]") -> "QuerySet[models.HeldBack, Any]":
    """Return what the viewer sees of; whether the words may be read is asked with it."""
    mine = models.HeldBack.objects.filter(pk=OuterRef("pk"))
    return (
        policy.open_to(viewer, "records.see_held", rows)
        .annotate(
            is_readable=Exists(policy.open_to(viewer, "records.read_held", mine)),
            is_kept=Exists(policy.open_to(viewer, "records.keep_held", mine)),
        )
        .order_by("made_at", "id")
        .values_list(*COLUMNS)
    )


_of_meetings = Prepared(
    lambda viewer, ids: _open(viewer, models.HeldBack.objects.filter(meeting_id__in=ids))
)


def _facts(rows: Iterable[tuple[Any, ...]], now: datetime, zone: str) -> Iterator[HeldFact]:
    found = list(rows)
    day, grounds = today(now, zone), law.grounds_ever(now) if found else {}
    for row in found:
        known = grounds.get(row[5])
        yield HeldFact(
            row[0],
            row[1],
            row[2],
            open_person(row[3], row[4]),
            known.words if known else row[5],
            known.source if known else "",
            row[6],
            row[7],
            row[8] is not None,
            row[8] is None and rules.is_overdue(row[6], today=day),
            open_words(row[0], row[9]) if row[10] else "",
            row[10],
            row[11],
        )
