"""Which teams there are."""

from dataclasses import dataclass
from uuid import UUID

from withness.teams import models


@dataclass(frozen=True, slots=True)
class TeamFact:
    """People who work together, in one time zone."""

    id: UUID
    name: str
    zone: str


def all_teams() -> tuple[TeamFact, ...]:
    """Return the teams of the service, by name."""
    rows = models.Team.objects.values_list("id", "name", "zone")
    return tuple(sorted((TeamFact(*row) for row in rows), key=lambda one: one.name.casefold()))


def by_id(team_id: UUID) -> TeamFact | None:
    """Return one team of the service in scope, or None."""
    row = models.Team.objects.filter(pk=team_id).values_list("id", "name", "zone").first()
    return TeamFact(*row) if row else None
