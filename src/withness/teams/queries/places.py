"""The service's own rooms."""

from dataclasses import dataclass
from uuid import UUID

from withness.teams import models


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """A room of the service's own. `may_be_named` says whether its name may leave the house."""

    id: UUID
    name: str
    how_to_get_there: str
    may_be_named: bool


def of_team(team_id: UUID) -> tuple[PlaceFact, ...]:
    """Return the places of a team that are open, by name."""
    return _facts(team_id=team_id, closed_at=None)


def by_id(place_id: UUID) -> PlaceFact | None:
    """Return one place of the service in scope, closed or not, or None."""
    return next(iter(_facts(pk=place_id)), None)


def _facts(**which: object) -> tuple[PlaceFact, ...]:
    rows = models.Place.objects.filter(**which).values_list(
        "id", "name", "how_to_get_there", "may_be_named"
    )
    return tuple(sorted((PlaceFact(*row) for row in rows), key=lambda one: one.name.casefold()))
