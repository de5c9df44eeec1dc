"""Who works in the service. Everybody stands alike: by name, peers among the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from withness.people.queries import persons
from withness.teams import models


@dataclass(frozen=True, slots=True)
class PractitionerFact:
    """Somebody who works here, or once did."""

    id: UUID
    person_id: UUID
    team_id: UUID
    name: str
    is_peer: bool
    languages: tuple[str, ...]
    base_id: UUID | None
    left_on: date | None = None


COLUMNS = (
    "id", "person_id", "team_id", "person__name", "is_peer", "languages", "base_id", "left_on",
)  # fmt: skip


def of_team(team_id: UUID) -> tuple[PractitionerFact, ...]:
    """Return who works in a team today, by name."""
    return _facts(_working().filter(team_id=team_id))


def all_working() -> tuple[PractitionerFact, ...]:
    """Return who works in the service today, by name."""
    return _facts(_working())


def by_ids(ids: Iterable[UUID]) -> dict[UUID, PractitionerFact]:
    """Return those practitioners by id, former ones too, in one query."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {one.id: one for one in _facts(models.Practitioner.objects.filter(pk__in=wanted))}


def _working() -> "QuerySet[models.Practitioner]":
    today = timezone.now().date()
    return models.Practitioner.objects.filter(Q(left_on=None) | Q(left_on__gt=today))


def _facts(rows: "QuerySet[models.Practitioner]") -> tuple[PractitionerFact, ...]:
    found = [
        PractitionerFact(
            row[0],
            row[1],
            row[2],
            persons.open_name(row[1], row[3]),
            row[4],
            tuple(row[5]),
            *row[6:],
        )
        for row in rows.values_list(*COLUMNS)
    ]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))
