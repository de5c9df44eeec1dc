"""Who came in by a link; who signed in works here, and is known by their post."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from withness.people import models, rules
from withness.people.rules import proof
from withness.service.models.prepared import Prepared


@dataclass(frozen=True, slots=True)
class CameIn:
    """A person who came in, and what their link was made for.

    `proved` False: the link is open, and waits for its one proof. Such a one is nobody yet.
    """

    person_id: UUID
    language: str
    opens_id: UUID | None = None
    purpose: rules.Purpose | None = None
    visit_id: UUID | None = None
    proved: bool = True
    seen_at: datetime | None = None
    alone: bool = False  # the link was enough: nothing shows that it is them
    idle: timedelta | None = None  # on a borrowed device: over after so long without a press


def by_visit(visit_id: UUID, now: datetime) -> CameIn | None:
    """Return the person who opened a link on this device, None once visit or link is over."""
    rows = _by_visit.ask(visit_id)
    if not rows:
        return None
    (
        person_id, language, opens_id, purpose, link_ends_at, revoked_at, ends_at, seen_at,
        idle, proved_at, ended_at, by,
    ) = rows[0]  # fmt: skip
    visit = proof.Visit(
        ends_at,
        seen_at,
        proved=proved_at is not None,
        idle=timedelta(minutes=idle) if idle else None,
        ended=ended_at is not None,
    )
    link = rules.LinkState(link_ends_at, revoked_at)
    if not (rules.opens(link, now) and proof.lives(visit, now)):
        return None
    return CameIn(
        person_id, language, opens_id, rules.Purpose(purpose), visit_id, visit.proved, seen_at,
        alone=by == proof.Way.NOTHING, idle=visit.idle,
    )  # fmt: skip


_by_visit = Prepared(
    lambda visit_id: models.Visit.objects.filter(pk=visit_id).values_list(
        "person_id", "person__language", "link__opens_id", "link__purpose", "link__ends_at",
        "link__revoked_at", "ends_at", "seen_at", "idle_minutes", "proved_at", "ended_at",
        "proved_by",
    )
)  # fmt: skip


def by_eyes(person_id: str, opens_id: str | None) -> CameIn | None:
    """Return a person to look through the eyes of; only the demo's bar asks."""
    row = models.Person.objects.filter(pk=person_id).values_list("id", "language").first()
    return CameIn(row[0], row[1], UUID(opens_id) if opens_id else None) if row else None
