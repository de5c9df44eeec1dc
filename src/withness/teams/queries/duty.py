"""Who is on duty, who is next, and who holds what comes in now."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from withness.teams import models
from withness.teams.queries import free, practitioners
from withness.teams.queries.practitioners import PractitionerFact
from withness.teams.rules import duty as rules
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Duty


def on_duty(team_id: UUID, at: datetime) -> tuple[PractitionerFact, ...]:
    """Return who is on duty at that instant, whoever began first before the others."""
    ids = rules.on_duty(_turns(team_id, starts_at__lte=at, ends_at__gt=at), at)
    known = practitioners.by_ids(ids)
    return tuple(known[one] for one in ids)


def next_turn(team_id: UUID, at: datetime) -> tuple[PractitionerFact, datetime] | None:
    """Return who is next on duty after that instant and from when; None where nobody is."""
    turn = rules.next_turn(_next(team_id, at), at)
    if turn is None:
        return None
    return practitioners.by_ids([turn.practitioner_id])[turn.practitioner_id], turn.span.start


def turns(team_id: UUID, window: Span) -> tuple[rules.Turn, ...]:
    """Return the turns that touch the window, by time."""
    return _turns(team_id, starts_at__lt=window.end, ends_at__gt=window.start)


def holder_for(team_id: UUID, at: datetime) -> UUID:
    """Return the practitioner who holds what comes in at that instant: somebody always.

    On duty now, else next on duty, else whoever keeps the rota, else anybody of the team, else
    anybody of the service; whoever is away comes last. Raises `NobodyWorksHere`.
    """
    now = _turns(team_id, starts_at__lte=at, ends_at__gt=at)
    everybody = practitioners.all_working()
    own = [one.id for one in everybody if one.team_id == team_id]
    anybody = [*own, *(one.id for one in everybody if one.team_id != team_id)]
    keeping = _keepers()
    return rules.holder(
        (*now, *_next(team_id, at)),
        at,
        away=free.away(anybody, at),
        keepers=[one for one in anybody if one in keeping],
        anybody=anybody,
    )


def _keepers() -> frozenset[UUID]:
    rows = models.Holding.objects.filter(duty=Duty.ROTA, until_at=None)
    return frozenset(rows.values_list("practitioner_id", flat=True))


def _next(team_id: UUID, at: datetime) -> tuple[rules.Turn, ...]:
    return _turns(team_id, most=1, starts_at__gt=at)


def _turns(team_id: UUID, most: int | None = None, **which: object) -> tuple[rules.Turn, ...]:
    """Return turns of those who will still work here when the turn begins."""
    still = Q(practitioner__left_on=None) | Q(practitioner__left_on__gt=F("starts_at__date"))
    rows = models.Turn.objects.filter(still, team_id=team_id, **which).order_by("starts_at", "id")
    return tuple(
        rules.Turn(row_id, practitioner_id, Span(starts_at, ends_at))
        for row_id, practitioner_id, starts_at, ends_at in rows.values_list(
            "id", "practitioner_id", "starts_at", "ends_at"
        )[:most]
    )
