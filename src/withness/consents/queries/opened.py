"""What stands open to somebody now without their belonging: asked anew at every request.

The session says only that something may be open; what is open says the table.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from withness.consents import models
from withness.consents.rules import glass as rules
from withness.service.models.prepared import Prepared
from withness.values.rules.viewer import Demand, Duty, Kind

MARK = "opened"  # in the session: look whether something is open


@dataclass(frozen=True, slots=True)
class Opened:
    """What is open now; `is_over`: nothing is, and nothing will be without another deed."""

    glass: frozenset[UUID]
    demands: tuple[Demand, ...]
    is_over: bool


NOTHING = Opened(frozenset(), (), is_over=True)


def now_by(person_id: UUID, duties: frozenset[Duty], now: datetime) -> Opened:
    """Return what one person who works here opened and may still read. Two queries.

    Each of the two of a demand must keep their duty still: without it, it is closed to them.
    """
    glass = frozenset(
        network_id
        for network_id, begun_at, ends_at in _glass.ask(person_id, now)
        if rules.is_open(begun_at, ends_at, None, now)
    )
    rows = _demands.ask(person_id, now)
    return Opened(
        glass,
        tuple(_demand(row) for row in rows if row[0] <= now and _duty(row, person_id) in duties),
        is_over=not glass and not rows,
    )


def _duty(row: tuple[Any, ...], person_id: UUID) -> str:
    return str(row[2] if row[1] == person_id else row[3])


def _demand(row: tuple[Any, ...]) -> Demand:
    kinds = (Kind.LINES, Kind.MEETINGS, Kind.PEOPLE)
    named = frozenset(kind for kind, is_open in zip(kinds, row[7:], strict=True) if is_open)
    return Demand(row[4], row[5], row[6], named)


_glass = Prepared(
    lambda person_id, now: models.Glass.objects.filter(
        person_id=person_id, ends_at__gt=now, closed_at=None
    ).values_list("network_id", "begun_at", "ends_at")
)
_demands = Prepared(
    lambda person_id, now: models.Demand.objects.filter(
        Q(proposed_by=person_id) | Q(confirmed_by=person_id),
        confirmed_at__isnull=False,
        ended_at=None,
        closes_at__gt=now,
    ).values_list(
        "opens_at", "proposed_by_id", "proposed_as", "confirmed_as", "network_id", "said_from",
        "said_until", "lines", "meetings", "people",
    )
)  # fmt: skip
